// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-fold-upsample | FileCheck %s
// RUN: ganc-opt %s --gan-fold-upsample=remarks=true --verify-diagnostics -o %t

// Positions 2q and 2q + 1 read cells (q - 1, q, q) and (q, q, q + 1) through a padding of one.
// CHECK-LABEL: func.func @taps_of_a_cell_share_a_weight
// CHECK-SAME: (%[[X:.*]]: tensor<?x1x4xf32>)
func.func @taps_of_a_cell_share_a_weight(%x: tensor<?x1x4xf32>) -> tensor<?x1x8xf32> {
  // CHECK: %[[W:.*]] = gan.constant dense<{{\[}}{{\[}}[1.000000e+00, 5.000000e+00]{{\]}}, {{\[}}[3.000000e+00, 3.000000e+00]{{\]}}{{\]}}> : tensor<2x1x2xf32>
  // CHECK: gan.phase_conv %[[X]], %[[W]]
  // CHECK-SAME: axes = [#gan.phases<stride = 1, offsets = [-1, 0], taps = [2, 2]>]
  // CHECK-NOT: gan.upsample
  %w = gan.constant dense<[[[1.0, 2.0, 3.0]]]> : tensor<1x1x3xf32>
  %0 = gan.upsample %x [1, 1, 2] : tensor<?x1x4xf32> -> tensor<?x1x8xf32>
  %1 = gan.conv %0, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 1>, pads_high = array<i64: 1>}
     : (tensor<?x1x8xf32>, tensor<1x1x3xf32>) -> tensor<?x1x8xf32>
  return %1 : tensor<?x1x8xf32>
}

// A stride of the factor takes one phase; bias and activation stay.
// CHECK-LABEL: func.func @strides_divide_the_phases
func.func @strides_divide_the_phases(%x: tensor<?x1x4xf32>, %b: tensor<1xf32>) -> tensor<?x1x3xf32> {
  // CHECK: %[[W:.*]] = gan.constant dense<3.000000e+00> : tensor<1x1x2xf32>
  // CHECK: gan.phase_conv %{{.*}}, %[[W]] bias %{{.*}} {activation = #gan.activation<relu>, axes = [#gan.phases<stride = 1, offsets = [0], taps = [2]>]}
  %w = gan.constant dense<[[[1.0, 2.0, 3.0]]]> : tensor<1x1x3xf32>
  %0 = gan.upsample %x [1, 1, 2] : tensor<?x1x4xf32> -> tensor<?x1x8xf32>
  %1 = gan.conv %0, %w bias %b {activation = #gan.activation<relu>, strides = array<i64: 2>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x1x8xf32>, tensor<1x1x3xf32>, tensor<1xf32>) -> tensor<?x1x3xf32>
  return %1 : tensor<?x1x3xf32>
}

// CHECK-LABEL: func.func @stays_for_other_readers
func.func @stays_for_other_readers(%x: tensor<?x2x4xf32>) -> (tensor<?x2x8xf32>, tensor<?x2x8xf32>) {
  // CHECK: gan.upsample
  // CHECK: gan.upsample
  %w = gan.constant dense<1.0> : tensor<2x1x1xf32>
  // expected-remark@+1 {{upsampling kept: the convolution that reads it stays: it has groups}}
  %0 = gan.upsample %x [1, 1, 2] : tensor<?x2x4xf32> -> tensor<?x2x8xf32>
  %1 = gan.conv %0, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>, group = 2 : i64}
     : (tensor<?x2x8xf32>, tensor<2x1x1xf32>) -> tensor<?x2x8xf32>
  // expected-remark@+1 {{upsampling kept: it is read by func.return}}
  %2 = gan.upsample %x [1, 1, 2] : tensor<?x2x4xf32> -> tensor<?x2x8xf32>
  return %1, %2 : tensor<?x2x8xf32>, tensor<?x2x8xf32>
}
