// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-infer-stored-moves | FileCheck %s

!u8 = !quant.uniform<u8:f32, 0.5:3>
!v8 = !quant.uniform<u8:f32, 0.25:3>

// CHECK-LABEL: func.func @dequantizes_behind_moves
func.func @dequantizes_behind_moves(%x: tensor<?x2x3x!u8>) -> tensor<?x2x8xf32> {
  // CHECK-NEXT: %[[U:.*]] = gan.upsample %arg0 [1, 1, 2] : tensor<?x2x3x!quant.uniform<u8:f32, 5.000000e-01:3>> ->
  // CHECK-NEXT: %[[P:.*]] = gan.pad %[[U]] low [0, 0, 1] high [0, 0, 1]
  // CHECK-NEXT: %[[D:.*]] = gan.dequantize %[[P]]
  // CHECK-NEXT: return %[[D]]
  %0 = gan.dequantize %x : tensor<?x2x3x!u8> -> tensor<?x2x3xf32>
  %1 = gan.upsample %0 [1, 1, 2] : tensor<?x2x3xf32> -> tensor<?x2x6xf32>
  %2 = gan.pad %1 low [0, 0, 1] high [0, 0, 1] : tensor<?x2x6xf32> -> tensor<?x2x8xf32>
  return %2 : tensor<?x2x8xf32>
}

// CHECK-LABEL: func.func @quantizes_before_moves
func.func @quantizes_before_moves(%x: tensor<?x2x3xf32>) -> tensor<?x6x2x!u8> {
  // CHECK-NEXT: %[[R:.*]] = gan.relu
  // CHECK-NEXT: %[[Q:.*]] = gan.quantize %[[R]] : tensor<?x2x3xf32>
  // CHECK-NEXT: %[[U:.*]] = gan.upsample %[[Q]]
  // CHECK-NEXT: gan.transpose %[[U]] [0, 2, 1]
  %0 = gan.relu %x : tensor<?x2x3xf32>
  %1 = gan.upsample %0 [1, 1, 2] : tensor<?x2x3xf32> -> tensor<?x2x6xf32>
  %2 = gan.transpose %1 [0, 2, 1] : tensor<?x2x6xf32> -> tensor<?x6x2xf32>
  %3 = gan.quantize %2 : tensor<?x6x2xf32> -> tensor<?x6x2x!u8>
  return %3 : tensor<?x6x2x!u8>
}

// CHECK-LABEL: func.func @keeps_parts_of_different_scales
func.func @keeps_parts_of_different_scales(%x: tensor<?x2x!u8>, %y: tensor<?x2x!v8>) -> tensor<?x4xf32> {
  // CHECK: gan.concat %{{.*}}, %{{.*}} axis 1 : (tensor<?x2xf32>, tensor<?x2xf32>)
  %0 = gan.dequantize %x : tensor<?x2x!u8> -> tensor<?x2xf32>
  %1 = gan.dequantize %y : tensor<?x2x!v8> -> tensor<?x2xf32>
  %2 = gan.concat %0, %1 axis 1 : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x4xf32>
  return %2 : tensor<?x4xf32>
}

// CHECK-LABEL: func.func @keeps_what_something_else_reads
func.func @keeps_what_something_else_reads(%x: tensor<?x2xf32>) -> (tensor<?x4x!u8>, tensor<?x4xf32>) {
  // CHECK-NEXT: gan.tile
  // CHECK-NEXT: gan.quantize
  %0 = gan.tile %x [1, 2] : tensor<?x2xf32> -> tensor<?x4xf32>
  %1 = gan.quantize %0 : tensor<?x4xf32> -> tensor<?x4x!u8>
  return %1, %0 : tensor<?x4x!u8>, tensor<?x4xf32>
}
