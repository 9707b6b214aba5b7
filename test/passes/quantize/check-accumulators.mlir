// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// (2^31 - 1) / 32767 = 65538.0: that may be the sum of magnitudes of a channel's weights, one more is too many.
// RUN: ganc-opt %s --gan-check-accumulators --split-input-file --verify-diagnostics

!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

func.func @main(%x: tensor<?x4x!s16>) -> tensor<?x1xf32> {
  %w = gan.constant dense<[[32767], [-32767], [2], [-2]]> : tensor<4x1xi16> -> tensor<4x1x!s16>
  %m = gan.constant dense<1.0> : tensor<1xf32>
  %y = gan.dense %x, %w multiplier %m : (tensor<?x4x!s16>, tensor<4x1x!s16>, tensor<1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

func.func @main(%x: tensor<?x3x!s16>) -> tensor<?x2xf32> {
  // expected-note @+1 {{weights are here; src is stored as -32767..32767}}
  %w = gan.constant dense<[[1, 32767], [1, -32767], [1, 5]]> : tensor<3x2xi16> -> tensor<3x2x!s16>
  %m = gan.constant dense<1.0> : tensor<2xf32>
  // expected-error @+1 {{accumulator of channel 1 can be 2147516413, expected less than 2147483648}}
  %y = gan.dense %x, %w multiplier %m : (tensor<?x3x!s16>, tensor<3x2x!s16>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

// Storage with -32768 allows less.
!full = !quant.uniform<i16:f32, 1.0>
!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

func.func @main(%x: tensor<?x3x!full>) -> tensor<?x1xf32> {
  // expected-note @+1 {{weights are here; src is stored as -32768..32767}}
  %w = gan.constant dense<[[32767], [-32767], [2]]> : tensor<3x1xi16> -> tensor<3x1x!s16>
  %m = gan.constant dense<1.0> : tensor<1xf32>
  // expected-error @+1 {{accumulator of channel 0 can be 2147483648, expected less than 2147483648}}
  %y = gan.dense %x, %w multiplier %m : (tensor<?x3x!full>, tensor<3x1x!s16>, tensor<1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// Groups of a transposed convolution share the weight's axis 1, yet each is a channel of its own: 40000 + 40000
// would be too many, 40000 is not.
!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

func.func @main(%x: tensor<?x2x1x!s16>) -> tensor<?x2x2xf32> {
  %w = gan.constant dense<[[[20000, 20000]], [[-20000, 20000]]]> : tensor<2x1x2xi16> -> tensor<2x1x2x!s16>
  %m = gan.constant dense<1.0> : tensor<2xf32>
  %y = gan.conv_transpose %x, %w multiplier %m {strides = array<i64: 2>, dilations = array<i64: 1>,
      pads_low = array<i64: 0>, pads_high = array<i64: 0>, output_padding = array<i64: 0>, group = 2 : i64}
    : (tensor<?x2x1x!s16>, tensor<2x1x2x!s16>, tensor<2xf32>) -> tensor<?x2x2xf32>
  return %y : tensor<?x2x2xf32>
}

// -----

!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

func.func @main(%x: tensor<?x1x!s16>, %w: tensor<1x1x!s16>) -> tensor<?x1xf32> {
  %m = gan.constant dense<1.0> : tensor<1xf32>
  // expected-error @+1 {{weight is no constant of stored integers, expected one as src is quantized}}
  %y = gan.dense %x, %w multiplier %m : (tensor<?x1x!s16>, tensor<1x1x!s16>, tensor<1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// Rows that have an accumulator each: 40000 twice.
!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

func.func @main(%x: tensor<?x2x2x1x!s16>) -> tensor<?x1x1x1xf32> {
  %w = gan.constant dense<20000> : tensor<1x2x2x1xi16> -> tensor<1x2x2x1x!s16>
  %m = gan.constant dense<1.0> : tensor<1xf32>
  %y = gan.conv %x, %w multiplier %m {row_sums, strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>,
      pads_low = array<i64: 0, 0>, pads_high = array<i64: 0, 0>}
    : (tensor<?x2x2x1x!s16>, tensor<1x2x2x1x!s16>, tensor<1xf32>) -> tensor<?x1x1x1xf32>
  return %y : tensor<?x1x1x1xf32>
}

// -----

// The same taps in one row: 80000.
!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

func.func @main(%x: tensor<?x2x1x2x!s16>) -> tensor<?x1x1x1xf32> {
  // expected-note @+1 {{weights are here; src is stored as -32767..32767}}
  %w = gan.constant dense<20000> : tensor<1x2x1x2xi16> -> tensor<1x2x1x2x!s16>
  %m = gan.constant dense<1.0> : tensor<1xf32>
  // expected-error @+1 {{accumulator of channel 0 can be 2621360000, expected less than 2147483648}}
  %y = gan.conv %x, %w multiplier %m {row_sums, strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>,
      pads_low = array<i64: 0, 0>, pads_high = array<i64: 0, 0>}
    : (tensor<?x2x1x2x!s16>, tensor<1x2x1x2x!s16>, tensor<1xf32>) -> tensor<?x1x1x1xf32>
  return %y : tensor<?x1x1x1xf32>
}

// -----

// What is appended counts as it is stored where the op is not split there: 4 * 32767 * 32000.
!s = !quant.uniform<i16<-16000:16000>:f32, 1.0>
!d = !quant.uniform<i16<-32000:32000>:f32, 1.0>
!w = !quant.uniform<i16<-32767:32767>:f32, 1.0>

func.func @main(%x: tensor<?x4x1x2x1x!s>) -> tensor<?x1x1x8x1xf32> {
  // expected-note @+1 {{weights are here}}
  %w = gan.constant dense<32767> : tensor<2x4x1x1x1xi16> -> tensor<2x4x1x1x1x!w>
  %m = gan.constant dense<1.0> : tensor<2xf32>
  %d = gan.append_differences %x axis 3 : tensor<?x4x1x2x1x!s> -> tensor<?x4x1x5x1x!d>
  // expected-error @+1 {{accumulator of channel 0 can be 4194176000, expected less than 2147483648}}
  %y = gan.phase_conv %d, %w multiplier %m {row_sums, axes = [#gan.phases<stride = 1, offsets = [0], taps = [1]>,
      #gan.phases<stride = 1, offsets = [0, 0], taps = [1, 1], split = 4>, #gan.phases<stride = 1, offsets = [0], taps = [1]>]}
    : (tensor<?x4x1x5x1x!d>, tensor<2x4x1x1x1x!w>, tensor<2xf32>) -> tensor<?x1x1x8x1xf32>
  return %y : tensor<?x1x1x8x1xf32>
}
