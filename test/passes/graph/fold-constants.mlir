// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-fold-constants | FileCheck %s

// CHECK-LABEL: func.func @evaluates_chains_of_parameters
func.func @evaluates_chains_of_parameters(%x: tensor<?x2xf32>) -> tensor<?x3xf32> {
  %stored = gan.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]> : tensor<3x2xf32>
  %two = gan.constant dense<2.0> : tensor<1xf32>
  %double = gan.mul %stored, %two : (tensor<3x2xf32>, tensor<1xf32>) -> tensor<3x2xf32>
  %w = gan.transpose %double [1, 0] : tensor<3x2xf32> -> tensor<2x3xf32>
  // CHECK-NEXT: %[[W:.*]] = gan.constant dense<{{\[\[}}2.000000e+00, 6.000000e+00, 1.000000e+01], [4.000000e+00, 8.000000e+00, 1.200000e+01]]>
  // CHECK-NEXT: gan.dense %{{.*}}, %[[W]]
  %y = gan.dense %x, %w : (tensor<?x2xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// The batch is not known, so nothing that reads an activation can be evaluated.
// CHECK-LABEL: func.func @keeps_what_reads_an_activation
func.func @keeps_what_reads_an_activation(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  // CHECK: %[[C:.*]] = gan.constant
  %c = gan.constant dense<[1.0, 2.0]> : tensor<2xf32>
  // CHECK: gan.add %{{.*}}, %[[C]]
  %y = gan.add %x, %c : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
