// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-fold-transpose | FileCheck %s

// What channels-last frameworks write around each op.
// CHECK-LABEL: func.func @cancels_pairs_around_single_value_ops
// CHECK-SAME: (%[[X:.*]]: tensor<?x2x3x4xf32>)
func.func @cancels_pairs_around_single_value_ops(%x: tensor<?x2x3x4xf32>) -> tensor<?x2x3x4xf32> {
  %0 = gan.transpose %x [0, 2, 3, 1] : tensor<?x2x3x4xf32> -> tensor<?x3x4x2xf32>
  %1 = gan.leaky_relu %0 {slope = 0.3 : f32} : tensor<?x3x4x2xf32>
  %2 = gan.transpose %1 [0, 3, 1, 2] : tensor<?x3x4x2xf32> -> tensor<?x2x3x4xf32>
  // CHECK-NEXT: %[[Y:.*]] = gan.leaky_relu %[[X]]
  // CHECK-NEXT: return %[[Y]]
  return %2 : tensor<?x2x3x4xf32>
}

// CHECK-LABEL: func.func @renames_axes_of_moves
func.func @renames_axes_of_moves(%x: tensor<?x2x3x4xf32>) -> tensor<?x2x8x10xf32> {
  %0 = gan.transpose %x [0, 2, 3, 1] : tensor<?x2x3x4xf32> -> tensor<?x3x4x2xf32>
  // CHECK-NEXT: %[[P:.*]] = gan.pad %{{.*}} low [0, 0, 1, 0] high [0, 0, 0, 2]
  %1 = gan.pad %0 low [0, 1, 0, 0] high [0, 0, 2, 0] : tensor<?x3x4x2xf32> -> tensor<?x4x6x2xf32>
  // CHECK-NEXT: %[[S:.*]] = gan.slice %[[P]] axis 3 begin 1
  %2 = gan.slice %1 axis 2 begin 1 : tensor<?x4x6x2xf32> -> tensor<?x4x5x2xf32>
  // CHECK-NEXT: %[[C:.*]] = gan.concat %[[S]], %[[S]] axis 3
  %3 = gan.concat %2, %2 axis 2 : (tensor<?x4x5x2xf32>, tensor<?x4x5x2xf32>) -> tensor<?x4x10x2xf32>
  // CHECK-NEXT: %[[T:.*]] = gan.tile %[[C]] [1, 1, 2, 1]
  %4 = gan.tile %3 [1, 2, 1, 1] : tensor<?x4x10x2xf32> -> tensor<?x8x10x2xf32>
  %5 = gan.transpose %4 [0, 3, 1, 2] : tensor<?x8x10x2xf32> -> tensor<?x2x8x10xf32>
  // CHECK-NEXT: return %[[T]]
  return %5 : tensor<?x2x8x10xf32>
}

// A parameter of the last axis becomes one of the channels.
// CHECK-LABEL: func.func @turns_parameters_of_arithmetic
func.func @turns_parameters_of_arithmetic(%x: tensor<?x2x3xf32>) -> tensor<?x2x3xf32> {
  %c = gan.constant dense<[5.0, 6.0]> : tensor<2xf32>
  %0 = gan.transpose %x [0, 2, 1] : tensor<?x2x3xf32> -> tensor<?x3x2xf32>
  %1 = gan.add %c, %0 : (tensor<2xf32>, tensor<?x3x2xf32>) -> tensor<?x3x2xf32>
  %2 = gan.transpose %1 [0, 2, 1] : tensor<?x3x2xf32> -> tensor<?x2x3xf32>
  // CHECK-NOT: gan.transpose
  // CHECK: %[[C:.*]] = gan.constant dense<{{.*}}5.000000e+00], [6.000000e+00]]]> : tensor<1x2x1xf32>
  // CHECK: gan.add %[[C]], %{{.*}} : (tensor<1x2x1xf32>, tensor<?x2x3xf32>) -> tensor<?x2x3xf32>
  // CHECK-NOT: gan.transpose
  return %2 : tensor<?x2x3xf32>
}

// Keras: the dense layer makes channels last.
// CHECK-LABEL: func.func @absorbs_a_transpose_into_columns
func.func @absorbs_a_transpose_into_columns(%z: tensor<?x1xf32>) -> tensor<?x2x3xf32> {
  %w = gan.constant dense<[[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]]> : tensor<1x6xf32>
  %b = gan.constant dense<[0.0, 10.0, 20.0, 30.0, 40.0, 50.0]> : tensor<6xf32>
  // CHECK-DAG: %[[W:.*]] = gan.constant dense<{{.*}}0.000000e+00, 2.000000e+00, 4.000000e+00, 1.000000e+00, 3.000000e+00, 5.000000e+00]]> : tensor<1x6xf32>
  // CHECK-DAG: %[[B:.*]] = gan.constant dense<[0.000000e+00, 2.000000e+01, 4.000000e+01, 1.000000e+01, 3.000000e+01, 5.000000e+01]> : tensor<6xf32>
  // CHECK: %[[D:.*]] = gan.dense %{{.*}}, %[[W]] :
  %0 = gan.dense %z, %w : (tensor<?x1xf32>, tensor<1x6xf32>) -> tensor<?x6xf32>
  // CHECK: gan.add %[[D]], %[[B]]
  %1 = gan.add %0, %b : (tensor<?x6xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %2 = gan.reshape %1 : tensor<?x6xf32> -> tensor<?x3x2xf32>
  // CHECK: gan.reshape %{{.*}} -> tensor<?x2x3xf32>
  // CHECK-NOT: gan.transpose
  %3 = gan.transpose %2 [0, 2, 1] : tensor<?x3x2xf32> -> tensor<?x2x3xf32>
  return %3 : tensor<?x2x3xf32>
}

// Keras 3 upsamples with a transpose of six axes between tile and reshape.
// CHECK-LABEL: func.func @passes_a_reshape_that_merges_neighbors
func.func @passes_a_reshape_that_merges_neighbors(%x: tensor<?x4x5x2x3xf32>) -> tensor<?x4x10x3xf32> {
  // CHECK-NEXT: %[[R:.*]] = gan.reshape %{{.*}} : tensor<?x4x5x2x3xf32> -> tensor<?x4x10x3xf32>
  // CHECK-NEXT: return %[[R]]
  %0 = gan.transpose %x [0, 2, 3, 4, 1] : tensor<?x4x5x2x3xf32> -> tensor<?x5x2x3x4xf32>
  %1 = gan.reshape %0 : tensor<?x5x2x3x4xf32> -> tensor<?x10x3x4xf32>
  %2 = gan.transpose %1 [0, 3, 1, 2] : tensor<?x10x3x4xf32> -> tensor<?x4x10x3xf32>
  return %2 : tensor<?x4x10x3xf32>
}

// CHECK-LABEL: func.func @keeps_one_before_a_reshape_that_merges_what_it_parted
func.func @keeps_one_before_a_reshape_that_merges_what_it_parted(%x: tensor<?x2x3xf32>) -> tensor<?x6xf32> {
  // CHECK: gan.transpose
  // CHECK: gan.reshape
  %0 = gan.transpose %x [0, 2, 1] : tensor<?x2x3xf32> -> tensor<?x3x2xf32>
  %1 = gan.reshape %0 : tensor<?x3x2xf32> -> tensor<?x6xf32>
  return %1 : tensor<?x6xf32>
}

// CHECK-LABEL: func.func @turns_one_of_unit_axes_into_a_reshape
func.func @turns_one_of_unit_axes_into_a_reshape(%x: tensor<?x1x3x4xf32>) -> tensor<?x3x4x1xf32> {
  // CHECK-NEXT: gan.reshape
  %0 = gan.transpose %x [0, 2, 3, 1] : tensor<?x1x3x4xf32> -> tensor<?x3x4x1xf32>
  return %0 : tensor<?x3x4x1xf32>
}

// CHECK-LABEL: func.func @keeps_one_that_moves_channels_of_a_batch_norm
func.func @keeps_one_that_moves_channels_of_a_batch_norm(%x: tensor<?x2x3xf32>) -> tensor<?x3x2xf32> {
  %s = gan.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  // CHECK: gan.transpose
  // CHECK-NEXT: gan.batch_norm
  %0 = gan.transpose %x [0, 2, 1] : tensor<?x2x3xf32> -> tensor<?x3x2xf32>
  %1 = gan.batch_norm %0, %s, %s : (tensor<?x3x2xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x3x2xf32>
  return %1 : tensor<?x3x2xf32>
}

// Another reader of the dense layer would see its columns in another order.
// CHECK-LABEL: func.func @keeps_columns_that_two_ops_read
func.func @keeps_columns_that_two_ops_read(%z: tensor<?x1xf32>) -> (tensor<?x2x3xf32>, tensor<?x6xf32>) {
  %w = gan.constant dense<[[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]]> : tensor<1x6xf32>
  // CHECK: gan.constant dense<{{.*}}0.000000e+00, 1.000000e+00, 2.000000e+00
  %0 = gan.dense %z, %w : (tensor<?x1xf32>, tensor<1x6xf32>) -> tensor<?x6xf32>
  %1 = gan.reshape %0 : tensor<?x6xf32> -> tensor<?x3x2xf32>
  // CHECK: gan.transpose
  %2 = gan.transpose %1 [0, 2, 1] : tensor<?x3x2xf32> -> tensor<?x2x3xf32>
  return %2, %0 : tensor<?x2x3xf32>, tensor<?x6xf32>
}

// Nothing to absorb: the pair cancels, though the dense layer could take its first half.
// CHECK-LABEL: func.func @leaves_columns_alone_where_a_pair_cancels
func.func @leaves_columns_alone_where_a_pair_cancels(%z: tensor<?x1xf32>) -> tensor<?x2x5xf32> {
  %w = gan.constant dense<[[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]]> : tensor<1x6xf32>
  // CHECK: gan.constant dense<{{.*}}0.000000e+00, 1.000000e+00, 2.000000e+00
  // CHECK-NOT: gan.transpose
  // CHECK: gan.pad %{{.*}} low [0, 0, 1] high [0, 0, 1]
  // CHECK-NEXT: return
  %0 = gan.dense %z, %w : (tensor<?x1xf32>, tensor<1x6xf32>) -> tensor<?x6xf32>
  %1 = gan.reshape %0 : tensor<?x6xf32> -> tensor<?x2x3xf32>
  %2 = gan.transpose %1 [0, 2, 1] : tensor<?x2x3xf32> -> tensor<?x3x2xf32>
  %3 = gan.pad %2 low [0, 1, 0] high [0, 1, 0] : tensor<?x3x2xf32> -> tensor<?x5x2xf32>
  %4 = gan.transpose %3 [0, 2, 1] : tensor<?x5x2xf32> -> tensor<?x2x5xf32>
  return %4 : tensor<?x2x5xf32>
}

// The transpose stands behind what Keras makes of upsampling right after the dense layer.
// CHECK-LABEL: func.func @absorbs_from_behind_slices_and_concat
func.func @absorbs_from_behind_slices_and_concat(%z: tensor<?x1xf32>, %k: tensor<1x3x1xf32>) -> tensor<?x1x4xf32> {
  %w = gan.constant dense<[[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]]> : tensor<1x6xf32>
  // CHECK: gan.constant dense<{{.*}}0.000000e+00, 3.000000e+00, 1.000000e+00, 4.000000e+00, 2.000000e+00, 5.000000e+00]]>
  // CHECK: gan.reshape %{{.*}} : tensor<?x6xf32> -> tensor<?x3x2xf32>
  // CHECK-NOT: gan.transpose
  // CHECK: gan.concat {{.*}} axis 2
  // CHECK-NEXT: gan.conv
  %0 = gan.dense %z, %w : (tensor<?x1xf32>, tensor<1x6xf32>) -> tensor<?x6xf32>
  %1 = gan.reshape %0 : tensor<?x6xf32> -> tensor<?x2x3xf32>
  %2 = gan.slice %1 axis 1 begin 0 : tensor<?x2x3xf32> -> tensor<?x1x3xf32>
  %3 = gan.slice %1 axis 1 begin 1 : tensor<?x2x3xf32> -> tensor<?x1x3xf32>
  %4 = gan.concat %2, %2, %3, %3 axis 1 : (tensor<?x1x3xf32>, tensor<?x1x3xf32>, tensor<?x1x3xf32>, tensor<?x1x3xf32>) -> tensor<?x4x3xf32>
  %5 = gan.transpose %4 [0, 2, 1] : tensor<?x4x3xf32> -> tensor<?x3x4xf32>
  %6 = gan.conv %5, %k {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x3x4xf32>, tensor<1x3x1xf32>) -> tensor<?x1x4xf32>
  return %6 : tensor<?x1x4xf32>
}
