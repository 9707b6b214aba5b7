// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s -split-input-file -verify-diagnostics

func.func @input_channels(%x: tensor<?x48x8xf32>, %w: tensor<6x64x3xf32>) {
  // expected-note @unknown {{src is produced by "conv1" here}}
  %0 = gan.relu %x : tensor<?x48x8xf32> loc("conv1")
  // expected-error @below {{weight has 64 input channels, expected 48 to match src}}
  %1 = gan.conv %0, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x48x8xf32>, tensor<6x64x3xf32>) -> tensor<?x6x6xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @grouped_channels(%x: tensor<?x4x8xf32>, %w: tensor<6x1x3xf32>) {
  // expected-error @below {{weight has 2 input channels in 2 groups, expected 4 to match src}}
  %1 = gan.conv %x, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>, group = 2}
     : (tensor<?x4x8xf32>, tensor<6x1x3xf32>) -> tensor<?x6x6xf32>
  return
}

// -----

// expected-note @below {{weight is an argument here}}
func.func @indivisible(%x: tensor<?x4x8xf32>, %w: tensor<6x1x3xf32>) {
  // expected-error @below {{group is 4, expected a divisor of the weight's first extent 6}}
  %1 = gan.conv %x, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>, group = 4}
     : (tensor<?x4x8xf32>, tensor<6x1x3xf32>) -> tensor<?x6x6xf32>
  return
}

// -----

// expected-note @below {{weight is an argument here}}
func.func @zero_groups(%x: tensor<?x4x8xf32>, %w: tensor<6x4x3xf32>) {
  // expected-error @below {{group is 0, expected a divisor of the weight's first extent 6}}
  %1 = gan.conv %x, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>, group = 0}
     : (tensor<?x4x8xf32>, tensor<6x4x3xf32>) -> tensor<?x6x6xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @src_axes(%x: tensor<?x4xf32>, %w: tensor<6x4xf32>) {
  // expected-error @below {{src has 2 axes, expected 3 to 5}}
  %1 = gan.conv %x, %w {strides = array<i64>, dilations = array<i64>, pads_low = array<i64>, pads_high = array<i64>}
     : (tensor<?x4xf32>, tensor<6x4xf32>) -> tensor<?x6xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @weight_axes(%x: tensor<?x4x8xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{weight has 4 axes, expected 3 to match src}}
  %1 = gan.conv %x, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x4x8xf32>, tensor<6x4x3x3xf32>) -> tensor<?x6x6xf32>
  return
}

// -----

func.func @entries(%x: tensor<?x4x8xf32>, %w: tensor<6x4x3xf32>) {
  // expected-error @below {{dilations has 2 entries, expected 1}}
  %1 = gan.conv %x, %w {strides = array<i64: 1>, dilations = array<i64: 1, 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x4x8xf32>, tensor<6x4x3xf32>) -> tensor<?x6x6xf32>
  return
}

// -----

func.func @zero_stride(%x: tensor<?x4x8xf32>, %w: tensor<6x4x3xf32>) {
  // expected-error @below {{strides has an entry 0, expected 1 to 16777216}}
  %1 = gan.conv %x, %w {strides = array<i64: 0>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x4x8xf32>, tensor<6x4x3xf32>) -> tensor<?x6x6xf32>
  return
}

// -----

func.func @huge_pad(%x: tensor<?x4x8xf32>, %w: tensor<6x4x3xf32>) {
  // expected-error @below {{pads_low has an entry 9223372036854775807, expected 0 to 16777216}}
  %1 = gan.conv %x, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 9223372036854775807>, pads_high = array<i64: 0>}
     : (tensor<?x4x8xf32>, tensor<6x4x3xf32>) -> tensor<?x6x6xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @kernel_too_large(%x: tensor<?x4x8xf32>, %w: tensor<6x4x4xf32>) {
  // expected-error @below {{kernel reaches over 13 positions of space axis 0, expected at most the 9 of src with padding}}
  %1 = gan.conv %x, %w {strides = array<i64: 1>, dilations = array<i64: 4>, pads_low = array<i64: 1>, pads_high = array<i64: 0>}
     : (tensor<?x4x8xf32>, tensor<6x4x4xf32>) -> tensor<?x6x1xf32>
  return
}

// -----

func.func @result(%x: tensor<?x4x8xf32>, %w: tensor<6x4x3xf32>) {
  // expected-error @below {{dst is ?x6x5, expected ?x6x6}}
  %1 = gan.conv %x, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x4x8xf32>, tensor<6x4x3xf32>) -> tensor<?x6x5xf32>
  return
}

// -----

// expected-note @below {{bias is an argument here}}
func.func @field(%x: tensor<?x4x8xf32>, %w: tensor<6x4x3xf32>, %b: tensor<6x8xf32>) {
  // expected-error @below {{bias is 6x8, expected 6 or 6x6}}
  %1 = gan.conv %x, %w bias %b {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x4x8xf32>, tensor<6x4x3xf32>, tensor<6x8xf32>) -> tensor<?x6x6xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @transposed_channels(%x: tensor<?x4x8xf32>, %w: tensor<6x4x3xf32>) {
  // expected-error @below {{weight has 6 input channels, expected 4 to match src}}
  %1 = gan.conv_transpose %x, %w {strides = array<i64: 2>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>, output_padding = array<i64: 0>}
     : (tensor<?x4x8xf32>, tensor<6x4x3xf32>) -> tensor<?x4x17xf32>
  return
}

// -----

func.func @transposed_result(%x: tensor<?x6x8xf32>, %w: tensor<6x4x3xf32>) {
  // expected-error @below {{dst is ?x4x17, expected ?x4x18}}
  %1 = gan.conv_transpose %x, %w {strides = array<i64: 2>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>, output_padding = array<i64: 1>}
     : (tensor<?x6x8xf32>, tensor<6x4x3xf32>) -> tensor<?x4x17xf32>
  return
}

// -----

func.func @transposed_output_padding(%x: tensor<?x6x8xf32>, %w: tensor<6x4x3xf32>) {
  // expected-error @below {{output_padding has an entry -1, expected 0 to 16777216}}
  %1 = gan.conv_transpose %x, %w {strides = array<i64: 2>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>, output_padding = array<i64: -1>}
     : (tensor<?x6x8xf32>, tensor<6x4x3xf32>) -> tensor<?x4x16xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @transposed_pads(%x: tensor<?x6x2xf32>, %w: tensor<6x4x3xf32>) {
  // expected-error @below {{pads cut 6 positions off space axis 0, expected less than the 5 there are}}
  %1 = gan.conv_transpose %x, %w {strides = array<i64: 2>, dilations = array<i64: 1>, pads_low = array<i64: 3>, pads_high = array<i64: 3>, output_padding = array<i64: 0>}
     : (tensor<?x6x2xf32>, tensor<6x4x3xf32>) -> tensor<?x4x1xf32>
  return
}
