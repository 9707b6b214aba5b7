// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --kernel-share-planes | FileCheck %s

!f = memref<4x1x1x1x16x1xf32>

// Planes of one position and two channels: the two in the middle are the same.
// CHECK-NOT: kernel.data @border =
// CHECK-DAG: kernel.data @border.planes = dense<[0, 1, 1, 2]> : tensor<4xi32>
// CHECK-DAG: kernel.data @border.shared = dense<[1.000000e+00, 2.000000e+00, 3.000000e+00, 4.000000e+00, 1.000000e+00, 4.000000e+00]> : tensor<6xf32>
kernel.data @border = dense<[1.0, 2.0, 3.0, 4.0, 3.0, 4.0, 1.0, 4.0]> : tensor<8xf32>
// CHECK-DAG: kernel.data @differ = dense<[1.000000e+00, 2.000000e+00, 3.000000e+00, 4.000000e+00, 5.000000e+00, 6.000000e+00, 7.000000e+00, 8.000000e+00]>
kernel.data @differ = dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]> : tensor<8xf32>
// CHECK-DAG: kernel.data @channels = dense<1.000000e+00> : tensor<2xf32>
kernel.data @channels = dense<1.0> : tensor<2xf32>
kernel.data @w = dense<1> : tensor<2xi32>

!g = memref<4x1x2x1x16x1xf32>

// CHECK-LABEL: func.func @program
func.func @program(%a: !f, %b: !g) {
  // CHECK: bias @border.shared bias_planes @border.planes
  kernel.phase_conv %a to %b weights @w bias @border x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] dot fma : !f -> !g
  // CHECK: bias @differ x
  kernel.phase_conv %a to %b weights @w bias @differ x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] dot fma : !f -> !g
  // CHECK: bias @channels x
  kernel.phase_conv %a to %b weights @w bias @channels x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] dot fma : !f -> !g
  return
}
