// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Merged phases are columns: each has its weights and parameters beside those of the others, and zeros where it has no
// tap. Both phases of z have 2 channels; the first reads positions q - 1, q, the second q.
// RUN: ganc-opt %s --kernel-pack-weights | FileCheck %s

!f = memref<1x1x1x2x1x1xf32>
!g = memref<1x1x2x3x1x1xf32>

// 1, 2 and nothing; then 3, 4 and 5, 6.
kernel.data @w = dense<[1, 2, 3, 4, 5, 6]> : tensor<6xi32>

// A field for 3 positions: 1, 2 and 3, 4; then 5, 6, and nothing where the second phase has no position.
kernel.data @b = dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]> : tensor<6xf32>

// CHECK: kernel.phase_conv {{.*}} weights @w.c16z bias @b.columnsz
func.func @program(%a: !f, %b: !g) {
  kernel.phase_conv %a to %b weights @w bias @b x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [-1, 0], taps = [2, 1]>
    channels 2 tile [1, 16] block 16 dot fma {lanes = #kernel<lanes channels>, merged = array<i1: false, false, true>} : !f -> !g
  return
}

// CHECK-DAG: b.columnsz: "0x400000000000803F0000004000004040000080400000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000A0400000C0400000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
// CHECK-DAG: w.c16z: "0x400000000100000002000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000040000000500000006000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
