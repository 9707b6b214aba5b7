// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-fold-conv-transpose | FileCheck %s
// RUN: ganc-opt %s --gan-fold-conv-transpose=remarks=true --verify-diagnostics -o %t

// Even positions get taps 2 and 0 of the cell before and their own, odd ones tap 1.
// CHECK-LABEL: func.func @each_phase_has_its_taps
// CHECK-SAME: (%[[X:.*]]: tensor<?x1x4xf32>)
func.func @each_phase_has_its_taps(%x: tensor<?x1x4xf32>) -> tensor<?x1x9xf32> {
  // CHECK: %[[W:.*]] = gan.constant dense<{{\[}}{{\[}}[3.000000e+00, 1.000000e+00]{{\]}}, {{\[}}[2.000000e+00, 0.000000e+00]{{\]}}{{\]}}> : tensor<2x1x2xf32>
  // CHECK: gan.phase_conv %[[X]], %[[W]] {axes = [#gan.phases<stride = 1, offsets = [-1, 0], taps = [2, 1]>]}
  %w = gan.constant dense<[[[1.0, 2.0, 3.0]]]> : tensor<1x1x3xf32>
  %0 = gan.conv_transpose %x, %w {strides = array<i64: 2>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>, output_padding = array<i64: 0>}
     : (tensor<?x1x4xf32>, tensor<1x1x3xf32>) -> tensor<?x1x9xf32>
  return %0 : tensor<?x1x9xf32>
}

// CHECK-LABEL: func.func @groups_stay
func.func @groups_stay(%x: tensor<?x2x4xf32>) -> tensor<?x2x8xf32> {
  // CHECK: gan.conv_transpose
  %w = gan.constant dense<1.0> : tensor<2x1x2xf32>
  // expected-remark@+1 {{transposed convolution kept: it has groups}}
  %0 = gan.conv_transpose %x, %w {strides = array<i64: 2>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>, output_padding = array<i64: 0>, group = 2 : i64}
     : (tensor<?x2x4xf32>, tensor<2x1x2xf32>) -> tensor<?x2x8xf32>
  return %0 : tensor<?x2x8xf32>
}
