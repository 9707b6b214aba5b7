// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-infer-lookup | FileCheck %s
// What the tables hold: infer-quantized.test.

!u8 = !quant.uniform<u8:f32, 0.5:3>
!v8 = !quant.uniform<u8:f32, 2.0:7>

// CHECK-LABEL: func.func @one_table_for_all_channels
func.func @one_table_for_all_channels(%x: tensor<?x2x3x!u8>) -> tensor<?x2x3x!v8> {
  // CHECK-NEXT: %[[T:.*]] = gan.constant dense_resource<{{.*}}> : tensor<256xi8> -> tensor<256x!quant.uniform<u8:f32, 2.000000e+00:7>>
  // CHECK-NEXT: %[[L:.*]] = gan.lookup %arg0, %[[T]]
  // CHECK-NEXT: return %[[L]]
  %0 = gan.dequantize %x : tensor<?x2x3x!u8> -> tensor<?x2x3xf32>
  %1 = gan.leaky_relu %0 {slope = 0.3 : f32} : tensor<?x2x3xf32>
  %2 = gan.sigmoid %1 : tensor<?x2x3xf32>
  %3 = gan.quantize %2 : tensor<?x2x3xf32> -> tensor<?x2x3x!v8>
  return %3 : tensor<?x2x3x!v8>
}

// CHECK-LABEL: func.func @a_table_for_each_channel
func.func @a_table_for_each_channel(%x: tensor<?x2x3x!u8>) -> tensor<?x2x3x!v8> {
  // CHECK: gan.lookup %arg0, %{{.*}} : ({{.*}}, tensor<2x256x!quant.uniform<u8:f32, 2.000000e+00:7>>)
  %s = gan.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %0 = gan.dequantize %x : tensor<?x2x3x!u8> -> tensor<?x2x3xf32>
  %1 = gan.batch_norm %0, %s, %s : (tensor<?x2x3xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2x3xf32>
  %2 = gan.quantize %1 : tensor<?x2x3xf32> -> tensor<?x2x3x!v8>
  return %2 : tensor<?x2x3x!v8>
}

// CHECK-LABEL: func.func @nothing_between_equal_scales
func.func @nothing_between_equal_scales(%x: tensor<?x2x!u8>) -> tensor<?x2x!u8> {
  // CHECK-NEXT: return %arg0
  %0 = gan.dequantize %x : tensor<?x2x!u8> -> tensor<?x2xf32>
  %1 = gan.quantize %0 : tensor<?x2xf32> -> tensor<?x2x!u8>
  return %1 : tensor<?x2x!u8>
}

// CHECK-LABEL: func.func @keeps_functions_of_two_tensors
func.func @keeps_functions_of_two_tensors(%x: tensor<?x2x!u8>) -> tensor<?x2x!u8> {
  // CHECK-NOT: gan.lookup
  // CHECK: gan.add
  %0 = gan.dequantize %x : tensor<?x2x!u8> -> tensor<?x2xf32>
  %1 = gan.add %0, %0 : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %2 = gan.quantize %1 : tensor<?x2xf32> -> tensor<?x2x!u8>
  return %2 : tensor<?x2x!u8>
}

// CHECK-LABEL: func.func @keeps_what_something_else_reads
func.func @keeps_what_something_else_reads(%x: tensor<?x2x!u8>) -> (tensor<?x2x!v8>, tensor<?x2xf32>) {
  // CHECK-NOT: gan.lookup
  // CHECK: gan.relu
  %0 = gan.dequantize %x : tensor<?x2x!u8> -> tensor<?x2xf32>
  %1 = gan.relu %0 : tensor<?x2xf32>
  %2 = gan.quantize %1 : tensor<?x2xf32> -> tensor<?x2x!v8>
  return %2, %1 : tensor<?x2x!v8>, tensor<?x2xf32>
}
