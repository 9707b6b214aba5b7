// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --split-input-file --verify-diagnostics

// expected-note@+1 {{src is an argument here}}
func.func @axes(%x: tensor<?x1x4xf32>, %w: tensor<2x1x2xf32>) -> tensor<?x1x8xf32> {
  // expected-error@+1 {{'gan.phase_conv' op weight has 3 axes, dst 3 and the attribute 2, expected 3, 3 and 1 to match src}}
  %0 = gan.phase_conv %x, %w {axes = [#gan.phases<stride = 1, offsets = [0], taps = [1]>, #gan.phases<stride = 1, offsets = [0], taps = [1]>]} : (tensor<?x1x4xf32>, tensor<2x1x2xf32>) -> tensor<?x1x8xf32>
  return %0 : tensor<?x1x8xf32>
}

// -----

// expected-note@+1 {{weight is an argument here}}
func.func @taps(%x: tensor<?x1x4xf32>, %w: tensor<2x1x2xf32>) -> tensor<?x1x8xf32> {
  // expected-error@+1 {{'gan.phase_conv' op space axis 0 of weight is 2, expected at least the 3 taps of a phase}}
  %0 = gan.phase_conv %x, %w {axes = [#gan.phases<stride = 1, offsets = [0, 0], taps = [2, 3]>]} : (tensor<?x1x4xf32>, tensor<2x1x2xf32>) -> tensor<?x1x8xf32>
  return %0 : tensor<?x1x8xf32>
}

// -----

// expected-note@+1 {{weight is an argument here}}
func.func @rows(%x: tensor<?x1x4xf32>, %w: tensor<3x1x2xf32>) -> tensor<?x1x8xf32> {
  // expected-error@+1 {{'gan.phase_conv' op weight has 3 rows, expected a multiple of the 2 phases}}
  %0 = gan.phase_conv %x, %w {axes = [#gan.phases<stride = 1, offsets = [0, 0], taps = [2, 2]>]} : (tensor<?x1x4xf32>, tensor<3x1x2xf32>) -> tensor<?x1x8xf32>
  return %0 : tensor<?x1x8xf32>
}

// -----

func.func @phases(%x: tensor<?x1x4xf32>, %w: tensor<2x1x2xf32>) -> tensor<?x1x8xf32> {
  // expected-error@+1 {{2 offsets and 1 taps, expected one of each for every phase}}
  %0 = gan.phase_conv %x, %w {axes = [#gan.phases<stride = 1, offsets = [0, 0], taps = [2]>]} : (tensor<?x1x4xf32>, tensor<2x1x2xf32>) -> tensor<?x1x8xf32>
  return %0 : tensor<?x1x8xf32>
}

// -----

func.func @two_splits(%x: tensor<?x1x3x3xf32>, %w: tensor<4x1x1x1xf32>) -> tensor<?x1x2x2xf32> {
  // expected-error@+1 {{has several axes with split src, expected one at most}}
  %0 = gan.phase_conv %x, %w {axes = [#gan.phases<stride = 1, offsets = [0, 0], taps = [1, 1], split = 1>, #gan.phases<stride = 1, offsets = [0, 0], taps = [1, 1], split = 1>]} : (tensor<?x1x3x3xf32>, tensor<4x1x1x1xf32>) -> tensor<?x1x2x2xf32>
  return %0 : tensor<?x1x2x2xf32>
}

// -----

// expected-note@+1 {{src is an argument here}}
func.func @split_at_the_end(%x: tensor<?x1x3xf32>, %w: tensor<2x1x1xf32>) -> tensor<?x1x2xf32> {
  // expected-error@+1 {{src is split at 3 along space axis 0, expected before its end at 3}}
  %0 = gan.phase_conv %x, %w {axes = [#gan.phases<stride = 1, offsets = [0, 0], taps = [1, 1], split = 3>]} : (tensor<?x1x3xf32>, tensor<2x1x1xf32>) -> tensor<?x1x2xf32>
  return %0 : tensor<?x1x2xf32>
}

// -----

!s16 = !quant.uniform<i16:f32, 1.0>
func.func @split_without_rows(%x: tensor<?x1x3x!s16>, %w: tensor<2x1x1x!s16>, %m: tensor<2xf32>) -> tensor<?x1x2xf32> {
  // expected-error@+1 {{has a split src that is quantized, expected row_sums}}
  %0 = gan.phase_conv %x, %w multiplier %m {axes = [#gan.phases<stride = 1, offsets = [0, 0], taps = [1, 1], split = 1>]} : (tensor<?x1x3x!s16>, tensor<2x1x1x!s16>, tensor<2xf32>) -> tensor<?x1x2xf32>
  return %0 : tensor<?x1x2xf32>
}
