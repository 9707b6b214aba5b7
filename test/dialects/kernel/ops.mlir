// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every op survives printing and parsing, in its custom and in its generic form.
// RUN: ganc-opt %s | ganc-opt | FileCheck %s
// RUN: ganc-opt %s --mlir-print-op-generic | ganc-opt | FileCheck %s

!f = memref<1x1x2x3x16x1xf32>
!u8 = memref<1x1x1x3x16x4xi8>

// CHECK: kernel.data @weights = dense<[1, 2, 3]> : tensor<3xi32>
kernel.data @weights = dense<[1, 2, 3]> : tensor<3xi32>
// CHECK: kernel.data @table = dense_resource<table> : tensor<2xi32>
kernel.data @table = dense_resource<table> : tensor<2xi32>
kernel.data @numbers = dense<1.0> : tensor<6xf32>

// CHECK-LABEL: func.func @program() attributes {kernel.arena_bytes = 4096 : i64, kernel.schedule = #kernel<schedule lanes>, kernel.target = "baseline"}
func.func @program() attributes {kernel.arena_bytes = 4096 : i64, kernel.schedule = #kernel<schedule lanes>, kernel.target = "baseline"} {
  // CHECK: %[[A:.*]] = kernel.buffer at 64 : memref<1x1x2x3x16x1xf32>
  %a = kernel.buffer at 64 : !f
  // CHECK: %[[B:.*]] = kernel.buffer : memref<1x1x1x3x16x4xi8>
  %b = kernel.buffer : !u8
  %c = kernel.buffer : !f
  // CHECK: kernel.read 0 to %[[A]] : memref<1x1x2x3x16x1xf32>
  kernel.read 0 to %a : !f
  // CHECK: kernel.convert %[[A]] to %[[B]] factor 2.000000e+00 storage [0, 255, 128] channels 2
  kernel.convert %a to %b factor 2.0 storage [0, 255, 128] channels 2 : !f -> !u8
  // CHECK: kernel.phase_conv %[[B]] to %{{.*}} weights @weights bias @numbers multiplier @numbers
  // CHECK-SAME: x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
  // CHECK-SAME: z <stride = 1, dilation = 2, offsets = [-1, 0], taps = [2, 1]> channels 2 slope 3.000000e-01
  // CHECK-SAME: tile [3, 2] dot vpdp
  kernel.phase_conv %b to %c weights @weights bias @numbers multiplier @numbers
    x <stride = 1, dilation = 1, offsets = [0], taps = [1]> y <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    z <stride = 1, dilation = 2, offsets = [-1, 0], taps = [2, 1]> channels 2 slope 0.3 tile [3, 2] dot vpdp : !u8 -> !f
  // CHECK: kernel.map sub %{{.*}} to %[[A]] {data = [@numbers], data_first}
  kernel.map sub %c to %a {data = [@numbers], data_first} : !f -> !f
  // CHECK: kernel.map leaky_relu %[[A]] to %{{.*}} {slope = 3.000000e-01 : f32}
  kernel.map leaky_relu %a to %c {slope = 0.3 : f32} : !f -> !f
  // CHECK: kernel.move %[[A]], %{{.*}} to %{{.*}} table @table {zero = 7 : i64}
  kernel.move %a, %a to %c table @table {zero = 7 : i64} : !f, !f -> !f
  // CHECK: %[[V:.*]] = kernel.view %{{.*}} : memref<1x1x2x3x16x1xf32> -> memref<3x2x1x1x16x1xf32>
  %v = kernel.view %c : !f -> memref<3x2x1x1x16x1xf32>
  // CHECK: kernel.write %[[V]] to 0 : memref<3x2x1x1x16x1xf32>
  kernel.write %v to 0 : memref<3x2x1x1x16x1xf32>
  return
}

// One shower, with channels and phases in the lanes.
// CHECK-LABEL: func.func @single
func.func @single(%a: memref<1x1x2x3x1x1xf32>, %b: memref<1x1x2x6x1x1xf32>) {
  // CHECK: tile [3, 32] block 16 dot fma {lanes = #kernel<lanes channels>, merged = array<i1: false, false, true>}
  kernel.phase_conv %a to %b weights @weights x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0, 0], taps = [1, 1]>
    channels 2 tile [3, 32] block 16 dot fma {lanes = #kernel<lanes channels>, merged = array<i1: false, false, true>}
    : memref<1x1x2x3x1x1xf32> -> memref<1x1x2x6x1x1xf32>
  return
}

// Tables of bytes, and the rounding of a quantized model.
// CHECK-LABEL: func.func @literal
func.func @literal(%a: memref<1x1x1x2x16x4xi8>, %b: memref<1x1x1x2x16x4xi8>) {
  // CHECK: kernel.lookup %{{.*}} to %{{.*}} table @table : memref<1x1x1x2x16x4xi8> -> memref<1x1x1x2x16x4xi8>
  kernel.lookup %a to %b table @table : memref<1x1x1x2x16x4xi8> -> memref<1x1x1x2x16x4xi8>
  // CHECK: kernel.phase_conv {{.*}} multiplier @bias {{.*}} dot vpdp {factor = 2.500000e-01 : f64}
  kernel.phase_conv %a to %b weights @weights multiplier @bias x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 4 storage [0, 255, 3] tile [1, 4] dot vpdp {factor = 0.25 : f64}
    : memref<1x1x1x2x16x4xi8> -> memref<1x1x1x2x16x4xi8>
  return
}

// One shower, with neighboring positions of flat planes in the lanes.
// CHECK-LABEL: func.func @flat
func.func @flat(%a: memref<1x2x2x3x1x1xf32>, %f: memref<1x1x2x32x1x1xf32>, %s: memref<1x1x2x32x1x1xf32>) {
  // CHECK: kernel.flatten %{{.*}} to %{{.*}} pitch 3 lead 0 : memref<1x2x2x3x1x1xf32> -> memref<1x1x2x32x1x1xf32>
  kernel.flatten %a to %f pitch 3 lead 0 : memref<1x2x2x3x1x1xf32> -> memref<1x1x2x32x1x1xf32>
  // CHECK: dot fma flat [3, 0] scratch %{{.*}} : memref<1x1x2x32x1x1xf32> {lanes = #kernel<lanes positions>}
  kernel.phase_conv %f to %a weights @weights x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] dot fma flat [3, 0] scratch %s : memref<1x1x2x32x1x1xf32> {lanes = #kernel<lanes positions>}
    : memref<1x1x2x32x1x1xf32> -> memref<1x2x2x3x1x1xf32>
  return
}

{-#
  dialect_resources: {
    builtin: {
      table: "0x040000000100000002000000"
    }
  }
#-}
