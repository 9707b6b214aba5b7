// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-fold-linear-chain | FileCheck %s
// RUN: ganc-opt %s --gan-fold-linear-chain=remarks=true --verify-diagnostics -o %t

// [1 2 3; 4 5 6] convolved with (1, 1) and zero padding of one at the end, biases 1 and 10.
// CHECK-LABEL: func.func @dense_and_convolution_become_one_map
// CHECK-SAME: (%[[X:.*]]: tensor<?x2xf32>)
func.func @dense_and_convolution_become_one_map(%x: tensor<?x2xf32>) -> tensor<?x1x3xf32> {
  // CHECK-DAG: %[[W:.*]] = gan.constant dense<{{\[}}[3.000000e+00, 5.000000e+00, 3.000000e+00], [9.000000e+00, 1.100000e+01, 6.000000e+00]{{\]}}> : tensor<2x3xf32>
  // CHECK-DAG: %[[B:.*]] = gan.constant dense<[1.200000e+01, 1.200000e+01, 1.100000e+01]> : tensor<3xf32>
  // CHECK: %[[D:.*]] = gan.dense %[[X]], %[[W]] bias %[[B]] {activation = #gan.activation<relu>}
  // CHECK: gan.reshape %[[D]] : tensor<?x3xf32> -> tensor<?x1x3xf32>
  // CHECK-NOT: gan.conv
  %w = gan.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %b = gan.constant dense<1.0> : tensor<3xf32>
  %k = gan.constant dense<1.0> : tensor<1x1x2xf32>
  %c = gan.constant dense<10.0> : tensor<1xf32>
  // expected-remark@+1 {{not folded into the op before it: it reads an input of the network}}
  %0 = gan.dense %x, %w bias %b : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %1 = gan.reshape %0 : tensor<?x3xf32> -> tensor<?x1x3xf32>
  %2 = gan.conv %1, %k bias %c {activation = #gan.activation<relu>, strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 1>}
     : (tensor<?x1x3xf32>, tensor<1x1x2xf32>, tensor<1xf32>) -> tensor<?x1x3xf32>
  return %2 : tensor<?x1x3xf32>
}

// 2 + 2 weights make 4 outputs: one map would have as many products, of a narrow layer more.
// CHECK-LABEL: func.func @a_bottleneck_stays
func.func @a_bottleneck_stays(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // CHECK: gan.dense
  // CHECK: gan.dense
  %a = gan.constant dense<1.0> : tensor<4x1xf32>
  %b = gan.constant dense<1.0> : tensor<1x4xf32>
  // expected-remark@+1 {{it reads an input of the network}}
  %0 = gan.dense %x, %a : (tensor<?x4xf32>, tensor<4x1xf32>) -> tensor<?x1xf32>
  // expected-remark@+1 {{not folded into the op before it: one map of 16 weights would be slower at 64 showers a pass}}
  %1 = gan.dense %0, %b : (tensor<?x1xf32>, tensor<1x4xf32>) -> tensor<?x4xf32>
  return %1 : tensor<?x4xf32>
}

// CHECK-LABEL: func.func @an_activation_ends_the_chain
func.func @an_activation_ends_the_chain(%x: tensor<?x4xf32>) -> tensor<?x1xf32> {
  %a = gan.constant dense<1.0> : tensor<4x4xf32>
  %b = gan.constant dense<1.0> : tensor<4x1xf32>
  // expected-remark@+1 {{it reads an input of the network}}
  %0 = gan.dense %x, %a {activation = #gan.activation<relu>} : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  // CHECK: gan.dense
  // CHECK: gan.dense
  // expected-remark@+1 {{the dense layer before it has an activation}}
  %1 = gan.dense %0, %b : (tensor<?x4xf32>, tensor<4x1xf32>) -> tensor<?x1xf32>
  return %1 : tensor<?x1xf32>
}
