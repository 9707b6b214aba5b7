// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A convolution between a rounded source and a rounded result becomes one op on integers.
// RUN: ganc-opt %s --gan-quantize-weights --split-input-file | FileCheck %s

!u8 = !quant.uniform<u8:f32, 0.5:2>
!s16 = !quant.uniform<i16<-32767:32767>:f32, 0.25>

// Weights [127, -127] of scale 1 and [64, 127] of 2. multiplier = 0.5 * s_w / 0.25; bias = (b - 0.5 s_w 2 S) / 0.25
// with S = -127, 0 and 127, 191 where padding cuts the first tap off and where it does not.
// CHECK: module attributes {gan.level = "quantized"}
// CHECK-DAG: %[[W:.*]] = gan.constant dense<{{\[\[\[}}127, -127]], {{\[\[}}64, 127]]]> : tensor<2x1x2xi8> -> tensor<2x1x2x!quant.uniform<i8<-127:127>:f32:0, {1.000000e+00,2.000000e+00}>>
// CHECK-DAG: %[[B:.*]] = gan.constant dense<{{\[\[}}5.120000e+02, 4.000000e+00, 4.000000e+00], [-1.016000e+03, -1.528000e+03, -1.528000e+03]]> : tensor<2x3xf32>
// CHECK-DAG: %[[M:.*]] = gan.constant dense<[2.000000e+00, 4.000000e+00]> : tensor<2xf32>
// CHECK: gan.conv %arg0, %[[W]] bias %[[B]] multiplier %[[M]] {activation = #gan.activation<relu>
// CHECK-SAME: -> tensor<?x2x3x!quant.uniform<i16<-32767:32767>:f32, 2.500000e-01>>
// CHECK-NEXT: return
func.func @main(%x: tensor<?x1x3x!u8>) -> tensor<?x2x3x!s16> {
  %w = gan.constant dense<[[[127.0, -127.0]], [[128.0, 254.0]]]> : tensor<2x1x2xf32>
  %b = gan.constant dense<[1.0, 0.0]> : tensor<2xf32>
  %f = gan.dequantize %x : tensor<?x1x3x!u8> -> tensor<?x1x3xf32>
  %y = gan.conv %f, %w bias %b {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 1>,
      pads_high = array<i64: 0>, activation = #gan.activation<relu>}
    : (tensor<?x1x3xf32>, tensor<2x1x2xf32>, tensor<2xf32>) -> tensor<?x2x3xf32>
  %q = gan.quantize %y : tensor<?x2x3xf32> -> tensor<?x2x3x!s16>
  return %q : tensor<?x2x3x!s16>
}

// -----

!u8 = !quant.uniform<u8:f32, 0.5:2>
!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

// No padding: the zero point adds the same everywhere, and the bias has one number for each channel. The last
// op of the network has an f32 result.
// CHECK: gan.constant dense<-1.260000e+02> : tensor<1xf32>
// CHECK: gan.conv {{.*}} -> tensor<?x1x2xf32>
func.func @main(%x: tensor<?x1x3x!u8>) -> tensor<?x1x2xf32> {
  %w = gan.constant dense<[[[254.0, -128.0]]]> : tensor<1x1x2xf32>
  %f = gan.dequantize %x : tensor<?x1x3x!u8> -> tensor<?x1x3xf32>
  %y = gan.conv %f, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>,
      pads_high = array<i64: 0>} : (tensor<?x1x3xf32>, tensor<1x1x2xf32>) -> tensor<?x1x2xf32>
  return %y : tensor<?x1x2xf32>
}

// -----

!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

// 16 bits without a zero point need no bias. One weight uses 15 bits, two equal ones share the accumulator.
// CHECK-DAG: gan.constant dense<{{\[\[}}32767, 32767], [0, 32767]]> : tensor<2x2xi16>
// CHECK: gan.dense %arg0, %{{.*}} multiplier %{{.*}} {{.*}} -> tensor<?x2xf32>
// A result with two readers stays f32.
// CHECK: gan.quantize
// CHECK: gan.tanh
func.func @main(%x: tensor<?x2x!s16>) -> (tensor<?x2x!s16>, tensor<?x2xf32>) {
  %w = gan.constant dense<[[5.0, 3.0], [0.0, 3.0]]> : tensor<2x2xf32>
  %f = gan.dequantize %x : tensor<?x2x!s16> -> tensor<?x2xf32>
  %y = gan.dense %f, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %q = gan.quantize %y : tensor<?x2xf32> -> tensor<?x2x!s16>
  %t = gan.tanh %y : tensor<?x2xf32>
  return %q, %t : tensor<?x2x!s16>, tensor<?x2xf32>
}

// -----

!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

// Rows of 128 products or more have an accumulator each: 512 instead of 256 levels to share it.
// CHECK: gan.constant {{.*}} : tensor<2x32x2x4xi16> -> {{.*}}{0.00195306{{[0-9]*}},0.00195306{{[0-9]*}}}>>
// CHECK: gan.conv {{.*}}row_sums
func.func @main(%x: tensor<?x32x2x4x!s16>) -> tensor<?x2x1x1xf32> {
  %w = gan.constant dense<1.0> : tensor<2x32x2x4xf32>
  %f = gan.dequantize %x : tensor<?x32x2x4x!s16> -> tensor<?x32x2x4xf32>
  %y = gan.conv %f, %w {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, pads_low = array<i64: 0, 0>,
      pads_high = array<i64: 0, 0>} : (tensor<?x32x2x4xf32>, tensor<2x32x2x4xf32>) -> tensor<?x2x1x1xf32>
  return %y : tensor<?x2x1x1xf32>
}

// -----

!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

// Smaller rows share one.
// CHECK: gan.constant {{.*}} : tensor<2x8x2x4xi16> -> {{.*}}{9.765{{[0-9]*}}E-4,9.765{{[0-9]*}}E-4}>>
// CHECK-NOT: row_sums
func.func @main(%x: tensor<?x8x2x4x!s16>) -> tensor<?x2x1x1xf32> {
  %w = gan.constant dense<1.0> : tensor<2x8x2x4xf32>
  %f = gan.dequantize %x : tensor<?x8x2x4x!s16> -> tensor<?x8x2x4xf32>
  %y = gan.conv %f, %w {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, pads_low = array<i64: 0, 0>,
      pads_high = array<i64: 0, 0>} : (tensor<?x8x2x4xf32>, tensor<2x8x2x4xf32>) -> tensor<?x2x1x1xf32>
  return %y : tensor<?x2x1x1xf32>
}

// -----

!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

// Of one channel, any rows have an accumulator each.
// CHECK: gan.constant {{.*}} : tensor<1x8x2x4xi16> -> {{.*}}{4.88{{[0-9]*}}E-4}>>
// CHECK: gan.conv {{.*}}row_sums
func.func @main(%x: tensor<?x8x2x4x!s16>) -> tensor<?x1x1x1xf32> {
  %w = gan.constant dense<1.0> : tensor<1x8x2x4xf32>
  %f = gan.dequantize %x : tensor<?x8x2x4x!s16> -> tensor<?x8x2x4xf32>
  %y = gan.conv %f, %w {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, pads_low = array<i64: 0, 0>,
      pads_high = array<i64: 0, 0>} : (tensor<?x8x2x4xf32>, tensor<1x8x2x4xf32>) -> tensor<?x1x1x1xf32>
  return %y : tensor<?x1x1x1xf32>
}

// -----

!s16 = !quant.uniform<i16<-16383:16383>:f32, 1.0>
!d16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

// Phases that share a sum add rows, and have one scale, also where each has one row: 6 / 32767.
// CHECK: gan.constant {{.*}} : tensor<2x1x1x1x1xi16> -> {{.*}}{1.831{{[0-9E-]*}},1.831{{[0-9E-]*}}}>>
// CHECK: gan.phase_conv {{.*}}row_sums
func.func @main(%x: tensor<?x1x1x2x1x!s16>) -> tensor<?x1x1x4x1xf32> {
  %w = gan.constant dense<[[[[[3.0]]]], [[[[6.0]]]]]> : tensor<2x1x1x1x1xf32>
  %d = gan.append_differences %x axis 3 : tensor<?x1x1x2x1x!s16> -> tensor<?x1x1x5x1x!d16>
  %f = gan.dequantize %d : tensor<?x1x1x5x1x!d16> -> tensor<?x1x1x5x1xf32>
  %y = gan.phase_conv %f, %w {axes = [#gan.phases<stride = 1, offsets = [0], taps = [1]>,
      #gan.phases<stride = 1, offsets = [0, 0], taps = [1, 1], split = 2>, #gan.phases<stride = 1, offsets = [0], taps = [1]>]}
    : (tensor<?x1x1x5x1xf32>, tensor<2x1x1x1x1xf32>) -> tensor<?x1x1x4x1xf32>
  return %y : tensor<?x1x1x4x1xf32>
}
