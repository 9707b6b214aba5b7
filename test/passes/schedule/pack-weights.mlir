// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --kernel-pack-weights --split-input-file --verify-diagnostics | FileCheck %s

!f = memref<1x1x3x2x16x1xf32>
!g = memref<1x1x2x2x16x1xf32>

// Two rows of three channels: [row][3] becomes [co / 2][row][2], the last channel with a zero beside it. Programs with
// the same tile share it; unpacked weights are gone.
// CHECK-NOT: kernel.data @w =
// CHECK-DAG: kernel.data @w.c2 = dense<[1, 2, 4, 5, 3, 0, 6, 0]> : tensor<8xi32>
// CHECK-DAG: kernel.data @w.c1 = dense<[1, 4, 2, 5, 3, 6]> : tensor<6xi32>
kernel.data @w = dense<[1, 2, 3, 4, 5, 6]> : tensor<6xi32>

// CHECK-LABEL: func.func @program_a
func.func @program_a(%a: !g, %b: !f) {
  // CHECK: weights @w.c2
  kernel.phase_conv %a to %b weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 3 tile [1, 2] dot fma : !g -> !f
  return
}

// CHECK-LABEL: func.func @program_b
func.func @program_b(%a: !g, %b: !f) {
  // CHECK: weights @w.c2
  kernel.phase_conv %a to %b weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 3 tile [2, 2] dot fma : !g -> !f
  // CHECK: weights @w.c1
  kernel.phase_conv %a to %b weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 3 tile [1, 1] dot fma : !g -> !f
  return
}

// -----

!f = memref<1x1x3x2x16x1xf32>

func.func @program(%a: !f) {
  // expected-error @below {{weights @w is not there, expected kernel.data}}
  kernel.phase_conv %a to %a weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 3 tile [1, 2] dot fma : !f -> !f
  return
}

// -----

!f = memref<1x1x3x2x16x1xf32>

kernel.data @w = dense<1> : tensor<8xi32>
func.func @program(%a: !f) {
  // expected-error @below {{weights have 8 words, expected 9 before packing}}
  kernel.phase_conv %a to %a weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 3 tile [1, 2] dot fma : !f -> !f
  return
}
