// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-convert-to-kernels --kernel-tile-kernels="targets=avx512-vnni" --kernel-pack-weights --kernel-plan-planes | FileCheck %s
// RUN: ganc-opt %s --gan-convert-to-kernels --kernel-tile-kernels="targets=avx512-vnni" --kernel-pack-weights --kernel-plan-planes --kernel-plan-arena | FileCheck --check-prefix=ARENA %s

// 16 x 8 x 16 positions of 8 channels of 16 showers are 1 MiB. The second convolution reads three planes, the output
// one. The buffer before the small first one is whole.
// CHECK-LABEL: func.func @program_avx512_vnni()
// CHECK: %[[X:.*]] = kernel.buffer : memref<16x8x1x16x16x1xf32>
// CHECK: kernel.read 0 to %[[X]]
// CHECK: %[[A:.*]] = kernel.buffer planes 3 : memref<16x8x8x16x16x1xf32>
// CHECK: kernel.phase_conv %[[X]] to %[[A]]
// CHECK: %[[B:.*]] = kernel.buffer planes 1 : memref<16x8x8x16x16x1xf32>
// CHECK: kernel.phase_conv %[[A]] to %[[B]]
// CHECK: kernel.write %[[B]] to 0

// One shower's 64 KiB are more than the L1 cache, too; its input's 8 KiB are not.
// CHECK-LABEL: func.func @program_avx512_vnni_single()
// CHECK: kernel.buffer : memref<16x8x1x16x1x1xf32>
// CHECK: kernel.buffer planes 3 : memref<16x8x8x16x1x1xf32>
// CHECK: kernel.buffer planes 1 : memref<16x8x8x16x1x1xf32>

// Those that take turns are alive together: 128 KiB of the input, 3 and 1 planes of 64 KiB.
// ARENA: kernel.arena_bytes = 393216
func.func @main(%x: tensor<?x1x16x8x16xf32> {gan.name = "x"}) -> (tensor<?x8x16x8x16xf32> {gan.name = "y"}) {
  %a = gan.constant dense<0.5> : tensor<8x1x1x1x1xf32>
  %b = gan.constant dense<0.5> : tensor<8x8x3x1x1xf32>
  %0 = gan.conv %x, %a {strides = array<i64: 1, 1, 1>, dilations = array<i64: 1, 1, 1>, pads_low = array<i64: 0, 0, 0>, pads_high = array<i64: 0, 0, 0>}
     : (tensor<?x1x16x8x16xf32>, tensor<8x1x1x1x1xf32>) -> tensor<?x8x16x8x16xf32>
  %1 = gan.conv %0, %b {strides = array<i64: 1, 1, 1>, dilations = array<i64: 1, 1, 1>, pads_low = array<i64: 1, 0, 0>, pads_high = array<i64: 1, 0, 0>}
     : (tensor<?x8x16x8x16xf32>, tensor<8x8x3x1x1xf32>) -> tensor<?x8x16x8x16xf32>
  return %1 : tensor<?x8x16x8x16xf32>
}
