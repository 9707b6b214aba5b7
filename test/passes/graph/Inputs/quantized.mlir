// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A quantized network in float form: every op that the passes for quantized models change.

!i8 = !quant.uniform<u8:f32, 0.0625:100>
!u8 = !quant.uniform<u8:f32, 0.5:60>
!x8 = !quant.uniform<u8:f32, 0.01:128>
!v8 = !quant.uniform<u8:f32, 0.25:31>
!w8 = !quant.uniform<u8:f32, 0.0078125:120>
!w = !quant.uniform<i8:f32:1, {0.25, 0.5, 0.5, 1.0}>
!b = !quant.uniform<i32:f32:0, {0.015625, 0.03125, 0.03125, 0.0625}>
!k = !quant.uniform<i8:f32:0, {0.005, 0.0025}>

func.func @main(%z: tensor<?x2xf32> {gan.name = "x"}) -> (tensor<?x2x5xf32> {gan.name = "y"}) {
  %w = gan.constant dense<[[1, 20, -33, 4], [5, -60, 7, 80]]> : tensor<2x4xi8> -> tensor<2x4x!w>
  %b = gan.constant dense<[10, -20, 30, -40]> : tensor<4xi32> -> tensor<4x!b>
  %k = gan.constant dense<[[[1, -2, 3], [4, 5, -6]], [[7, 8, -9], [10, 11, 12]]]> : tensor<2x2x3xi8> -> tensor<2x2x3x!k>
  %s = gan.constant dense<[0.7, -1.3]> : tensor<2xf32>
  %wf = gan.dequantize %w : tensor<2x4x!w> -> tensor<2x4xf32>
  %bf = gan.dequantize %b : tensor<4x!b> -> tensor<4xf32>
  %kf = gan.dequantize %k : tensor<2x2x3x!k> -> tensor<2x2x3xf32>
  %q0 = gan.quantize %z : tensor<?x2xf32> -> tensor<?x2x!i8>
  %d0 = gan.dequantize %q0 : tensor<?x2x!i8> -> tensor<?x2xf32>
  %dense = gan.dense %d0, %wf bias %bf {activation = #gan.activation<leaky_relu>, slope = 0.3 : f32} : (tensor<?x2xf32>, tensor<2x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %q1 = gan.quantize %dense : tensor<?x4xf32> -> tensor<?x4x!u8>
  %d1 = gan.dequantize %q1 : tensor<?x4x!u8> -> tensor<?x4xf32>
  %norms = gan.reshape %d1 : tensor<?x4xf32> -> tensor<?x2x2xf32>
  %norm = gan.batch_norm %norms, %s, %s : (tensor<?x2x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2x2xf32>
  %up = gan.upsample %norm [1, 1, 2] : tensor<?x2x2xf32> -> tensor<?x2x4xf32>
  %q2 = gan.quantize %up : tensor<?x2x4xf32> -> tensor<?x2x4x!v8>
  %d2 = gan.dequantize %q2 : tensor<?x2x4x!v8> -> tensor<?x2x4xf32>
  %conv = gan.conv %d2, %kf {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 2>, pads_high = array<i64: 1>} : (tensor<?x2x4xf32>, tensor<2x2x3xf32>) -> tensor<?x2x5xf32>
  %q3 = gan.quantize %conv : tensor<?x2x5xf32> -> tensor<?x2x5x!x8>
  %d3 = gan.dequantize %q3 : tensor<?x2x5x!x8> -> tensor<?x2x5xf32>
  %tanh = gan.tanh %d3 : tensor<?x2x5xf32>
  %q4 = gan.quantize %tanh : tensor<?x2x5xf32> -> tensor<?x2x5x!w8>
  %y = gan.dequantize %q4 : tensor<?x2x5x!w8> -> tensor<?x2x5xf32>
  return %y : tensor<?x2x5xf32>
}
