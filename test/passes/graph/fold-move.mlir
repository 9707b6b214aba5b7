// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-fold-move | FileCheck %s

// Elements 0 1 2 3 of the flattened transpose are 0 2 1 3 of the source.
// CHECK-LABEL: func.func @flatten_of_channels_last
// CHECK-SAME: (%[[X:.*]]: tensor<?x2x2xf32>)
func.func @flatten_of_channels_last(%x: tensor<?x2x2xf32>) -> tensor<?x1xf32> {
  // CHECK-NOT: gan.transpose
  // CHECK-DAG: %[[F:.*]] = gan.reshape %[[X]] : tensor<?x2x2xf32> -> tensor<?x4xf32>
  // CHECK-DAG: %[[W:.*]] = gan.constant dense<{{\[}}[1.000000e+00], [3.000000e+00], [2.000000e+00], [4.000000e+00]]>
  // CHECK: gan.dense %[[F]], %[[W]]
  %w = gan.constant dense<[[1.0], [2.0], [3.0], [4.0]]> : tensor<4x1xf32>
  %0 = gan.transpose %x [0, 2, 1] : tensor<?x2x2xf32> -> tensor<?x2x2xf32>
  %1 = gan.reshape %0 : tensor<?x2x2xf32> -> tensor<?x4xf32>
  %2 = gan.dense %1, %w : (tensor<?x4xf32>, tensor<4x1xf32>) -> tensor<?x1xf32>
  return %2 : tensor<?x1xf32>
}

// CHECK-LABEL: func.func @copies_are_added_up_and_zeros_vanish
// CHECK-SAME: (%[[X:.*]]: tensor<?x1xf32>)
func.func @copies_are_added_up_and_zeros_vanish(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  // CHECK-NOT: gan.pad
  // CHECK-NOT: gan.tile
  // CHECK: %[[W:.*]] = gan.constant dense<5.000000e+00> : tensor<1x1xf32>
  // CHECK: gan.dense %[[X]], %[[W]]
  %w = gan.constant dense<[[1.0], [2.0], [3.0]]> : tensor<3x1xf32>
  %0 = gan.tile %x [1, 2] : tensor<?x1xf32> -> tensor<?x2xf32>
  %1 = gan.pad %0 low [0, 1] high [0, 0] : tensor<?x2xf32> -> tensor<?x3xf32>
  %2 = gan.dense %1, %w : (tensor<?x3xf32>, tensor<3x1xf32>) -> tensor<?x1xf32>
  return %2 : tensor<?x1xf32>
}

// A move that others read stays for them.
// CHECK-LABEL: func.func @reads_past_a_move_that_stays
// CHECK-SAME: (%[[X:.*]]: tensor<?x1x2xf32>)
func.func @reads_past_a_move_that_stays(%x: tensor<?x1x2xf32>) -> (tensor<?x1xf32>, tensor<?x2x1xf32>) {
  // CHECK: %[[T:.*]] = gan.transpose %[[X]]
  // CHECK: %[[F:.*]] = gan.reshape %[[X]]
  // CHECK: %[[Y:.*]] = gan.dense %[[F]]
  // CHECK: return %[[Y]], %[[T]]
  %w = gan.constant dense<[[1.0], [2.0]]> : tensor<2x1xf32>
  %0 = gan.transpose %x [0, 2, 1] : tensor<?x1x2xf32> -> tensor<?x2x1xf32>
  %1 = gan.reshape %0 : tensor<?x2x1xf32> -> tensor<?x2xf32>
  %2 = gan.dense %1, %w : (tensor<?x2xf32>, tensor<2x1xf32>) -> tensor<?x1xf32>
  return %2, %0 : tensor<?x1xf32>, tensor<?x2x1xf32>
}

// CHECK-LABEL: func.func @a_slice_would_need_more_weights
func.func @a_slice_would_need_more_weights(%x: tensor<?x9xf32>) -> tensor<?x1xf32> {
  // CHECK: gan.slice
  %w = gan.constant dense<[[1.0], [2.0]]> : tensor<2x1xf32>
  %0 = gan.slice %x axis 1 begin 3 : tensor<?x9xf32> -> tensor<?x2xf32>
  %1 = gan.dense %0, %w : (tensor<?x2xf32>, tensor<2x1xf32>) -> tensor<?x1xf32>
  return %1 : tensor<?x1xf32>
}

// CHECK-LABEL: func.func @reshapes_alone_cost_nothing
func.func @reshapes_alone_cost_nothing(%x: tensor<?x2x2xf32>) -> tensor<?x1xf32> {
  // CHECK: gan.reshape
  // CHECK: gan.dense {{.*}} : (tensor<?x4xf32>, tensor<4x1xf32>)
  %w = gan.constant dense<[[1.0], [2.0], [3.0], [4.0]]> : tensor<4x1xf32>
  %0 = gan.reshape %x : tensor<?x2x2xf32> -> tensor<?x4xf32>
  %1 = gan.dense %0, %w : (tensor<?x4xf32>, tensor<4x1xf32>) -> tensor<?x1xf32>
  return %1 : tensor<?x1xf32>
}
