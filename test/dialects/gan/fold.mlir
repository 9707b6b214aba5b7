// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s -canonicalize | FileCheck %s

// CHECK-LABEL: func.func @nothing_to_move
// CHECK-SAME: (%[[X:.*]]: tensor<?x2x3xf32>)
func.func @nothing_to_move(%x: tensor<?x2x3xf32>)
    -> (tensor<?x2x3xf32>, tensor<?x2x3xf32>, tensor<?x2x3xf32>, tensor<?x2x3xf32>, tensor<?x2x3xf32>, tensor<?x2x3xf32>) {
  %0 = gan.reshape %x : tensor<?x2x3xf32> -> tensor<?x2x3xf32>
  %1 = gan.transpose %x [0, 1, 2] : tensor<?x2x3xf32> -> tensor<?x2x3xf32>
  %2 = gan.pad %x low [0, 0, 0] high [0, 0, 0] : tensor<?x2x3xf32> -> tensor<?x2x3xf32>
  %3 = gan.upsample %x [1, 1, 1] : tensor<?x2x3xf32> -> tensor<?x2x3xf32>
  %4 = gan.slice %x axis 1 begin 0 : tensor<?x2x3xf32> -> tensor<?x2x3xf32>
  %5 = gan.concat %x axis 1 : (tensor<?x2x3xf32>) -> tensor<?x2x3xf32>
  // CHECK-NEXT: return %[[X]], %[[X]], %[[X]], %[[X]], %[[X]], %[[X]]
  return %0, %1, %2, %3, %4, %5 : tensor<?x2x3xf32>, tensor<?x2x3xf32>, tensor<?x2x3xf32>, tensor<?x2x3xf32>, tensor<?x2x3xf32>, tensor<?x2x3xf32>
}

// CHECK-LABEL: func.func @reshape_of_reshape
// CHECK-SAME: (%[[X:.*]]: tensor<?x2x3xf32>)
func.func @reshape_of_reshape(%x: tensor<?x2x3xf32>) -> (tensor<?x3x2xf32>, tensor<?x2x3xf32>) {
  %0 = gan.reshape %x : tensor<?x2x3xf32> -> tensor<?x6xf32>
  // CHECK-NEXT: %[[R:.*]] = gan.reshape %[[X]] : tensor<?x2x3xf32> -> tensor<?x3x2xf32>
  %1 = gan.reshape %0 : tensor<?x6xf32> -> tensor<?x3x2xf32>
  %2 = gan.reshape %0 : tensor<?x6xf32> -> tensor<?x2x3xf32>
  // CHECK-NEXT: return %[[R]], %[[X]]
  return %1, %2 : tensor<?x3x2xf32>, tensor<?x2x3xf32>
}

// A move of something stays, also where the shape does.
// CHECK-LABEL: func.func @kept
func.func @kept(%x: tensor<?x3x3xf32>) -> (tensor<?x3x3xf32>, tensor<?x6x3xf32>) {
  // CHECK: gan.transpose
  %0 = gan.transpose %x [0, 2, 1] : tensor<?x3x3xf32> -> tensor<?x3x3xf32>
  // CHECK: gan.concat
  %1 = gan.concat %x, %x axis 1 : (tensor<?x3x3xf32>, tensor<?x3x3xf32>) -> tensor<?x6x3xf32>
  return %0, %1 : tensor<?x3x3xf32>, tensor<?x6x3xf32>
}

// Equal constants become one, quantized ones included.
// CHECK-LABEL: func.func @constants
func.func @constants() -> (tensor<1xf32>, tensor<1xf32>, tensor<2x!quant.uniform<i8:f32, 0.5>>, tensor<2x!quant.uniform<i8:f32, 0.5>>) {
  // CHECK-DAG: %[[F:.*]] = gan.constant dense<1.000000e+00> : tensor<1xf32>
  // CHECK-DAG: %[[Q:.*]] = gan.constant dense<3> : tensor<2xi8> -> tensor<2x!quant.uniform<i8:f32, 5.000000e-01>>
  %0 = gan.constant dense<1.0> : tensor<1xf32>
  %1 = gan.constant dense<1.0> : tensor<1xf32>
  %2 = gan.constant dense<3> : tensor<2xi8> -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  %3 = gan.constant dense<3> : tensor<2xi8> -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  // CHECK: return %[[F]], %[[F]], %[[Q]], %[[Q]]
  return %0, %1, %2, %3 : tensor<1xf32>, tensor<1xf32>, tensor<2x!quant.uniform<i8:f32, 0.5>>, tensor<2x!quant.uniform<i8:f32, 0.5>>
}
