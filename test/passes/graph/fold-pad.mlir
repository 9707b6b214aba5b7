// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-fold-pad | FileCheck %s
// RUN: ganc-opt %s --gan-fold-pad=remarks=true --verify-diagnostics -o %t

// CHECK-LABEL: func.func @reaches_a_convolution_through_what_keeps_zero
// CHECK-SAME: (%[[X:.*]]: tensor<?x1x4xf32>,
func.func @reaches_a_convolution_through_what_keeps_zero(%x: tensor<?x1x4xf32>, %w: tensor<1x1x3xf32>) -> tensor<?x1x13xf32> {
  // CHECK-DAG: %[[N:.*]] = gan.batch_norm %[[X]], %{{.*}} -> tensor<?x1x4xf32>
  // CHECK: %[[A:.*]] = gan.leaky_relu %[[N]]
  // CHECK: %[[U:.*]] = gan.upsample %[[A]] [1, 1, 2] : tensor<?x1x4xf32> -> tensor<?x1x8xf32>
  // CHECK: gan.conv %[[U]]
  // CHECK-SAME: pads_high = array<i64: 2>, pads_low = array<i64: 5>
  // CHECK-NOT: gan.pad
  %s = gan.constant dense<2.0> : tensor<1xf32>
  %t = gan.constant dense<0.0> : tensor<1xf32>
  %0 = gan.pad %x low [0, 0, 1] high [0, 0, 0] : tensor<?x1x4xf32> -> tensor<?x1x5xf32>
  %1 = gan.pad %0 low [0, 0, 1] high [0, 0, 1] : tensor<?x1x5xf32> -> tensor<?x1x7xf32>
  %2 = gan.batch_norm %1, %s, %t : (tensor<?x1x7xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1x7xf32>
  %3 = gan.leaky_relu %2 {slope = 0.3 : f32} : tensor<?x1x7xf32>
  %4 = gan.upsample %3 [1, 1, 2] : tensor<?x1x7xf32> -> tensor<?x1x14xf32>
  %5 = gan.conv %4, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 1>, pads_high = array<i64: 0>}
     : (tensor<?x1x14xf32>, tensor<1x1x3xf32>) -> tensor<?x1x13xf32>
  return %5 : tensor<?x1x13xf32>
}

// CHECK-LABEL: func.func @stays_before_a_shift
func.func @stays_before_a_shift(%x: tensor<?x1x4xf32>, %w: tensor<1x1x3xf32>) -> tensor<?x1x4xf32> {
  // CHECK: gan.pad
  // CHECK: gan.batch_norm
  // CHECK: pads_low = array<i64: 0>
  %c = gan.constant dense<2.0> : tensor<1xf32>
  // expected-remark @below {{pad kept: gan.batch_norm would not keep its zeros}}
  %0 = gan.pad %x low [0, 0, 1] high [0, 0, 1] : tensor<?x1x4xf32> -> tensor<?x1x6xf32>
  %1 = gan.batch_norm %0, %c, %c : (tensor<?x1x6xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1x6xf32>
  %2 = gan.conv %1, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x1x6xf32>, tensor<1x1x3xf32>) -> tensor<?x1x4xf32>
  return %2 : tensor<?x1x4xf32>
}

// CHECK-LABEL: func.func @stays_before_a_sigmoid
func.func @stays_before_a_sigmoid(%x: tensor<?x1x4xf32>) -> tensor<?x1x5xf32> {
  // CHECK-NEXT: gan.pad
  // CHECK-NEXT: gan.sigmoid
  // expected-remark @below {{pad kept: gan.sigmoid would not keep its zeros}}
  %0 = gan.pad %x low [0, 0, 1] high [0, 0, 0] : tensor<?x1x4xf32> -> tensor<?x1x5xf32>
  %1 = gan.sigmoid %0 : tensor<?x1x5xf32>
  return %1 : tensor<?x1x5xf32>
}

// CHECK-LABEL: func.func @stays_when_it_pads_channels
func.func @stays_when_it_pads_channels(%x: tensor<?x1x4xf32>, %w: tensor<1x2x3xf32>) -> tensor<?x1x2xf32> {
  // CHECK-NEXT: gan.pad
  // expected-remark @below {{pad kept: it pads channels}}
  %0 = gan.pad %x low [0, 1, 0] high [0, 0, 0] : tensor<?x1x4xf32> -> tensor<?x2x4xf32>
  %1 = gan.conv %0, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x2x4xf32>, tensor<1x2x3xf32>) -> tensor<?x1x2xf32>
  return %1 : tensor<?x1x2xf32>
}

// CHECK-LABEL: func.func @stays_when_two_ops_read_it
func.func @stays_when_two_ops_read_it(%x: tensor<?x1x4xf32>) -> (tensor<?x1x5xf32>, tensor<?x1x5xf32>) {
  // CHECK-NEXT: %[[P:.*]] = gan.pad
  // CHECK-NEXT: gan.relu %[[P]]
  // expected-remark @below {{pad kept: several ops read it}}
  %0 = gan.pad %x low [0, 0, 1] high [0, 0, 0] : tensor<?x1x4xf32> -> tensor<?x1x5xf32>
  %1 = gan.relu %0 : tensor<?x1x5xf32>
  return %0, %1 : tensor<?x1x5xf32>, tensor<?x1x5xf32>
}
