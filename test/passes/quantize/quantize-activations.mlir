// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sources of heavy ops are rounded once, before the moves; readers of f32 stay undisturbed.
// RUN: ganc-opt %s --gan-quantize-activations --split-input-file | FileCheck %s

// Two readers of two precisions; f32 is not rounded. 16 bits: 1.25 * 7.65 / 65534, and the zero point -1.275 / scale.
// CHECK-LABEL: func.func @main
// CHECK: %[[Q16:.*]] = gan.quantize %arg0 : tensor<?x2xf32> -> tensor<?x2x!quant.uniform<i16<-32767:32767>:f32, 1.459{{[0-9]*}}E-4:-8738>>
// CHECK: %[[Q8:.*]] = gan.quantize %arg0 : tensor<?x2xf32> -> tensor<?x2x!quant.uniform<u8:f32, 0.029999999329447746:85>>
// CHECK: %[[D8:.*]] = gan.dequantize %[[Q8]]
// CHECK: gan.dense %[[D8]]
// CHECK: %[[D16:.*]] = gan.dequantize %[[Q16]]
// CHECK: gan.dense %[[D16]]
// CHECK: gan.dense %arg0
func.func @main(%x: tensor<?x2xf32> {gan.name = "x", gan.range = [-2.55, 5.1], gan.magnitude = 1.0})
    -> (tensor<?x1xf32> {gan.name = "a"}, tensor<?x1xf32> {gan.name = "b"}, tensor<?x1xf32> {gan.name = "c"}) {
  %w = gan.constant dense<1.0> : tensor<2x1xf32>
  %a = gan.dense %x, %w {gan.precision = "u8"} : (tensor<?x2xf32>, tensor<2x1xf32>) -> tensor<?x1xf32>
  %b = gan.dense %x, %w {gan.precision = "s16"} : (tensor<?x2xf32>, tensor<2x1xf32>) -> tensor<?x1xf32>
  %c = gan.dense %x, %w {gan.precision = "f32"} : (tensor<?x2xf32>, tensor<2x1xf32>) -> tensor<?x1xf32>
  return %a, %b, %c : tensor<?x1xf32>, tensor<?x1xf32>, tensor<?x1xf32>
}

// -----

// A concat joins its operands: both are rounded by the union of the ranges, [-1, 254]. The move that
// something else reads in f32 is there twice.
// CHECK-LABEL: func.func @main
// CHECK: %[[Y:.*]] = gan.quantize %arg1 : {{.*}}!quant.uniform<u8:f32, 1.000000e+00:1>
// CHECK: %[[X:.*]] = gan.quantize %arg0 : {{.*}}!quant.uniform<u8:f32, 1.000000e+00:1>
// CHECK: %[[FLOAT:.*]] = gan.concat %arg0, %arg1 axis 1
// CHECK: %[[STORED:.*]] = gan.concat %[[X]], %[[Y]] axis 1
// CHECK: gan.dequantize %[[STORED]]
// CHECK: gan.sigmoid %[[FLOAT]]
func.func @main(%x: tensor<?x1xf32> {gan.name = "x", gan.range = [-1.0, 1.0], gan.magnitude = 1.0},
                %y: tensor<?x1xf32> {gan.name = "y", gan.range = [3.0, 254.0], gan.magnitude = 9.0})
    -> (tensor<?x1xf32> {gan.name = "a"}, tensor<?x2xf32> {gan.name = "b"}) {
  %w = gan.constant dense<1.0> : tensor<2x1xf32>
  %j = gan.concat %x, %y axis 1 : (tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x2xf32>
  %a = gan.dense %j, %w {gan.precision = "u8"} : (tensor<?x2xf32>, tensor<2x1xf32>) -> tensor<?x1xf32>
  %b = gan.sigmoid %j : tensor<?x2xf32>
  return %a, %b : tensor<?x1xf32>, tensor<?x2xf32>
}
