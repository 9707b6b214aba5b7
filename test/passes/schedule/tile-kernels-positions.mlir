// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One shower: positions in the lanes where channels are few, two sums of each result where its tile has few.
// RUN: ganc-opt %s --kernel-tile-kernels="targets=avx512-vnni schedules=single" | FileCheck %s

!image = memref<1x16x1x16x16x4xi8>
!few = memref<1x15x1x15x16x1xf32>
!short = memref<1x2x1x8x16x4xi8>
!row = memref<1x2x16x5x16x1xf32>

kernel.data @w = dense<1> : tensor<4xi32>
kernel.data @v = dense<1> : tensor<64xi32>
kernel.data @m = dense<1.0> : tensor<1xf32>
kernel.data @n = dense<1.0> : tensor<16xf32>

// 15 rows, 16 words apart, are 15 vectors: 4 taps times 15, instead of 4 * 15 * 15 with one channel of 16 in the lanes.
// Then 4 taps of 2 * 5 positions of a vector of channels.
// CHECK: kernel.cost = 100 : i64
// CHECK: tile [15, 1] dot vpdp {{.*}}lanes = #kernel<lanes positions>}
// CHECK: tile [5, 16] block 16 sums 2 dot vpdp {{.*}}lanes = #kernel<lanes channels>}
func.func @program() {
  %a = kernel.buffer : !image
  %b = kernel.buffer : !few
  %c = kernel.buffer : !short
  %d = kernel.buffer : !row
  kernel.phase_conv %a to %b weights @w multiplier @m x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [2]> z <stride = 1, dilation = 1, offsets = [0], taps = [2]>
    channels 1 tile [1, 1] dot vpmaddwd : !image -> !few
  kernel.phase_conv %c to %d weights @v multiplier @n x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [4]>
    channels 16 tile [1, 16] dot vpmaddwd : !short -> !row
  return
}
