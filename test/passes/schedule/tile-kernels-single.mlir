// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs of one shower: channels are in the lanes, and phases of few channels beside them.
// RUN: ganc-opt %s --kernel-tile-kernels="targets=avx512-vnni,x86-64-v3" | FileCheck %s
// RUN: ganc-opt %s --kernel-tile-kernels="targets=avx512-vnni schedules=single naive" | FileCheck %s --check-prefix=NAIVE

!flat = memref<1x1x50x1x16x4xi8>
!wide = memref<1x1x64x1x16x1xf32>
!plane = memref<1x2x8x4x16x1xf32>
!fine = memref<1x4x6x8x16x1xf32>

kernel.data @w = dense<1> : tensor<3200xi32>
kernel.data @v = dense<1> : tensor<192xi32>
kernel.data @m = dense<1.0> : tensor<64xf32>

// 50 * 64 dot products for 16 showers, or 50 * 4 for one; then 4 * 8 * 8 * 6, or 4 * 4 * 8 of 12 columns: two phases of z. Those of y would fill no vector better.
// CHECK-LABEL: func.func @program_avx512_vnni()
// CHECK-SAME: kernel.cost = 4736 : i64, kernel.schedule = #kernel<schedule lanes>
// CHECK: kernel.buffer : memref<1x1x50x1x16x4xi8>
// CHECK: tile [1, 16] block 16 dot vpdp :
// CHECK-LABEL: func.func @program_avx512_vnni_single()
// CHECK-SAME: kernel.cost = 328 : i64, kernel.schedule = #kernel<schedule single>
// CHECK: kernel.buffer : memref<1x1x50x1x1x4xi8>
// CHECK: tile [1, 64] block 16 dot vpdp {{.*}}lanes = #kernel<lanes channels>} :
// CHECK: tile [4, 16] block 16 dot fma {{.*}}lanes = #kernel<lanes channels>, merged = array<i1: false, false, true>}
// Fewer registers.
// CHECK-LABEL: func.func @program_x86_64_v3_single()
// CHECK: tile [1, 64] block 16 dot vpmaddwd {{.*}}lanes
// CHECK: tile [3, 16] block 16 dot fma {{.*}}lanes
// NAIVE: tile [1, 16] block 16 dot vpdp {lanes = #kernel<lanes channels>} :
// NAIVE: tile [1, 16] block 16 dot fma {lanes = #kernel<lanes channels>} :
func.func @program() {
  %a = kernel.buffer : !flat
  %b = kernel.buffer : !wide
  %c = kernel.view %b : !wide -> !plane
  %d = kernel.buffer : !fine
  kernel.phase_conv %a to %b weights @w multiplier @m x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 64 tile [1, 64] dot vpmaddwd : !flat -> !wide
  kernel.phase_conv %c to %d weights @v x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0, 0], taps = [1, 1]> z <stride = 1, dilation = 1, offsets = [0, 0], taps = [1, 1]>
    channels 6 tile [1, 6] dot fma : !plane -> !fine
  return
}
