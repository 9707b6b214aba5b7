// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The second phase of an upsampled axis y goes on with the sum of the first.
// RUN: ganc-opt %s --gan-share-phases --split-input-file | FileCheck %s

!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0:-200>

// A kernel 1, 2, 3, 4, 5 on y upsampled by two: phases 3, 7, 5 and 1, 5, 9, whose difference is 2 d[q] + 4 d[q + 1].
// Half the levels leave room for differences. Windows were of other values.
// CHECK-LABEL: @main
// CHECK-NOT: window_products
// CHECK: %[[Q:.*]] = gan.quantize %arg0 : {{.*}} -> tensor<?x1x2x4x2x!quant.uniform<i16<-16383:16383>:f32, 2.000061{{[0-9]*}}:-100>>
// CHECK: %[[D:.*]] = gan.append_differences %[[Q]] axis 3 : {{.*}} -> tensor<?x1x2x9x2x!quant.uniform<i16<-32767:32767>:f32, 2.000061{{[0-9]*}}>>
// CHECK: %[[X:.*]] = gan.dequantize %[[D]]
// CHECK: %[[W:.*]] = gan.constant dense<{{\[\[\[\[\[}}3.0{{0*}}e+00], [7.0{{0*}}e+00], [5.0{{0*}}e+00]]]], {{\[\[\[\[}}2.0{{0*}}e+00], [4.0{{0*}}e+00], [0.0{{0*}}e+00]]]]]>
// CHECK: gan.phase_conv %[[X]], %[[W]] {axes = [#gan.phases<stride = 1, offsets = [0], taps = [1]>,
// CHECK-SAME: #gan.phases<stride = 1, offsets = [-1, 0], taps = [3, 2], split = 4>, #gan.phases<stride = 1, offsets = [0], taps = [1]>]
func.func @main(%x: tensor<?x1x2x4x2xf32>) -> tensor<?x1x2x8x2xf32> {
  %w = gan.constant dense<[[[[[3.0], [7.0], [5.0]]]], [[[[1.0], [5.0], [9.0]]]]]> : tensor<2x1x1x3x1xf32>
  %q = gan.quantize %x : tensor<?x1x2x4x2xf32> -> tensor<?x1x2x4x2x!s16>
  %f = gan.dequantize %q : tensor<?x1x2x4x2x!s16> -> tensor<?x1x2x4x2xf32>
  %y = gan.phase_conv %f, %w {axes = [#gan.phases<stride = 1, offsets = [0], taps = [1]>,
      #gan.phases<stride = 1, offsets = [-1, -1], taps = [3, 3]>, #gan.phases<stride = 1, offsets = [0], taps = [1]>],
      gan.window_products = dense<1.0> : tensor<18xf64>}
    : (tensor<?x1x2x4x2xf32>, tensor<2x1x1x3x1xf32>) -> tensor<?x1x2x8x2xf32>
  return %y : tensor<?x1x2x8x2xf32>
}

// -----

!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

// Left alone: phases whose weights have other sums.
// CHECK-LABEL: @other_sums
// CHECK-NOT: append_differences
// CHECK: return
func.func @other_sums(%x: tensor<?x1x2x4x2xf32>) -> tensor<?x1x2x8x2xf32> {
  %w = gan.constant dense<[[[[[3.0], [7.0], [5.0]]]], [[[[1.0], [5.0], [8.0]]]]]> : tensor<2x1x1x3x1xf32>
  %q = gan.quantize %x : tensor<?x1x2x4x2xf32> -> tensor<?x1x2x4x2x!s16>
  %f = gan.dequantize %q : tensor<?x1x2x4x2x!s16> -> tensor<?x1x2x4x2xf32>
  %y = gan.phase_conv %f, %w {axes = [#gan.phases<stride = 1, offsets = [0], taps = [1]>,
      #gan.phases<stride = 1, offsets = [-1, -1], taps = [3, 3]>, #gan.phases<stride = 1, offsets = [0], taps = [1]>]}
    : (tensor<?x1x2x4x2xf32>, tensor<2x1x1x3x1xf32>) -> tensor<?x1x2x8x2xf32>
  return %y : tensor<?x1x2x8x2xf32>
}

// -----

!u8 = !quant.uniform<u8:f32, 1.0:20>

// Left alone: 8 bits have no room for differences.
// CHECK-LABEL: @narrow
// CHECK-NOT: append_differences
// CHECK: return
func.func @narrow(%x: tensor<?x1x2x4x2xf32>) -> tensor<?x1x2x8x2xf32> {
  %w = gan.constant dense<[[[[[3.0], [7.0], [5.0]]]], [[[[1.0], [5.0], [9.0]]]]]> : tensor<2x1x1x3x1xf32>
  %q = gan.quantize %x : tensor<?x1x2x4x2xf32> -> tensor<?x1x2x4x2x!u8>
  %f = gan.dequantize %q : tensor<?x1x2x4x2x!u8> -> tensor<?x1x2x4x2xf32>
  %y = gan.phase_conv %f, %w {axes = [#gan.phases<stride = 1, offsets = [0], taps = [1]>,
      #gan.phases<stride = 1, offsets = [-1, -1], taps = [3, 3]>, #gan.phases<stride = 1, offsets = [0], taps = [1]>]}
    : (tensor<?x1x2x4x2xf32>, tensor<2x1x1x3x1xf32>) -> tensor<?x1x2x8x2xf32>
  return %y : tensor<?x1x2x8x2xf32>
}

// -----

!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

// Left alone: two channels, whose short rows do not pay for accumulators of their own; a value with another reader.
// CHECK-LABEL: @short_rows
// CHECK-NOT: append_differences
// CHECK: return
func.func @short_rows(%x: tensor<?x1x2x4x2xf32>) -> tensor<?x2x2x8x2xf32> {
  %w = gan.constant dense<1.0> : tensor<4x1x1x3x1xf32>
  %q = gan.quantize %x : tensor<?x1x2x4x2xf32> -> tensor<?x1x2x4x2x!s16>
  %f = gan.dequantize %q : tensor<?x1x2x4x2x!s16> -> tensor<?x1x2x4x2xf32>
  %y = gan.phase_conv %f, %w {axes = [#gan.phases<stride = 1, offsets = [0], taps = [1]>,
      #gan.phases<stride = 1, offsets = [-1, -1], taps = [3, 3]>, #gan.phases<stride = 1, offsets = [0], taps = [1]>]}
    : (tensor<?x1x2x4x2xf32>, tensor<4x1x1x3x1xf32>) -> tensor<?x2x2x8x2xf32>
  return %y : tensor<?x2x2x8x2xf32>
}

// CHECK-LABEL: @read_twice
// CHECK-NOT: append_differences
// CHECK: return
func.func @read_twice(%x: tensor<?x1x2x4x2xf32>) -> (tensor<?x1x2x8x2xf32>, tensor<?x1x2x4x2x!s16>) {
  %w = gan.constant dense<[[[[[3.0], [7.0], [5.0]]]], [[[[1.0], [5.0], [9.0]]]]]> : tensor<2x1x1x3x1xf32>
  %q = gan.quantize %x : tensor<?x1x2x4x2xf32> -> tensor<?x1x2x4x2x!s16>
  %f = gan.dequantize %q : tensor<?x1x2x4x2x!s16> -> tensor<?x1x2x4x2xf32>
  %y = gan.phase_conv %f, %w {axes = [#gan.phases<stride = 1, offsets = [0], taps = [1]>,
      #gan.phases<stride = 1, offsets = [-1, -1], taps = [3, 3]>, #gan.phases<stride = 1, offsets = [0], taps = [1]>]}
    : (tensor<?x1x2x4x2xf32>, tensor<2x1x1x3x1xf32>) -> tensor<?x1x2x8x2xf32>
  return %y, %q : tensor<?x1x2x8x2xf32>, tensor<?x1x2x4x2x!s16>
}
