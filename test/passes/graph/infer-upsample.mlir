// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-infer-upsample | FileCheck %s

// Keras 2: one axis after the other.
// CHECK-LABEL: func.func @finds_slices_and_concat_on_two_axes
// CHECK-SAME: (%[[X:.*]]: tensor<?x3x2x2xf32>)
func.func @finds_slices_and_concat_on_two_axes(%x: tensor<?x3x2x2xf32>) -> tensor<?x3x4x6xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gan.upsample %[[X]] [1, 1, 2, 3] : tensor<?x3x2x2xf32> -> tensor<?x3x4x6xf32>
  // CHECK-NEXT: return %[[Y]]
  %0 = gan.slice %x axis 2 begin 0 : tensor<?x3x2x2xf32> -> tensor<?x3x1x2xf32>
  %1 = gan.slice %x axis 2 begin 1 : tensor<?x3x2x2xf32> -> tensor<?x3x1x2xf32>
  %2 = gan.concat %0, %0, %1, %1 axis 2 : (tensor<?x3x1x2xf32>, tensor<?x3x1x2xf32>, tensor<?x3x1x2xf32>, tensor<?x3x1x2xf32>) -> tensor<?x3x4x2xf32>
  %3 = gan.slice %2 axis 3 begin 0 : tensor<?x3x4x2xf32> -> tensor<?x3x4x1xf32>
  %4 = gan.slice %2 axis 3 begin 1 : tensor<?x3x4x2xf32> -> tensor<?x3x4x1xf32>
  %5 = gan.concat %3, %3, %3, %4, %4, %4 axis 3 : (tensor<?x3x4x1xf32>, tensor<?x3x4x1xf32>, tensor<?x3x4x1xf32>, tensor<?x3x4x1xf32>, tensor<?x3x4x1xf32>, tensor<?x3x4x1xf32>) -> tensor<?x3x4x6xf32>
  return %5 : tensor<?x3x4x6xf32>
}

// Keras 3.
// CHECK-LABEL: func.func @finds_unsqueeze_tile_reshape
func.func @finds_unsqueeze_tile_reshape(%x: tensor<?x3x2x2xf32>) -> tensor<?x3x4x2xf32> {
  // CHECK-NEXT: gan.upsample %{{.*}} [1, 1, 2, 1]
  // CHECK-NEXT: return
  %0 = gan.reshape %x : tensor<?x3x2x2xf32> -> tensor<?x3x2x1x2xf32>
  %1 = gan.tile %0 [1, 1, 1, 2, 1] : tensor<?x3x2x1x2xf32> -> tensor<?x3x2x2x2xf32>
  %2 = gan.reshape %1 : tensor<?x3x2x2x2xf32> -> tensor<?x3x4x2xf32>
  return %2 : tensor<?x3x4x2xf32>
}

// CHECK-LABEL: func.func @merges_upsamplings_and_tiles_of_one
func.func @merges_upsamplings_and_tiles_of_one(%x: tensor<?x3x2x1xf32>) -> tensor<?x3x8x5xf32> {
  // CHECK-NEXT: gan.upsample %{{.*}} [1, 1, 4, 5]
  // CHECK-NEXT: return
  %0 = gan.upsample %x [1, 1, 2, 1] : tensor<?x3x2x1xf32> -> tensor<?x3x4x1xf32>
  %1 = gan.tile %0 [1, 1, 1, 5] : tensor<?x3x4x1xf32> -> tensor<?x3x4x5xf32>
  %2 = gan.upsample %1 [1, 1, 2, 1] : tensor<?x3x4x5xf32> -> tensor<?x3x8x5xf32>
  return %2 : tensor<?x3x8x5xf32>
}

// CHECK-LABEL: func.func @drops_a_split_that_is_put_together_again
// CHECK-SAME: (%[[X:.*]]: tensor<?x3x2xf32>)
func.func @drops_a_split_that_is_put_together_again(%x: tensor<?x3x2xf32>) -> tensor<?x3x2xf32> {
  // CHECK-NEXT: return %[[X]]
  %0 = gan.slice %x axis 2 begin 0 : tensor<?x3x2xf32> -> tensor<?x3x1xf32>
  %1 = gan.slice %x axis 2 begin 1 : tensor<?x3x2xf32> -> tensor<?x3x1xf32>
  %2 = gan.concat %0, %1 axis 2 : (tensor<?x3x1xf32>, tensor<?x3x1xf32>) -> tensor<?x3x2xf32>
  return %2 : tensor<?x3x2xf32>
}

// CHECK-LABEL: func.func @keeps_whole_copies
func.func @keeps_whole_copies(%x: tensor<?x3x2xf32>) -> (tensor<?x3x4xf32>, tensor<?x3x4xf32>) {
  // CHECK-NEXT: gan.tile
  %0 = gan.tile %x [1, 1, 2] : tensor<?x3x2xf32> -> tensor<?x3x4xf32>
  // CHECK-NEXT: gan.concat
  %1 = gan.concat %x, %x axis 2 : (tensor<?x3x2xf32>, tensor<?x3x2xf32>) -> tensor<?x3x4xf32>
  return %0, %1 : tensor<?x3x4xf32>, tensor<?x3x4xf32>
}

// CHECK-LABEL: func.func @keeps_unequal_repeats
func.func @keeps_unequal_repeats(%x: tensor<?x3x2xf32>) -> tensor<?x3x4xf32> {
  // CHECK: gan.concat
  %0 = gan.slice %x axis 2 begin 0 : tensor<?x3x2xf32> -> tensor<?x3x1xf32>
  %1 = gan.slice %x axis 2 begin 1 : tensor<?x3x2xf32> -> tensor<?x3x1xf32>
  %2 = gan.concat %0, %0, %0, %1 axis 2 : (tensor<?x3x1xf32>, tensor<?x3x1xf32>, tensor<?x3x1xf32>, tensor<?x3x1xf32>) -> tensor<?x3x4xf32>
  return %2 : tensor<?x3x4xf32>
}

// CHECK-LABEL: func.func @keeps_repeated_channels
func.func @keeps_repeated_channels(%x: tensor<?x1x2xf32>) -> tensor<?x2x2xf32> {
  // CHECK-NEXT: gan.tile
  %0 = gan.tile %x [1, 2, 1] : tensor<?x1x2xf32> -> tensor<?x2x2xf32>
  return %0 : tensor<?x2x2xf32>
}

// CHECK-LABEL: func.func @keeps_a_pad_between
func.func @keeps_a_pad_between(%x: tensor<?x3x2xf32>) -> tensor<?x3x6xf32> {
  // CHECK-NEXT: gan.pad
  // CHECK-NEXT: gan.upsample %{{.*}} [1, 1, 2]
  %0 = gan.pad %x low [0, 0, 1] high [0, 0, 0] : tensor<?x3x2xf32> -> tensor<?x3x3xf32>
  %1 = gan.upsample %0 [1, 1, 2] : tensor<?x3x3xf32> -> tensor<?x3x6xf32>
  return %1 : tensor<?x3x6xf32>
}
