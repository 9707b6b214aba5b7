// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every op survives printing and parsing, in its custom and in its generic form.
// RUN: ganc-opt %s | ganc-opt | FileCheck %s
// RUN: ganc-opt %s --mlir-print-op-generic | ganc-opt | FileCheck %s

!u8 = !quant.uniform<u8:f32, 0.5:128>
!s8 = !quant.uniform<i8:f32, 0.25>

// CHECK-LABEL: func.func @constants
func.func @constants() {
  // CHECK: gan.constant dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>{{$}}
  %0 = gan.constant dense<[1.0, 2.0]> : tensor<2xf32>
  // CHECK: gan.constant dense<[-128, 127]> : tensor<2xi8> -> tensor<2x!quant.uniform<i8:f32, 2.500000e-01>>
  %1 = gan.constant dense<[-128, 127]> : tensor<2xi8> -> tensor<2x!s8>
  // CHECK: gan.constant {note = "kept"} dense_resource<large> : tensor<2x2xf32>
  %2 = gan.constant {note = "kept"} dense_resource<large> : tensor<2x2xf32>
  return
}

// CHECK-LABEL: func.func @lookup
func.func @lookup(%x: tensor<?x2x!u8>, %t: tensor<2x256x!u8>) {
  // CHECK: gan.lookup %{{.*}}, %{{.*}} : (tensor<?x2x!quant.uniform<u8:f32, 5.000000e-01:128>>, tensor<2x256x!quant
  %0 = gan.lookup %x, %t : (tensor<?x2x!u8>, tensor<2x256x!u8>) -> tensor<?x2x!u8>
  return
}

// CHECK-LABEL: func.func @heavy
func.func @heavy(%x: tensor<?x2xf32>, %v: tensor<?x2x4x4xf32>, %w: tensor<2x3xf32>, %b: tensor<3xf32>,
                 %k: tensor<3x2x2x2xf32>, %t: tensor<2x3x2x2xf32>) {
  // CHECK: gan.dense %{{.*}}, %{{.*}} : (tensor<?x2xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  %0 = gan.dense %x, %w : (tensor<?x2xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  // CHECK: gan.dense %{{.*}}, %{{.*}} bias %{{.*}} {activation = #gan.activation<leaky_relu>, slope = 3.000000e-01 : f32}
  %1 = gan.dense %x, %w bias %b {activation = #gan.activation<leaky_relu>, slope = 0.3 : f32}
     : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  // CHECK: gan.conv %{{.*}}, %{{.*}} {dilations = array<i64: 1, 1>, pads_high = array<i64: 0, 1>,
  // CHECK-SAME: pads_low = array<i64: 1, 0>, strides = array<i64: 1, 2>}
  %2 = gan.conv %v, %k {strides = array<i64: 1, 2>, dilations = array<i64: 1, 1>, pads_low = array<i64: 1, 0>,
                        pads_high = array<i64: 0, 1>}
     : (tensor<?x2x4x4xf32>, tensor<3x2x2x2xf32>) -> tensor<?x3x4x2xf32>
  // CHECK: gan.conv_transpose %{{.*}}, %{{.*}} bias %{{.*}} {activation = #gan.activation<relu>,
  // CHECK-SAME: output_padding = array<i64: 0, 0>
  %3 = gan.conv_transpose %v, %t bias %b {strides = array<i64: 2, 2>, dilations = array<i64: 1, 1>,
        pads_low = array<i64: 0, 0>, pads_high = array<i64: 0, 0>, output_padding = array<i64: 0, 0>,
        activation = #gan.activation<relu>}
     : (tensor<?x2x4x4xf32>, tensor<2x3x2x2xf32>, tensor<3xf32>) -> tensor<?x3x8x8xf32>
  return
}

// CHECK-LABEL: func.func @quantized
func.func @quantized(%x: tensor<?x2x!u8>, %w: tensor<2x3x!quant.uniform<i8:f32:1, {0.5, 0.25, 0.125}>>,
                     %m: tensor<3xf32>, %f: tensor<?x2xf32>) {
  // CHECK: gan.dense %{{.*}}, %{{.*}} multiplier %{{.*}} : (tensor<?x2x!quant.uniform<u8:f32, 5.000000e-01:128>>,
  %0 = gan.dense %x, %w multiplier %m
     : (tensor<?x2x!u8>, tensor<2x3x!quant.uniform<i8:f32:1, {0.5, 0.25, 0.125}>>, tensor<3xf32>) -> tensor<?x3xf32>
  // CHECK: gan.quantize %{{.*}} : tensor<?x2xf32> -> tensor<?x2x!quant.uniform<u8:f32, 5.000000e-01:128>>
  %1 = gan.quantize %f : tensor<?x2xf32> -> tensor<?x2x!u8>
  // CHECK: gan.dequantize %{{.*}} : tensor<?x2x!quant.uniform<u8:f32, 5.000000e-01:128>> -> tensor<?x2xf32>
  %2 = gan.dequantize %x : tensor<?x2x!u8> -> tensor<?x2xf32>
  return
}

// CHECK-LABEL: func.func @single_values
func.func @single_values(%x: tensor<?x2x3xf32>, %c: tensor<2xf32>, %d: tensor<2x1xf32>) {
  // CHECK: gan.batch_norm %{{.*}}, %{{.*}}, %{{.*}} : (tensor<?x2x3xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2x3xf32>
  %0 = gan.batch_norm %x, %c, %c : (tensor<?x2x3xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2x3xf32>
  // CHECK: gan.relu %{{.*}} : tensor<?x2x3xf32>
  %1 = gan.relu %x : tensor<?x2x3xf32>
  // CHECK: gan.leaky_relu %{{.*}} {slope = 3.000000e-01 : f32} : tensor<?x2x3xf32>
  %2 = gan.leaky_relu %x {slope = 0.3 : f32} : tensor<?x2x3xf32>
  // CHECK: gan.sigmoid %{{.*}} : tensor<?x2x3xf32>
  %3 = gan.sigmoid %x : tensor<?x2x3xf32>
  // CHECK: gan.tanh %{{.*}} : tensor<?x2x3xf32>
  %4 = gan.tanh %x : tensor<?x2x3xf32>
  // CHECK: gan.add %{{.*}}, %{{.*}} : (tensor<?x2x3xf32>, tensor<2x1xf32>) -> tensor<?x2x3xf32>
  %5 = gan.add %x, %d : (tensor<?x2x3xf32>, tensor<2x1xf32>) -> tensor<?x2x3xf32>
  // CHECK: gan.sub
  %6 = gan.sub %d, %x : (tensor<2x1xf32>, tensor<?x2x3xf32>) -> tensor<?x2x3xf32>
  // CHECK: gan.mul
  %7 = gan.mul %x, %x : (tensor<?x2x3xf32>, tensor<?x2x3xf32>) -> tensor<?x2x3xf32>
  // CHECK: gan.div
  %8 = gan.div %x, %d : (tensor<?x2x3xf32>, tensor<2x1xf32>) -> tensor<?x2x3xf32>
  return
}

// CHECK-LABEL: func.func @moves
func.func @moves(%x: tensor<?x2x3xf32>, %q: tensor<?x2x3x!u8>) {
  // CHECK: gan.reshape %{{.*}} : tensor<?x2x3xf32> -> tensor<?x6xf32>
  %0 = gan.reshape %x : tensor<?x2x3xf32> -> tensor<?x6xf32>
  // CHECK: gan.transpose %{{.*}} [0, 2, 1] : tensor<?x2x3xf32> -> tensor<?x3x2xf32>
  %1 = gan.transpose %x [0, 2, 1] : tensor<?x2x3xf32> -> tensor<?x3x2xf32>
  // CHECK: gan.pad %{{.*}} low [0, 0, 1] high [0, 0, 2] : tensor<?x2x3x!quant{{.*}} -> tensor<?x2x6x!quant
  %2 = gan.pad %q low [0, 0, 1] high [0, 0, 2] : tensor<?x2x3x!u8> -> tensor<?x2x6x!u8>
  // CHECK: gan.upsample %{{.*}} [1, 1, 2] : tensor<?x2x3xf32> -> tensor<?x2x6xf32>
  %3 = gan.upsample %x [1, 1, 2] : tensor<?x2x3xf32> -> tensor<?x2x6xf32>
  // CHECK: gan.tile %{{.*}} [1, 2, 1] : tensor<?x2x3xf32> -> tensor<?x4x3xf32>
  %4 = gan.tile %x [1, 2, 1] : tensor<?x2x3xf32> -> tensor<?x4x3xf32>
  // CHECK: gan.slice %{{.*}} axis 2 begin 1 : tensor<?x2x3xf32> -> tensor<?x2x2xf32>
  %5 = gan.slice %x axis 2 begin 1 : tensor<?x2x3xf32> -> tensor<?x2x2xf32>
  // CHECK: gan.concat %{{.*}}, %{{.*}} axis 1 : (tensor<?x2x3xf32>, tensor<?x2x3xf32>) -> tensor<?x4x3xf32>
  %6 = gan.concat %x, %x axis 1 : (tensor<?x2x3xf32>, tensor<?x2x3xf32>) -> tensor<?x4x3xf32>
  // CHECK: %[[Q:.*]] = gan.quantize
  %7 = gan.quantize %x : tensor<?x2x3xf32> -> tensor<?x2x3x!quant.uniform<i16<-4:4>:f32, 1.0:1>>
  // CHECK: gan.append_differences %[[Q]] axis 2 : tensor<?x2x3x!quant{{.*}} -> tensor<?x2x7x!quant
  %8 = gan.append_differences %7 axis 2 : tensor<?x2x3x!quant.uniform<i16<-4:4>:f32, 1.0:1>> -> tensor<?x2x7x!quant.uniform<i16<-8:8>:f32, 1.0>>
  return
}

{-#
  dialect_resources: {
    builtin: {
      large: "0x040000000000803F000000400000404000008040"
    }
  }
#-}
