// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-fold-reshape | FileCheck %s

// CHECK-LABEL: func.func @merges_around_single_value_ops
func.func @merges_around_single_value_ops(%x: tensor<?x6xf32>) -> tensor<?x3x2xf32> {
  // CHECK-NEXT: %[[A:.*]] = gan.leaky_relu %{{.*}} : tensor<?x6xf32>
  // CHECK-NEXT: gan.reshape %[[A]] : tensor<?x6xf32> -> tensor<?x3x2xf32>
  // CHECK-NEXT: return
  %0 = gan.reshape %x : tensor<?x6xf32> -> tensor<?x2x3xf32>
  %1 = gan.leaky_relu %0 {slope = 0.1 : f32} : tensor<?x2x3xf32>
  %2 = gan.reshape %1 : tensor<?x2x3xf32> -> tensor<?x3x2xf32>
  return %2 : tensor<?x3x2xf32>
}

// CHECK-LABEL: func.func @drops_a_way_there_and_back
// CHECK-SAME: (%[[X:.*]]: tensor<?x6xf32>)
func.func @drops_a_way_there_and_back(%x: tensor<?x6xf32>) -> tensor<?x6xf32> {
  // CHECK-NEXT: return %[[X]]
  %0 = gan.reshape %x : tensor<?x6xf32> -> tensor<?x2x3xf32>
  %1 = gan.reshape %0 : tensor<?x2x3xf32> -> tensor<?x6xf32>
  return %1 : tensor<?x6xf32>
}

// CHECK-LABEL: func.func @keeps_one_before_an_op_of_axes
func.func @keeps_one_before_an_op_of_axes(%x: tensor<?x6xf32>) -> tensor<?x2x6xf32> {
  // CHECK-NEXT: gan.reshape
  // CHECK-NEXT: gan.upsample
  %0 = gan.reshape %x : tensor<?x6xf32> -> tensor<?x2x3xf32>
  %1 = gan.upsample %0 [1, 1, 2] : tensor<?x2x3xf32> -> tensor<?x2x6xf32>
  return %1 : tensor<?x2x6xf32>
}
