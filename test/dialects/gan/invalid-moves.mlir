// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s -split-input-file -verify-diagnostics

// expected-note @below {{src is an argument here}}
func.func @reshape(%x: tensor<?x2x6xf32>) {
  // expected-error @below {{dst has 13 elements, expected 12 as src}}
  %0 = gan.reshape %x : tensor<?x2x6xf32> -> tensor<?x13xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @reshape_loses_batch(%x: tensor<?x2x6xf32>) {
  // expected-error @below {{dst has no batch, expected one as src}}
  %0 = gan.reshape %x : tensor<?x2x6xf32> -> tensor<12xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @requantizes(%x: tensor<?x2x!quant.uniform<u8:f32, 0.5>>) {
  // expected-error @below {{dst is of '!quant.uniform<u8:f32, 2.500000e-01>', expected '!quant.uniform<u8:f32, 5.000000e-01>' as src}}
  %0 = gan.reshape %x : tensor<?x2x!quant.uniform<u8:f32, 0.5>> -> tensor<?x2x1x!quant.uniform<u8:f32, 0.25>>
  return
}

// -----

func.func @permutation(%x: tensor<?x2x6xf32>) {
  // expected-error @below {{permutation is [0, 2, 2], expected each of the 3 axes once}}
  %0 = gan.transpose %x [0, 2, 2] : tensor<?x2x6xf32> -> tensor<?x6x6xf32>
  return
}

// -----

func.func @short_permutation(%x: tensor<?x2x6xf32>) {
  // expected-error @below {{permutation is [0, 1], expected each of the 3 axes once}}
  %0 = gan.transpose %x [0, 1] : tensor<?x2x6xf32> -> tensor<?x2x6xf32>
  return
}

// -----

func.func @moves_batch(%x: tensor<?x2x6xf32>) {
  // expected-error @below {{permutation begins with axis 1, expected 0, the batch}}
  %0 = gan.transpose %x [1, 0, 2] : tensor<?x2x6xf32> -> tensor<?x2x6xf32>
  return
}

// -----

func.func @transposed_shape(%x: tensor<?x2x6xf32>) {
  // expected-error @below {{dst is ?x2x6, expected ?x6x2}}
  %0 = gan.transpose %x [0, 2, 1] : tensor<?x2x6xf32> -> tensor<?x2x6xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @axes(%x: tensor<?x2x6xf32>) {
  // expected-error @below {{dst has 2 axes, expected 3 as src}}
  %0 = gan.transpose %x [0, 1, 2] : tensor<?x2x6xf32> -> tensor<?x12xf32>
  return
}

// -----

func.func @pad_negative(%x: tensor<?x6xf32>) {
  // expected-error @below {{low has an entry -1, expected 0 to 16777216}}
  %0 = gan.pad %x low [0, -1] high [0, 0] : tensor<?x6xf32> -> tensor<?x5xf32>
  return
}

// -----

func.func @pad_batch(%x: tensor<?x6xf32>) {
  // expected-error @below {{padding of the batch is 1, expected 0}}
  %0 = gan.pad %x low [0, 0] high [1, 0] : tensor<?x6xf32> -> tensor<?x6xf32>
  return
}

// -----

func.func @pad_shape(%x: tensor<?x6xf32>) {
  // expected-error @below {{dst is ?x8, expected ?x9}}
  %0 = gan.pad %x low [0, 1] high [0, 2] : tensor<?x6xf32> -> tensor<?x8xf32>
  return
}

// -----

func.func @upsample_zero(%x: tensor<?x2x6xf32>) {
  // expected-error @below {{factors has an entry 0, expected 1 to 16777216}}
  %0 = gan.upsample %x [1, 1, 0] : tensor<?x2x6xf32> -> tensor<?x2x6xf32>
  return
}

// -----

func.func @upsample_channels(%x: tensor<?x2x6xf32>) {
  // expected-error @below {{factors of the channels is 2, expected 1}}
  %0 = gan.upsample %x [1, 2, 1] : tensor<?x2x6xf32> -> tensor<?x4x6xf32>
  return
}

// -----

func.func @tile_batch(%x: tensor<?x2x6xf32>) {
  // expected-error @below {{repeats of the batch is 2, expected 1}}
  %0 = gan.tile %x [2, 1, 1] : tensor<?x2x6xf32> -> tensor<?x2x6xf32>
  return
}

// -----

func.func @slice_batch(%x: tensor<?x2x6xf32>) {
  // expected-error @below {{axis is 0, expected 1 to 2}}
  %0 = gan.slice %x axis 0 begin 0 : tensor<?x2x6xf32> -> tensor<?x2x6xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @slice_outside(%x: tensor<?x2x6xf32>) {
  // expected-error @below {{slice of 3 elements begins at 4, expected to lie inside the 6 of src}}
  %0 = gan.slice %x axis 2 begin 4 : tensor<?x2x6xf32> -> tensor<?x2x3xf32>
  return
}

// -----

func.func @concat_nothing() {
  // expected-error @below {{has no operands, expected at least one}}
  %0 = "gan.concat"() {axis = 1 : i64} : () -> tensor<?x2xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @concat_extents(%x: tensor<?x2x6xf32>, %y: tensor<?x2x5xf32>) {
  // expected-error @below {{src is ?x2x5, expected the extents of ?x2x6 except on axis 1}}
  %0 = gan.concat %x, %y axis 1 : (tensor<?x2x6xf32>, tensor<?x2x5xf32>) -> tensor<?x4x6xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @concat_rank(%x: tensor<?x2x6xf32>, %y: tensor<?x2xf32>) {
  // expected-error @below {{src is ?x2, expected the extents of ?x2x6 except on axis 2}}
  %0 = gan.concat %x, %y axis 2 : (tensor<?x2x6xf32>, tensor<?x2xf32>) -> tensor<?x2x7xf32>
  return
}

// -----

func.func @concat_sum(%x: tensor<?x2x6xf32>) {
  // expected-error @below {{dst is ?x2x6, expected ?x4x6}}
  %0 = gan.concat %x, %x axis 1 : (tensor<?x2x6xf32>, tensor<?x2x6xf32>) -> tensor<?x2x6xf32>
  return
}
