// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What gan-fold-batch-norm leaves alone, and the reason it gives.
// RUN: ganc-opt %s --gan-fold-batch-norm | FileCheck %s
// RUN: ganc-opt %s --gan-fold-batch-norm=remarks=true --verify-diagnostics -o %t

// CHECK-LABEL: func.func @stays_between_activation_and_result
func.func @stays_between_activation_and_result(%x: tensor<?x1xf32>) -> tensor<?x2xf32> {
  // CHECK: gan.dense
  // CHECK: gan.batch_norm
  %w = gan.constant dense<1.0> : tensor<1x2xf32>
  %c = gan.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %0 = gan.dense %x, %w {activation = #gan.activation<relu>} : (tensor<?x1xf32>, tensor<1x2xf32>) -> tensor<?x2xf32>
  // expected-remark @below {{batch norm kept: an activation comes first, and it is read by func.return}}
  %1 = gan.batch_norm %0, %c, %c : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %1 : tensor<?x2xf32>
}

// CHECK-LABEL: func.func @stays_when_its_source_is_read_twice
func.func @stays_when_its_source_is_read_twice(%x: tensor<?x1xf32>) -> (tensor<?x2xf32>, tensor<?x2xf32>) {
  // CHECK: %[[D:.*]] = gan.dense
  // CHECK: %[[N:.*]] = gan.batch_norm %[[D]]
  // CHECK: return %[[D]], %[[N]]
  %w = gan.constant dense<1.0> : tensor<1x2xf32>
  %c = gan.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %0 = gan.dense %x, %w : (tensor<?x1xf32>, tensor<1x2xf32>) -> tensor<?x2xf32>
  // expected-remark @below {{batch norm kept: several ops read its source, and it is read by func.return}}
  %1 = gan.batch_norm %0, %c, %c : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %0, %1 : tensor<?x2xf32>, tensor<?x2xf32>
}

// A pad that is not the convolution's own: its zeros must not be shifted.
// CHECK-LABEL: func.func @stays_before_a_pad
func.func @stays_before_a_pad(%x: tensor<?x1x2xf32>) -> tensor<?x1x3xf32> {
  // CHECK: gan.batch_norm
  // CHECK: gan.pad
  %k = gan.constant dense<1.0> : tensor<1x1x1xf32>
  %c = gan.constant dense<2.0> : tensor<1xf32>
  // expected-remark @below {{batch norm kept: it reads an input of the network, and gan.pad '' puts zeros beside shifted values}}
  %0 = gan.batch_norm %x, %c, %c : (tensor<?x1x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1x2xf32>
  %1 = gan.pad %0 low [0, 0, 1] high [0, 0, 0] : tensor<?x1x2xf32> -> tensor<?x1x3xf32>
  %2 = gan.conv %1, %k {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x1x3xf32>, tensor<1x1x1xf32>) -> tensor<?x1x3xf32>
  return %2 : tensor<?x1x3xf32>
}

// CHECK-LABEL: func.func @stays_before_a_reshape_that_mixes_channels
func.func @stays_before_a_reshape_that_mixes_channels(%x: tensor<?x2x3xf32>) -> tensor<?x1x2xf32> {
  // CHECK: gan.batch_norm
  // CHECK: gan.reshape
  %k = gan.constant dense<1.0> : tensor<1x3x1xf32>
  %c = gan.constant dense<[2.0, 3.0]> : tensor<2xf32>
  // expected-remark @below {{it reads an input of the network, and gan.reshape '' mixes channels}}
  %0 = gan.batch_norm %x, %c, %c : (tensor<?x2x3xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2x3xf32>
  %1 = gan.reshape %0 : tensor<?x2x3xf32> -> tensor<?x3x2xf32>
  %2 = gan.conv %1, %k {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x3x2xf32>, tensor<1x3x1xf32>) -> tensor<?x1x2xf32>
  return %2 : tensor<?x1x2xf32>
}

// The convolution's weights stay as they were, since one reader does not take its share.
// CHECK-LABEL: func.func @stays_when_one_reader_refuses
func.func @stays_when_one_reader_refuses(%x: tensor<?x1x2xf32>) -> (tensor<?x1x2xf32>, tensor<?x1x2xf32>) {
  // CHECK: gan.constant dense<7.000000e+00>
  // CHECK: gan.batch_norm
  %k = gan.constant dense<7.0> : tensor<1x1x1xf32>
  %c = gan.constant dense<2.0> : tensor<1xf32>
  // expected-remark @below {{it reads an input of the network, and it is read by gan.sigmoid}}
  %0 = gan.batch_norm %x, %c, %c : (tensor<?x1x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1x2xf32>
  %1 = gan.conv %0, %k {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x1x2xf32>, tensor<1x1x1xf32>) -> tensor<?x1x2xf32>
  %2 = gan.sigmoid %0 : tensor<?x1x2xf32>
  return %1, %2 : tensor<?x1x2xf32>, tensor<?x1x2xf32>
}
