// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-convert-to-kernels --kernel-tile-kernels="targets=x86-64-v3,avx512-vnni" --kernel-pack-weights --kernel-plan-copies --kernel-plan-arena | FileCheck %s

// 16 x 20000 weights are 1.3 MB: input and result of the dense layer have 4 copies, which wait for their turn. What is
// behind has one. Fewer registers hold no tile of 4 copies.
// CHECK-LABEL: func.func @program_x86_64_v3()
// CHECK-NOT: copies
// CHECK-LABEL: func.func @program_avx512_vnni()
// CHECK-SAME: kernel.arena_bytes = 5124096
// CHECK: %[[X:.*]] = kernel.buffer copies 4 at {{.*}} : memref<1x1x16x1x16x1xf32>
// CHECK: %[[A:.*]] = kernel.buffer copies 4 at {{.*}} : memref<1x1x20000x1x16x1xf32>
// CHECK: kernel.phase_conv %[[X]] to %[[A]] {{.*}} tile [1, 16] block 16 copies_tile 4 dot fma
// CHECK: kernel.buffer at {{.*}} : memref<1x1x1x1x16x1xf32>

// One shower at a time has nothing to share.
// CHECK-LABEL: func.func @program_avx512_vnni_single()
// CHECK-NOT: copies
func.func @main(%x: tensor<?x16xf32> {gan.name = "x"}) -> (tensor<?x1xf32> {gan.name = "y"}) {
  %a = gan.constant dense<0.5> : tensor<16x20000xf32>
  %b = gan.constant dense<0.5> : tensor<20000x1xf32>
  %0 = gan.dense %x, %a {activation = #gan.activation<relu>} : (tensor<?x16xf32>, tensor<16x20000xf32>) -> tensor<?x20000xf32>
  %1 = gan.dense %0, %b : (tensor<?x20000xf32>, tensor<20000x1xf32>) -> tensor<?x1xf32>
  return %1 : tensor<?x1xf32>
}
