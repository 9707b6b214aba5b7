// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-equalize-channels | FileCheck %s

// Channels of squares 16 and 1: sizes 2 and 1.
// CHECK-LABEL: func.func @channels_share_the_difference
func.func @channels_share_the_difference(%x: tensor<?x1xf32>) -> tensor<?x1x2xf32> {
  // CHECK-DAG: %[[W:.*]] = gan.constant dense<{{\[}}[2.000000e+00, 4.000000e+00, 1.000000e+00, 2.000000e+00]{{\]}}> : tensor<1x4xf32>
  // CHECK-DAG: %[[B:.*]] = gan.constant dense<[4.000000e+00, 4.000000e+00, 8.000000e+00, 8.000000e+00]> : tensor<4xf32>
  // CHECK: %[[D:.*]] = gan.dense %{{.*}}, %[[W]] bias %[[B]] {activation = #gan.activation<relu>}
  // CHECK: %[[R:.*]] = gan.reshape %[[D]]
  // CHECK: %[[K:.*]] = gan.constant dense<{{\[}}{{\[}}[6.000000e+00], [5.000000e+00]{{\]}}{{\]}}> : tensor<1x2x1xf32>
  // CHECK: gan.conv %[[R]], %[[K]]
  // CHECK-NOT: squares
  %w = gan.constant dense<[[4.0, 8.0, 1.0, 2.0]]> : tensor<1x4xf32>
  %b = gan.constant dense<8.0> : tensor<4xf32>
  %k = gan.constant dense<[[[3.0], [5.0]]]> : tensor<1x2x1xf32>
  %0 = gan.dense %x, %w bias %b {activation = #gan.activation<relu>} : (tensor<?x1xf32>, tensor<1x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %1 = gan.reshape %0 : tensor<?x4xf32> -> tensor<?x2x2xf32>
  %2 = gan.conv %1, %k {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>,
                        gan.channel_squares = dense<[16.0, 1.0]> : tensor<2xf64>}
     : (tensor<?x2x2xf32>, tensor<1x2x1xf32>) -> tensor<?x1x2xf32>
  return %2 : tensor<?x1x2xf32>
}

// CHECK-LABEL: func.func @two_readers
func.func @two_readers(%x: tensor<?x1xf32>) -> (tensor<?x1xf32>, tensor<?x2xf32>) {
  // CHECK: dense<{{\[}}[4.000000e+00, 1.000000e+00]{{\]}}>
  %w = gan.constant dense<[[4.0, 1.0]]> : tensor<1x2xf32>
  %k = gan.constant dense<1.0> : tensor<2x1xf32>
  %0 = gan.dense %x, %w : (tensor<?x1xf32>, tensor<1x2xf32>) -> tensor<?x2xf32>
  %1 = gan.dense %0, %k {gan.channel_squares = dense<[16.0, 1.0]> : tensor<2xf64>}
     : (tensor<?x2xf32>, tensor<2x1xf32>) -> tensor<?x1xf32>
  return %1, %0 : tensor<?x1xf32>, tensor<?x2xf32>
}
