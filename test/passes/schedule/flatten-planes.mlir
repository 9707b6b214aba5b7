// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rows of 4 with a zero between them, one before the first, and a row of zeros above and below: 2 rows of both phases
// of z read up to a row and a word further than their 16 positions: 6 + 16 + 6 words, in whole vectors.
// RUN: ganc-opt %s --kernel-flatten-planes | FileCheck %s

!f = memref<3x2x5x4x1x1xf32>
!g = memref<3x2x6x8x1x1xf32>

kernel.data @w = dense<1> : tensor<1800xi32>

// CHECK-LABEL: func.func @program(
// CHECK-SAME: %[[A:.*]]: memref<3x2x5x4x1x1xf32>, %[[B:.*]]: memref
func.func @program(%a: !f, %b: !g) {
  // CHECK: %[[FLAT:.*]] = kernel.buffer : memref<3x1x5x32x1x1xf32>
  // CHECK: kernel.flatten %[[A]] to %[[FLAT]] pitch 5 lead 6
  // CHECK: %[[SCRATCH:.*]] = kernel.buffer : memref<1x1x12x32x1x1xf32>
  // CHECK: kernel.phase_conv %[[FLAT]] to %[[B]] {{.*}} flat [5, 6] scratch %[[SCRATCH]] : memref<1x1x12x32x1x1xf32>
  kernel.phase_conv %a to %b weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [-1], taps = [3]> z <stride = 1, dilation = 1, offsets = [-1, 0], taps = [2, 2]>
    channels 6 tile [2, 6] dot fma {lanes = #kernel<lanes positions>} : !f -> !g
  // Others stay as they are.
  // CHECK: kernel.phase_conv %[[A]] to %[[B]] {{.*}} {lanes = #kernel<lanes channels>}
  kernel.phase_conv %a to %b weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [-1], taps = [3]> z <stride = 1, dilation = 1, offsets = [-1, 0], taps = [2, 2]>
    channels 6 tile [2, 16] dot fma {lanes = #kernel<lanes channels>} : !f -> !g
  return
}
