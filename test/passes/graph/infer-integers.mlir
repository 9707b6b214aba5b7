// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-infer-integers | FileCheck %s
// Whether numbers stay the same: infer-quantized.test.

!u8 = !quant.uniform<u8:f32, 0.5:3>
!v8 = !quant.uniform<u8:f32, 2.0:7>
!w = !quant.uniform<i8:f32:1, {0.25, 0.5}>
!b = !quant.uniform<i32:f32:0, {0.125, 0.25}>

// The zero point's part of the bias: 10 - 3 (1 + 3), 20 - 3 (2 - 4).
// CHECK-LABEL: func.func @dense
func.func @dense(%x: tensor<?x2x!u8>) -> tensor<?x2x!v8> {
  // CHECK-DAG: %[[W:.*]] = gan.constant dense<{{\[}}[1, 2], [3, -4]]> : tensor<2x2xi8> -> tensor<2x2x!quant.uniform<i8:f32:1, {2.5{{.*}},5.0
  // CHECK-DAG: %[[B:.*]] = gan.constant dense<[-2, 26]> : tensor<2xi32> -> tensor<2x!quant.uniform<i32:f32, 1.000000e+00>>
  // CHECK: %[[D:.*]] = gan.dense %arg0, %[[W]] bias %[[B]] {activation = #gan.activation<relu>}
  // CHECK-NEXT: return %[[D]]
  %w = gan.constant dense<[[1, 2], [3, -4]]> : tensor<2x2xi8> -> tensor<2x2x!w>
  %b = gan.constant dense<[10, 20]> : tensor<2xi32> -> tensor<2x!b>
  %0 = gan.dequantize %x : tensor<?x2x!u8> -> tensor<?x2xf32>
  %1 = gan.dequantize %w : tensor<2x2x!w> -> tensor<2x2xf32>
  %2 = gan.dequantize %b : tensor<2x!b> -> tensor<2xf32>
  %3 = gan.dense %0, %1 bias %2 {activation = #gan.activation<relu>} : (tensor<?x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %4 = gan.quantize %3 : tensor<?x2xf32> -> tensor<?x2x!v8>
  return %4 : tensor<?x2x!v8>
}

// Padding reads no zero point: a field at the border. Weights of u8 lose their zero point.
!k = !quant.uniform<u8:f32, 0.25:128>
// CHECK-LABEL: func.func @conv
func.func @conv(%x: tensor<?x1x3x!u8>) -> tensor<?x1x3x!v8> {
  // CHECK-DAG: gan.constant dense<{{\[\[\[}}1, -1, 2]]]> : tensor<1x1x3xi8> -> tensor<1x1x3x!quant.uniform<i8:f32, 2.5
  // CHECK-DAG: gan.constant dense<{{\[\[}}-3, -6, 0]]> : tensor<1x3xi32>
  // CHECK: gan.conv %arg0, %{{.*}} bias
  %k = gan.constant dense<[[[-127, 127, -126]]]> : tensor<1x1x3xi8> -> tensor<1x1x3x!k>
  %0 = gan.dequantize %x : tensor<?x1x3x!u8> -> tensor<?x1x3xf32>
  %1 = gan.dequantize %k : tensor<1x1x3x!k> -> tensor<1x1x3xf32>
  %2 = gan.conv %0, %1 {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 1>, pads_high = array<i64: 1>} : (tensor<?x1x3xf32>, tensor<1x1x3xf32>) -> tensor<?x1x3xf32>
  %3 = gan.quantize %2 : tensor<?x1x3xf32> -> tensor<?x1x3x!v8>
  return %3 : tensor<?x1x3x!v8>
}

// CHECK-LABEL: func.func @keeps_bias_of_another_scale
func.func @keeps_bias_of_another_scale(%x: tensor<?x2x!u8>) -> tensor<?x2x!v8> {
  // CHECK: gan.constant dense<{{.*}}> : tensor<2x2xf32>
  // CHECK: gan.dense %{{.*}} (tensor<?x2xf32>, tensor<2x2xf32>, tensor<2xf32>)
  %w = gan.constant dense<[[1, 2], [3, -4]]> : tensor<2x2xi8> -> tensor<2x2x!w>
  %b = gan.constant dense<[10, 20]> : tensor<2xi32> -> tensor<2x!quant.uniform<i32:f32, 0.125>>
  %0 = gan.dequantize %x : tensor<?x2x!u8> -> tensor<?x2xf32>
  %1 = gan.dequantize %w : tensor<2x2x!w> -> tensor<2x2xf32>
  %2 = gan.dequantize %b : tensor<2x!quant.uniform<i32:f32, 0.125>> -> tensor<2xf32>
  %3 = gan.dense %0, %1 bias %2 : (tensor<?x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %4 = gan.quantize %3 : tensor<?x2xf32> -> tensor<?x2x!v8>
  return %4 : tensor<?x2x!v8>
}

// CHECK-LABEL: func.func @keeps_weights_beyond_a_byte
func.func @keeps_weights_beyond_a_byte(%x: tensor<?x1x!u8>) -> tensor<?x1x!v8> {
  // CHECK: gan.constant dense<6.400000e+01> : tensor<1x1xf32>
  // CHECK: gan.dense %{{.*}} (tensor<?x1xf32>, tensor<1x1xf32>)
  %w = gan.constant dense<-128> : tensor<1x1xi8> -> tensor<1x1x!quant.uniform<u8:f32, 0.5>>
  %0 = gan.dequantize %x : tensor<?x1x!u8> -> tensor<?x1xf32>
  %1 = gan.dequantize %w : tensor<1x1x!quant.uniform<u8:f32, 0.5>> -> tensor<1x1xf32>
  %2 = gan.dense %0, %1 : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
  %3 = gan.quantize %2 : tensor<?x1xf32> -> tensor<?x1x!v8>
  return %3 : tensor<?x1x!v8>
}

// CHECK-LABEL: func.func @keeps_what_may_overflow
func.func @keeps_what_may_overflow(%x: tensor<?x1x!u8>) -> tensor<?x1x!v8> {
  // CHECK: gan.dense %{{.*}} (tensor<?x1xf32>, tensor<1x1xf32>, tensor<1xf32>)
  %w = gan.constant dense<127> : tensor<1x1xi8> -> tensor<1x1x!quant.uniform<i8:f32, 0.5>>
  %b = gan.constant dense<2147483647> : tensor<1xi32> -> tensor<1x!quant.uniform<i32:f32, 0.25>>
  %0 = gan.dequantize %x : tensor<?x1x!u8> -> tensor<?x1xf32>
  %1 = gan.dequantize %w : tensor<1x1x!quant.uniform<i8:f32, 0.5>> -> tensor<1x1xf32>
  %2 = gan.dequantize %b : tensor<1x!quant.uniform<i32:f32, 0.25>> -> tensor<1xf32>
  %3 = gan.dense %0, %1 bias %2 : (tensor<?x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
  %4 = gan.quantize %3 : tensor<?x1xf32> -> tensor<?x1x!v8>
  return %4 : tensor<?x1x!v8>
}
