// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-fuse-activation | FileCheck %s
// RUN: ganc-opt %s --gan-fuse-activation=remarks=true --verify-diagnostics -o %t

// CHECK-LABEL: func.func @fuses_through_moves
func.func @fuses_through_moves(%x: tensor<?x2xf32>, %w: tensor<2x4xf32>) -> tensor<?x2x5xf32> {
  // CHECK-NEXT: %[[D:.*]] = gan.dense %{{.*}} {activation = #gan.activation<leaky_relu>, slope = 3.000000e-01 : f32}
  // CHECK-NEXT: %[[R:.*]] = gan.reshape %[[D]]
  // CHECK-NEXT: %[[U:.*]] = gan.upsample %[[R]]
  // CHECK-NEXT: %[[P:.*]] = gan.pad %[[U]]
  // CHECK-NEXT: return %[[P]]
  %0 = gan.dense %x, %w : (tensor<?x2xf32>, tensor<2x4xf32>) -> tensor<?x4xf32>
  %1 = gan.reshape %0 : tensor<?x4xf32> -> tensor<?x2x2xf32>
  %2 = gan.upsample %1 [1, 1, 2] : tensor<?x2x2xf32> -> tensor<?x2x4xf32>
  %3 = gan.pad %2 low [0, 0, 1] high [0, 0, 0] : tensor<?x2x4xf32> -> tensor<?x2x5xf32>
  %4 = gan.leaky_relu %3 {slope = 0.3 : f32} : tensor<?x2x5xf32>
  return %4 : tensor<?x2x5xf32>
}

// CHECK-LABEL: func.func @keeps_what_comes_second
func.func @keeps_what_comes_second(%x: tensor<?x2xf32>, %w: tensor<2x4xf32>) -> tensor<?x4xf32> {
  // CHECK-NEXT: gan.dense %{{.*}} {activation = #gan.activation<relu>}
  // CHECK-NEXT: gan.leaky_relu
  %0 = gan.dense %x, %w : (tensor<?x2xf32>, tensor<2x4xf32>) -> tensor<?x4xf32>
  %1 = gan.relu %0 : tensor<?x4xf32>
  // expected-remark @below {{activation kept: there is an activation already}}
  %2 = gan.leaky_relu %1 {slope = 0.3 : f32} : tensor<?x4xf32>
  return %2 : tensor<?x4xf32>
}

// CHECK-LABEL: func.func @keeps_what_another_op_reads_without
func.func @keeps_what_another_op_reads_without(%x: tensor<?x2xf32>, %w: tensor<2x4xf32>) -> (tensor<?x4xf32>, tensor<?x4xf32>) {
  // CHECK-NEXT: %[[D:.*]] = gan.dense %{{[a-z0-9]+}}, %{{[a-z0-9]+}} :
  // CHECK-NEXT: gan.relu %[[D]]
  %0 = gan.dense %x, %w : (tensor<?x2xf32>, tensor<2x4xf32>) -> tensor<?x4xf32>
  // expected-remark @below {{activation kept: several ops read its source}}
  %1 = gan.relu %0 : tensor<?x4xf32>
  return %0, %1 : tensor<?x4xf32>, tensor<?x4xf32>
}

// CHECK-LABEL: func.func @keeps_what_follows_no_heavy_op
func.func @keeps_what_follows_no_heavy_op(%x: tensor<?x2xf32>) -> (tensor<?x2xf32>, tensor<?x2xf32>) {
  // CHECK-NEXT: gan.relu
  // CHECK-NEXT: gan.tanh
  // CHECK-NEXT: gan.relu
  // expected-remark @below {{activation kept: it reads an input of the network}}
  %0 = gan.relu %x : tensor<?x2xf32>
  %1 = gan.tanh %x : tensor<?x2xf32>
  // expected-remark @below {{activation kept: it follows gan.tanh}}
  %2 = gan.relu %1 : tensor<?x2xf32>
  return %0, %2 : tensor<?x2xf32>, tensor<?x2xf32>
}
