// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-infer-batch-norm | FileCheck %s

// Keras 3 writes a batch norm as mul and add.
// CHECK-LABEL: func.func @merges_mul_and_add
func.func @merges_mul_and_add(%x: tensor<?x2x3xf32>) -> tensor<?x2x3xf32> {
  // CHECK-DAG: %[[S:.*]] = gan.constant dense<[2.000000e+00, 3.000000e+00]> : tensor<2xf32>
  // CHECK-DAG: %[[T:.*]] = gan.constant dense<[5.000000e+00, 7.000000e+00]> : tensor<2xf32>
  // CHECK: %[[Y:.*]] = gan.batch_norm %{{.*}}, %[[S]], %[[T]]
  // CHECK-NEXT: return %[[Y]]
  %s = gan.constant dense<[[[2.0], [3.0]]]> : tensor<1x2x1xf32>
  %t = gan.constant dense<[[5.0], [7.0]]> : tensor<2x1xf32>
  %0 = gan.mul %s, %x : (tensor<1x2x1xf32>, tensor<?x2x3xf32>) -> tensor<?x2x3xf32>
  %1 = gan.add %0, %t : (tensor<?x2x3xf32>, tensor<2x1xf32>) -> tensor<?x2x3xf32>
  return %1 : tensor<?x2x3xf32>
}

// (8 - x / 4) - 1 = -x / 4 + 7
// CHECK-LABEL: func.func @knows_differences_and_quotients_of_one_number
func.func @knows_differences_and_quotients_of_one_number(%x: tensor<?x2x3xf32>) -> tensor<?x2x3xf32> {
  // CHECK-DAG: %[[S:.*]] = gan.constant dense<-2.500000e-01> : tensor<2xf32>
  // CHECK-DAG: %[[T:.*]] = gan.constant dense<7.000000e+00> : tensor<2xf32>
  // CHECK: gan.batch_norm %{{.*}}, %[[S]], %[[T]]
  %four = gan.constant dense<4.0> : tensor<1xf32>
  %eight = gan.constant dense<8.0> : tensor<1x1xf32>
  %one = gan.constant dense<1.0> : tensor<1xf32>
  %0 = gan.div %x, %four : (tensor<?x2x3xf32>, tensor<1xf32>) -> tensor<?x2x3xf32>
  %1 = gan.sub %eight, %0 : (tensor<1x1xf32>, tensor<?x2x3xf32>) -> tensor<?x2x3xf32>
  %2 = gan.sub %1, %one : (tensor<?x2x3xf32>, tensor<1xf32>) -> tensor<?x2x3xf32>
  return %2 : tensor<?x2x3xf32>
}

// CHECK-LABEL: func.func @drops_what_changes_nothing
// CHECK-SAME: (%[[X:.*]]: tensor<?x2xf32>)
func.func @drops_what_changes_nothing(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  // CHECK-NEXT: return %[[X]]
  %one = gan.constant dense<1.0> : tensor<2xf32>
  %zero = gan.constant dense<0.0> : tensor<1xf32>
  %0 = gan.mul %x, %one : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %1 = gan.add %0, %zero : (tensor<?x2xf32>, tensor<1xf32>) -> tensor<?x2xf32>
  return %1 : tensor<?x2xf32>
}

// CHECK-LABEL: func.func @keeps_parameters_of_positions
func.func @keeps_parameters_of_positions(%x: tensor<?x2x3xf32>) -> tensor<?x2x3xf32> {
  // CHECK: gan.add
  %t = gan.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %0 = gan.add %x, %t : (tensor<?x2x3xf32>, tensor<3xf32>) -> tensor<?x2x3xf32>
  return %0 : tensor<?x2x3xf32>
}

// CHECK-LABEL: func.func @keeps_division_by_zero_and_inverses
func.func @keeps_division_by_zero_and_inverses(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  // CHECK: gan.div
  // CHECK: gan.div
  %c = gan.constant dense<[1.0, 0.0]> : tensor<2xf32>
  %0 = gan.div %x, %c : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %1 = gan.div %c, %0 : (tensor<2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %1 : tensor<?x2xf32>
}

// The parameter is wider than the activation: the op makes channels.
// CHECK-LABEL: func.func @keeps_what_broadcasts_the_activation
func.func @keeps_what_broadcasts_the_activation(%x: tensor<?x1xf32>) -> tensor<?x2xf32> {
  // CHECK: gan.mul
  %c = gan.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %0 = gan.mul %x, %c : (tensor<?x1xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %0 : tensor<?x2xf32>
}

// CHECK-LABEL: func.func @keeps_arithmetic_of_activations
func.func @keeps_arithmetic_of_activations(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  // CHECK-NEXT: gan.add
  %0 = gan.add %x, %x : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %0 : tensor<?x2xf32>
}

// CHECK-LABEL: func.func @keeps_an_inner_batch_norm_that_is_read_twice
func.func @keeps_an_inner_batch_norm_that_is_read_twice(%x: tensor<?x2xf32>) -> (tensor<?x2xf32>, tensor<?x2xf32>) {
  // CHECK: %[[A:.*]] = gan.batch_norm
  // CHECK: %[[B:.*]] = gan.batch_norm %[[A]]
  // CHECK: return %[[A]], %[[B]]
  %c = gan.constant dense<2.0> : tensor<2xf32>
  %0 = gan.mul %x, %c : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %1 = gan.add %0, %c : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %0, %1 : tensor<?x2xf32>, tensor<?x2xf32>
}
