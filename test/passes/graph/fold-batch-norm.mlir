// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-fold-batch-norm | FileCheck %s

// scale 2, shift 5: weight 3 -> 6, bias 1 -> 7.
// CHECK-LABEL: func.func @goes_into_the_convolution_before
func.func @goes_into_the_convolution_before(%x: tensor<?x1x4xf32>) -> tensor<?x1x4xf32> {
  // CHECK-DAG: %[[W:.*]] = gan.constant dense<6.000000e+00> : tensor<1x1x1xf32>
  // CHECK-DAG: %[[B:.*]] = gan.constant dense<7.000000e+00> : tensor<1xf32>
  // CHECK: %[[Y:.*]] = gan.conv %{{.*}}, %[[W]] bias %[[B]]
  // CHECK-NEXT: return %[[Y]]
  %w = gan.constant dense<3.0> : tensor<1x1x1xf32>
  %b = gan.constant dense<1.0> : tensor<1xf32>
  %s = gan.constant dense<2.0> : tensor<1xf32>
  %t = gan.constant dense<5.0> : tensor<1xf32>
  %0 = gan.conv %x, %w bias %b {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x1x4xf32>, tensor<1x1x1xf32>, tensor<1xf32>) -> tensor<?x1x4xf32>
  %1 = gan.batch_norm %0, %s, %t : (tensor<?x1x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1x4xf32>
  return %1 : tensor<?x1x4xf32>
}

// A zero that is padded in stays zero: at the border one tap less adds the shift.
// CHECK-LABEL: func.func @becomes_a_field_before_a_padded_convolution
// CHECK-SAME: (%[[X:.*]]: tensor<?x1x4xf32>)
func.func @becomes_a_field_before_a_padded_convolution(%x: tensor<?x1x4xf32>) -> tensor<?x1x4xf32> {
  // CHECK-DAG: %[[W:.*]] = gan.constant dense<{{.*}}2.000000e+00, 4.000000e+00, 6.000000e+00]]]> : tensor<1x1x3xf32>
  // CHECK-DAG: %[[B:.*]] = gan.constant dense<{{\[\[}}5.000000e+01, 6.000000e+01, 6.000000e+01, 3.000000e+01]]> : tensor<1x4xf32>
  // CHECK: gan.conv %[[X]], %[[W]] bias %[[B]]
  // CHECK-NOT: gan.batch_norm
  %w = gan.constant dense<[[[1.0, 2.0, 3.0]]]> : tensor<1x1x3xf32>
  %s = gan.constant dense<2.0> : tensor<1xf32>
  %t = gan.constant dense<10.0> : tensor<1xf32>
  %0 = gan.batch_norm %x, %s, %t : (tensor<?x1x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1x4xf32>
  %1 = gan.conv %0, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 1>, pads_high = array<i64: 1>}
     : (tensor<?x1x4xf32>, tensor<1x1x3xf32>) -> tensor<?x1x4xf32>
  return %1 : tensor<?x1x4xf32>
}

// CHECK-LABEL: func.func @stays_one_number_for_each_channel_without_padding
func.func @stays_one_number_for_each_channel_without_padding(%x: tensor<?x1x4xf32>) -> tensor<?x1x2xf32> {
  // CHECK: gan.constant dense<6.000000e+01> : tensor<1xf32>
  // CHECK: gan.conv
  %w = gan.constant dense<[[[1.0, 2.0, 3.0]]]> : tensor<1x1x3xf32>
  %s = gan.constant dense<2.0> : tensor<1xf32>
  %t = gan.constant dense<10.0> : tensor<1xf32>
  %0 = gan.batch_norm %x, %s, %t : (tensor<?x1x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1x4xf32>
  %1 = gan.conv %0, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x1x4xf32>, tensor<1x1x3xf32>) -> tensor<?x1x2xf32>
  return %1 : tensor<?x1x2xf32>
}

// Both readers get their share; upsampling keeps channels, flattening spreads one over columns.
// CHECK-LABEL: func.func @goes_through_moves_into_all_readers
func.func @goes_through_moves_into_all_readers(%x: tensor<?x2x2xf32>) -> (tensor<?x1x4xf32>, tensor<?x1xf32>) {
  // CHECK-DAG: %[[K:.*]] = gan.constant dense<{{\[\[\[}}2.000000e+00], [3.000000e+00]]]> : tensor<1x2x1xf32>
  // CHECK-DAG: %[[W:.*]] = gan.constant dense<{{\[\[}}2.000000e+00], [2.000000e+00], [3.000000e+00], [3.000000e+00]]> : tensor<4x1xf32>
  // CHECK-DAG: gan.upsample %arg0
  // CHECK-DAG: gan.reshape %arg0
  // CHECK-DAG: gan.conv %{{.*}}, %[[K]] {
  // CHECK-DAG: gan.dense %{{.*}}, %[[W]] bias
  %k = gan.constant dense<1.0> : tensor<1x2x1xf32>
  %w = gan.constant dense<1.0> : tensor<4x1xf32>
  %s = gan.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %t = gan.constant dense<[1.0, -1.0]> : tensor<2xf32>
  %0 = gan.batch_norm %x, %s, %t : (tensor<?x2x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2x2xf32>
  %1 = gan.upsample %0 [1, 1, 2] : tensor<?x2x2xf32> -> tensor<?x2x4xf32>
  %2 = gan.conv %1, %k {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x2x4xf32>, tensor<1x2x1xf32>) -> tensor<?x1x4xf32>
  %3 = gan.reshape %0 : tensor<?x2x2xf32> -> tensor<?x4xf32>
  %b = gan.constant dense<1.0> : tensor<1xf32>
  %4 = gan.dense %3, %w bias %b : (tensor<?x4xf32>, tensor<4x1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
  return %2, %4 : tensor<?x1x4xf32>, tensor<?x1xf32>
}

// CHECK-LABEL: func.func @goes_through_a_reshape_into_the_dense_layer_before
func.func @goes_through_a_reshape_into_the_dense_layer_before(%x: tensor<?x1xf32>) -> tensor<?x2x2xf32> {
  // CHECK-DAG: %[[W:.*]] = gan.constant dense<{{\[\[}}2.000000e+00, 2.000000e+00, 3.000000e+00, 3.000000e+00]]> : tensor<1x4xf32>
  // CHECK-DAG: %[[B:.*]] = gan.constant dense<[1.000000e+00, 1.000000e+00, -1.000000e+00, -1.000000e+00]> : tensor<4xf32>
  // CHECK: gan.dense %{{.*}}, %[[W]] bias %[[B]]
  // CHECK-NEXT: gan.reshape
  // CHECK-NEXT: return
  %w = gan.constant dense<1.0> : tensor<1x4xf32>
  %s = gan.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %t = gan.constant dense<[1.0, -1.0]> : tensor<2xf32>
  %0 = gan.dense %x, %w : (tensor<?x1xf32>, tensor<1x4xf32>) -> tensor<?x4xf32>
  %1 = gan.reshape %0 : tensor<?x4xf32> -> tensor<?x2x2xf32>
  %2 = gan.batch_norm %1, %s, %t : (tensor<?x2x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2x2xf32>
  return %2 : tensor<?x2x2xf32>
}

// Two parts of one source, the other part as it was.
// CHECK-LABEL: func.func @goes_through_a_concat
func.func @goes_through_a_concat(%x: tensor<?x1x2xf32>) -> tensor<?x1x2xf32> {
  // CHECK-NEXT: %[[P:.*]] = gan.concat %arg0, %arg0
  // CHECK-NEXT: %[[W:.*]] = gan.constant dense<{{\[\[\[}}2.000000e+00], [1.000000e+00]]]> : tensor<1x2x1xf32>
  // CHECK-NEXT: %[[B:.*]] = gan.constant dense<5.000000e+00> : tensor<1xf32>
  // CHECK-NEXT: gan.conv %[[P]], %[[W]] bias %[[B]]
  %k = gan.constant dense<1.0> : tensor<1x2x1xf32>
  %s = gan.constant dense<2.0> : tensor<1xf32>
  %t = gan.constant dense<5.0> : tensor<1xf32>
  %0 = gan.batch_norm %x, %s, %t : (tensor<?x1x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1x2xf32>
  %1 = gan.concat %0, %x axis 1 : (tensor<?x1x2xf32>, tensor<?x1x2xf32>) -> tensor<?x2x2xf32>
  %2 = gan.conv %1, %k {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>, pads_high = array<i64: 0>}
     : (tensor<?x2x2xf32>, tensor<1x2x1xf32>) -> tensor<?x1x2xf32>
  return %2 : tensor<?x1x2xf32>
}
