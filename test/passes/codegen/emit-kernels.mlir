// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each kernel becomes a function named after its node, each program one that calls them in order, data constants.
// RUN: ganc-opt %s --kernel-emit-kernels | FileCheck %s --implicit-check-not=kernel.data --implicit-check-not=func.func
// RUN: ganc-opt %s --kernel-emit-kernels | FileCheck %s --check-prefix=MOVE

!b = memref<1x1x1x1x16x4xi8>
!f = memref<1x1x1x1x16x1xf32>
!g = memref<1x1x2x1x16x1xf32>

module attributes {gan.model = "my-net"} {

// CHECK: llvm.mlir.global internal constant @w(dense<1> : tensor<1xi32>) {{.*}}alignment = 64
kernel.data @w = dense<1> : tensor<1xi32>
kernel.data @m = dense<1.0> : tensor<1xf32>
kernel.data @t = dense<0> : tensor<4xi32>

// Without fma it is a function of the module.
// CHECK: llvm.func internal @ganc.fma({{.*}}"noinline"
// CHECK: llvm.func internal @"my-net.baseline.0_read"({{.*}}no_inline{{.*}}["prefer-vector-width", "128"], "nounwind", "no-builtins"], target_cpu = "x86-64"}
// CHECK: llvm.func internal @"my-net.baseline.2_conv"
// CHECK: llvm.call_intrinsic "llvm.x86.sse2.pmadd.wd"
// CHECK: llvm.call @ganc.fma
// CHECK: llvm.func internal @my_net_run_baseline(%{{.*}}: i64, %[[IN:.*]]: !llvm.ptr, %[[OUT:.*]]: !llvm.ptr, %[[ARENA:.*]]: !llvm.ptr) -> i32
// CHECK-SAME: kernel.arena_bytes = 192 : i64, {{.*}}kernel.target = "baseline"
// CHECK: scf.for
// CHECK: llvm.call @"my-net.baseline.0_read"(%[[IN]], %[[OUT]], %[[ARENA]],
// CHECK: llvm.call @"my-net.baseline.1_convert"
// CHECK: llvm.call @"my-net.baseline.2_conv"
// CHECK: llvm.call @"my-net.baseline.3_write"
// CHECK: llvm.return %{{.*}} : i32
func.func @program_baseline() attributes {kernel.target = "baseline", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 192 : i64} {
  %x = kernel.buffer at 0 : !f
  kernel.read 0 to %x : !f
  %a = kernel.buffer at 64 : !b
  kernel.convert %x to %a factor 2.0 storage [0, 255, 128] channels 1 : !f -> !b
  %y = kernel.buffer at 128 : !f
  kernel.phase_conv %a to %y weights @w multiplier @m x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 1 tile [1, 1] dot vpmaddwd : !b -> !f loc("conv")
  kernel.write %y to 0 : !f
  return
}

// The same sum in one instruction, and a tile of one value: the table's words are all 0.
// CHECK: llvm.func internal @"my-net.avx512-vnni.0_conv"
// CHECK: llvm.call_intrinsic "llvm.x86.avx512.vpdpbusd.512"
// CHECK: llvm.intr.fma
// CHECK: llvm.func internal @my_net_run_avx512_vnni({{.*}}target_features = #llvm.target_features<["+avx512vnni", "+fast-dpwssd"
// MOVE: llvm.mlir.global internal constant @"my-net.avx512-vnni.1_tile.table"(dense<2> : tensor<2xi32>)
func.func @program_avx512_vnni() attributes {kernel.target = "avx512-vnni", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 320 : i64} {
  %a = kernel.buffer at 64 : !b
  %y = kernel.buffer at 128 : !f
  kernel.phase_conv %a to %y weights @w multiplier @m x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 1 tile [1, 1] dot vpdp : !b -> !f loc("conv")
  %z = kernel.buffer at 192 : !g
  kernel.move %y to %z table @t : !f -> !g loc("tile")
  return
}

}
