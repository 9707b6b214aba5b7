// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --split-input-file --verify-diagnostics

!u8 = !quant.uniform<u8:f32, 0.5:128>
// expected-note @below {{is an argument here}}
func.func @literal_bias_of_float(%x: tensor<?x2x!u8>, %w: tensor<2x3x!quant.uniform<i8:f32, 0.5>>, %b: tensor<3xf32>) {
  // expected-error @below {{bias is of 'f32', expected stored in 32 bits without multiplier}}
  %0 = gan.dense %x, %w bias %b : (tensor<?x2x!u8>, tensor<2x3x!quant.uniform<i8:f32, 0.5>>, tensor<3xf32>) -> tensor<?x3x!u8>
  return
}

// -----

!b = !quant.uniform<i32:f32, 1.0>
// expected-note @below {{is an argument here}}
func.func @stored_bias_of_float(%x: tensor<?x2xf32>, %w: tensor<2x3xf32>, %b: tensor<3x!b>) {
  // expected-error @below {{bias is quantized, expected f32}}
  %0 = gan.dense %x, %w bias %b : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<3x!b>) -> tensor<?x3xf32>
  return
}

// -----

// expected-note @below {{is an argument here}}
func.func @scales_of_another_axis(%x: tensor<2x3x!quant.uniform<i8:f32:0, {0.5, 1.0, 2.0}>>) {
  // expected-error @below {{src has 3 scales along axis 0, expected one for each entry of it, and no batch}}
  %0 = gan.dequantize %x : tensor<2x3x!quant.uniform<i8:f32:0, {0.5, 1.0, 2.0}>> -> tensor<2x3xf32>
  return
}

// -----

!u8 = !quant.uniform<u8:f32, 0.5:128>
// expected-note @below {{is an argument here}}
func.func @table_of_another_size(%x: tensor<?x2x!u8>, %t: tensor<3x256x!u8>) {
  // expected-error @below {{table is 3x256, expected 256 or 2x256}}
  %0 = gan.lookup %x, %t : (tensor<?x2x!u8>, tensor<3x256x!u8>) -> tensor<?x2x!u8>
  return
}

// -----

!u8 = !quant.uniform<u8:f32, 0.5:128>
!v8 = !quant.uniform<u8:f32, 0.25>
// expected-note @below {{is an argument here}}
func.func @table_of_another_type(%x: tensor<?x2x!u8>, %t: tensor<256x!v8>) {
  // expected-error @below {{table is of '!quant.uniform<u8:f32, 2.500000e-01>', expected the type of dst}}
  %0 = gan.lookup %x, %t : (tensor<?x2x!u8>, tensor<256x!v8>) -> tensor<?x2x!u8>
  return
}

// -----

!s8 = !quant.uniform<i8:f32, 0.5>
// expected-note @below {{is an argument here}}
func.func @lookup_of_signed(%x: tensor<?x2x!s8>, %t: tensor<256x!s8>) {
  // expected-error @below {{src is of '!quant.uniform<i8:f32, 5.000000e-01>', expected stored in 0..255}}
  %0 = gan.lookup %x, %t : (tensor<?x2x!s8>, tensor<256x!s8>) -> tensor<?x2x!s8>
  return
}

// -----

// expected-note @below {{is an argument here}}
func.func @rows_of_floats(%x: tensor<?x2xf32>, %w: tensor<2x1xf32>) {
  // expected-error @below {{row_sums is given, expected none without multiplier}}
  %0 = gan.dense %x, %w {row_sums} : (tensor<?x2xf32>, tensor<2x1xf32>) -> tensor<?x1xf32>
  return
}

// -----

// expected-note @below {{is an argument here}}
func.func @differences_of_float(%x: tensor<?x1x2xf32>) {
  // expected-error @below {{src or dst is f32, expected quantized}}
  %0 = gan.append_differences %x axis 2 : tensor<?x1x2xf32> -> tensor<?x1x5xf32>
  return
}

// -----

!x = !quant.uniform<i16<-4:4>:f32, 1.0:1>
// expected-note @below {{is an argument here}}
func.func @differences_of_channels(%x: tensor<?x1x2x!x>) {
  // expected-error @below {{axis is 1, expected a space axis}}
  %0 = gan.append_differences %x axis 1 : tensor<?x1x2x!x> -> tensor<?x3x2x!quant.uniform<i16:f32, 1.0>>
  return
}

// -----

!x = !quant.uniform<i16<-4:4>:f32, 1.0:1>
// expected-note @below {{is an argument here}}
func.func @differences_do_not_fit(%x: tensor<?x1x2x!x>) {
  // expected-error @below {{differences reach 8, expected to fit the storage -8..7 of dst}}
  %0 = gan.append_differences %x axis 2 : tensor<?x1x2x!x> -> tensor<?x1x5x!quant.uniform<i16<-8:7>:f32, 1.0>>
  return
}

// -----

!x = !quant.uniform<i16<-4:4>:f32, 1.0:1>
// expected-note @below {{is an argument here}}
func.func @differences_of_another_scale(%x: tensor<?x1x2x!x>) {
  // expected-error @below {{dst has another scale than src or a zero point}}
  %0 = gan.append_differences %x axis 2 : tensor<?x1x2x!x> -> tensor<?x1x5x!quant.uniform<i16:f32, 2.0>>
  return
}

// -----

!x = !quant.uniform<i16<-4:4>:f32, 1.0:3000>
// expected-note @below {{is an argument here}}
func.func @zero_point_outside(%x: tensor<?x1x2x!x>) {
  // expected-error @below {{zero point of src is 3000, expected in its storage -4..4}}
  %0 = gan.append_differences %x axis 2 : tensor<?x1x2x!x> -> tensor<?x1x5x!quant.uniform<i16:f32, 1.0>>
  return
}
