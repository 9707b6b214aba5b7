// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-convert-to-kernels --split-input-file | FileCheck %s

// A dense layer before a reshape puts its channels where the reshaped tensor's cells are ([x][c]: 1 3 2 4), so that
// the reshape is a view, also when it is what the network returns.
// CHECK: kernel.inputs = [{name = "x", shape = array<i64: 2>}]
// CHECK-SAME: kernel.outputs = [{name = "y", shape = array<i64: 2, 2, 1>}]
// CHECK: kernel.data @fc.bias = dense<[1.000000e+00, 3.000000e+00, 2.000000e+00, 4.000000e+00]>
// CHECK-LABEL: func.func @program
// CHECK: %[[X:.*]] = kernel.buffer : memref<1x1x2x1x16x1xf32>
// CHECK: kernel.read 0 to %[[X]]
// CHECK: kernel.phase_conv %[[X]] to %[[D:.*]] weights @fc.weights bias @fc.bias x {{.*}} channels 4 tile [1, 4] dot fma
// CHECK: %[[Y:.*]] = kernel.view %[[D]] : memref<1x1x4x1x16x1xf32> -> memref<2x1x2x1x16x1xf32>
// CHECK: kernel.write %[[Y]] to 0
func.func @main(%x: tensor<?x2xf32> {gan.name = "x"}) -> (tensor<?x2x2x1xf32> {gan.name = "y"}) {
  %w = gan.constant dense<[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]> : tensor<2x4xf32>
  %b = gan.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %d = gan.dense %x, %w bias %b : (tensor<?x2xf32>, tensor<2x4xf32>, tensor<4xf32>) -> tensor<?x4xf32> loc("fc")
  %r = gan.reshape %d : tensor<?x4xf32> -> tensor<?x2x2x1xf32>
  return %r : tensor<?x2x2x1xf32>
}

// -----

// Bytes of four channels share a word; upsampling moves cells; a parameter has a float for each value.
!u8 = !quant.uniform<u8:f32, 0.5:128>
!w = !quant.uniform<i8:f32:0, {1.0, 1.0}>
// CHECK: kernel.data @from.operand = dense<2.000000e+00> : tensor<12xf32>
// CHECK: kernel.data @conv.weights = dense<[1, 4, 258, 5, 3, 6]> : tensor<6xi32>
// CHECK-LABEL: func.func @program
// CHECK: kernel.convert %{{.*}} to %[[Q:.*]] factor 5.000000e-01 storage [0, 255, 128] channels 2
// CHECK: kernel.move %[[Q]] to %[[U:.*]] table @{{.*}} {zero = 128 : i64} : memref<1x1x1x3x16x4xi8> -> memref<1x1x1x6x16x4xi8>
// CHECK: kernel.phase_conv %[[U]] to %{{.*}} weights @conv.weights multiplier @conv.multiplier
// CHECK-SAME: z <stride = 1, dilation = 1, offsets = [-1], taps = [3]> channels 2 slope 0.000000e+00 tile [1, 2]
// CHECK: kernel.map sigmoid
// CHECK: kernel.map sub %{{.*}} to %{{.*}} {data = [@from.operand], data_first}
func.func @main(%x: tensor<?x2x3xf32> {gan.name = "x"}) -> (tensor<?x2x6xf32> {gan.name = "y"}) {
  %w = gan.constant dense<[[[1, 2, 3], [0, 1, 0]], [[4, 5, 6], [0, 0, 0]]]> : tensor<2x2x3xi8> -> tensor<2x2x3x!w>
  %m = gan.constant dense<[0.5, 0.25]> : tensor<2xf32>
  %q = gan.quantize %x : tensor<?x2x3xf32> -> tensor<?x2x3x!u8>
  %u = gan.upsample %q [1, 1, 2] : tensor<?x2x3x!u8> -> tensor<?x2x6x!u8>
  %y = gan.conv %u, %w multiplier %m {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 1>,
      pads_high = array<i64: 1>, activation = #gan.activation<relu>}
     : (tensor<?x2x6x!u8>, tensor<2x2x3x!w>, tensor<2xf32>) -> tensor<?x2x6xf32> loc("conv")
  %s = gan.sigmoid %y : tensor<?x2x6xf32>
  %c = gan.constant dense<2.0> : tensor<1x1xf32>
  %a = gan.sub %c, %s : (tensor<1x1xf32>, tensor<?x2x6xf32>) -> tensor<?x2x6xf32> loc("from")
  return %a : tensor<?x2x6xf32>
}

// -----

// A transposed convolution of stride 2 has two phases; the kernel's taps are read from the back.
// CHECK: kernel.data @up.weights = dense<[1065353216, 1077936128, 1073741824]> : tensor<3xi32>
// CHECK-LABEL: func.func @program
// CHECK: z <stride = 1, dilation = 1, offsets = [-1, 0], taps = [2, 1]>
func.func @main(%x: tensor<?x1x3xf32> {gan.name = "x"}) -> (tensor<?x1x7xf32> {gan.name = "y"}) {
  %w = gan.constant dense<[[[3.0, 2.0, 1.0]]]> : tensor<1x1x3xf32>
  %y = gan.conv_transpose %x, %w {strides = array<i64: 2>, dilations = array<i64: 1>, pads_low = array<i64: 0>,
      pads_high = array<i64: 0>, output_padding = array<i64: 0>}
     : (tensor<?x1x3xf32>, tensor<1x1x3xf32>) -> tensor<?x1x7xf32> loc("up")
  return %y : tensor<?x1x7xf32>
}
