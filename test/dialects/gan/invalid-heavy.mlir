// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s -split-input-file -verify-diagnostics

// expected-note @below {{src is an argument here}}
func.func @no_batch(%x: tensor<4x2xf32>, %w: tensor<2x3xf32>) {
  // expected-error @below {{src has no batch, expected a dynamic first extent}}
  %0 = gan.dense %x, %w : (tensor<4x2xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @weight_with_batch(%x: tensor<?x2xf32>) {
  // expected-note @unknown {{parameter is produced by "fc0" here}}
  %w = gan.relu %x : tensor<?x2xf32> loc("fc0")
  // expected-error @below {{parameter has a batch, expected a static shape}}
  %0 = gan.dense %x, %w : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  return
}

// -----

func.func @rows(%x: tensor<?x5xf32>, %w: tensor<2x3xf32>) {
  // expected-note @below {{src is produced by "gan.relu" here}}
  %r = gan.relu %x : tensor<?x5xf32>
  // expected-error @below {{weight has 2 rows, expected 5 to match src}}
  %0 = gan.dense %r, %w : (tensor<?x5xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @result_shape(%x: tensor<?x2xf32>, %w: tensor<2x3xf32>) {
  // expected-error @below {{dst is ?x4, expected ?x3}}
  %0 = gan.dense %x, %w : (tensor<?x2xf32>, tensor<2x3xf32>) -> tensor<?x4xf32>
  return
}

// -----

// expected-note @below {{bias is an argument here}}
func.func @bias(%x: tensor<?x2xf32>, %w: tensor<2x3xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{bias is 2, expected 3 or 3}}
  %0 = gan.dense %x, %w bias %b : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<?x3xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @multiplier_on_f32(%x: tensor<?x2xf32>, %w: tensor<2x3xf32>, %m: tensor<3xf32>) {
  // expected-error @below {{multiplier is given, expected none as src is f32}}
  %0 = gan.dense %x, %w multiplier %m : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  return
}

// -----

!u8 = !quant.uniform<u8:f32, 0.5:128>
!s8 = !quant.uniform<i8:f32, 0.5>
// expected-note @below {{src is an argument here}}
func.func @multiplier_missing(%x: tensor<?x2x!u8>, %w: tensor<2x3x!s8>) {
  // expected-error @below {{multiplier is missing, expected one as src is quantized}}
  %0 = gan.dense %x, %w : (tensor<?x2x!u8>, tensor<2x3x!s8>) -> tensor<?x3xf32>
  return
}

// -----

!u8 = !quant.uniform<u8:f32, 0.5:128>
// expected-note @below {{src is an argument here}}
func.func @weight_not_quantized(%x: tensor<?x2x!u8>, %w: tensor<2x3xf32>, %m: tensor<3xf32>) {
  // expected-error @below {{weight is f32, expected quantized as src}}
  %0 = gan.dense %x, %w multiplier %m : (tensor<?x2x!u8>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  return
}

// -----

!u8 = !quant.uniform<u8:f32, 0.5:128>
// expected-note @below {{src is an argument here}}
func.func @result_quantized_alone(%x: tensor<?x2xf32>, %w: tensor<2x3xf32>) {
  // expected-error @below {{dst is quantized, expected f32 as src}}
  %0 = gan.dense %x, %w : (tensor<?x2xf32>, tensor<2x3xf32>) -> tensor<?x3x!u8>
  return
}

// -----

!u8 = !quant.uniform<u8:f32, 0.5:128>
!s8 = !quant.uniform<i8:f32, 0.5:3>
func.func @weight_zero_point(%x: tensor<?x2x!u8>, %w: tensor<2x3x!s8>, %m: tensor<3xf32>) {
  // expected-error @below {{weight has zero point 3, expected 0}}
  %0 = gan.dense %x, %w multiplier %m : (tensor<?x2x!u8>, tensor<2x3x!s8>, tensor<3xf32>) -> tensor<?x3xf32>
  return
}

// -----

!u8 = !quant.uniform<u8:f32, 0.5:128>
!s8 = !quant.uniform<i8:f32:0, {0.5, 0.25}>
func.func @weight_axis(%x: tensor<?x2x!u8>, %w: tensor<2x3x!s8>, %m: tensor<3xf32>) {
  // expected-error @below {{weight is quantized along axis 0, expected 1, that of output channels}}
  %0 = gan.dense %x, %w multiplier %m : (tensor<?x2x!u8>, tensor<2x3x!s8>, tensor<3xf32>) -> tensor<?x3xf32>
  return
}

// -----

!u8 = !quant.uniform<u8:f32, 0.5:128>
!s8 = !quant.uniform<i8:f32:1, {0.5, 0.25}>
func.func @weight_scales(%x: tensor<?x2x!u8>, %w: tensor<2x3x!s8>, %m: tensor<3xf32>) {
  // expected-error @below {{weight has 2 scales, expected 3 as output channels}}
  %0 = gan.dense %x, %w multiplier %m : (tensor<?x2x!u8>, tensor<2x3x!s8>, tensor<3xf32>) -> tensor<?x3xf32>
  return
}

// -----

!u8 = !quant.uniform<u8:f32, 0.5:128>
!s8 = !quant.uniform<i8:f32:1, {0.5:0, 0.25:0, 0.5:1}>
func.func @weight_zero_points(%x: tensor<?x2x!u8>, %w: tensor<2x3x!s8>, %m: tensor<3xf32>) {
  // expected-error @below {{weight has a zero point other than 0, expected none}}
  %0 = gan.dense %x, %w multiplier %m : (tensor<?x2x!u8>, tensor<2x3x!s8>, tensor<3xf32>) -> tensor<?x3xf32>
  return
}

// -----

!u4 = !quant.uniform<u4:f32, 0.5>
!s8 = !quant.uniform<i8:f32, 0.5>
// expected-note @below {{src is an argument here}}
func.func @storage(%x: tensor<?x2x!u4>, %w: tensor<2x3x!s8>, %m: tensor<3xf32>) {
  // expected-error @below {{src is stored in 4 bits, expected 8 or 16}}
  %0 = gan.dense %x, %w multiplier %m : (tensor<?x2x!u4>, tensor<2x3x!s8>, tensor<3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @extent(%x: tensor<?x?xf32>, %w: tensor<2x3xf32>) {
  // expected-error @below {{operand #0 has extent ? on axis 1, expected a positive one}}
  %0 = gan.dense %x, %w : (tensor<?x?xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @empty_extent(%x: tensor<?x0xf32>, %w: tensor<0x3xf32>) {
  // expected-error @below {{operand #0 has extent 0 on axis 1, expected a positive one}}
  %0 = gan.dense %x, %w : (tensor<?x0xf32>, tensor<0x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @huge(%x: tensor<?x4294967296xf32>, %w: tensor<4294967296x4294967296xf32>) {
  // expected-error @below {{operand #0 is 'tensor<?x4294967296xf32>', expected at most 2147483648 elements}}
  %0 = gan.dense %x, %w : (tensor<?x4294967296xf32>, tensor<4294967296x4294967296xf32>) -> tensor<?x4294967296xf32>
  return
}

// -----

func.func @unranked(%x: tensor<*xf32>, %w: tensor<2x3xf32>) {
  // expected-error @below {{operand #0 is 'tensor<*xf32>', expected a ranked tensor}}
  %0 = gan.dense %x, %w : (tensor<*xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  return
}
