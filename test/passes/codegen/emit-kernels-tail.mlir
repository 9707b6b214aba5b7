// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs of both schedules become one function. One shower costs a third of a block, so tails of up to 3 go one by one:
// n + 12 over 16 blocks.
// RUN: ganc-opt %s --kernel-emit-kernels | FileCheck %s

// CHECK: llvm.func internal @"model.avx512-vnni.0_write"
// CHECK: llvm.func internal @"model.avx512-vnni.single.0_write"
// CHECK: llvm.func internal @model_run_avx512_vnni(%[[N:[^:]*]]: i64,
// CHECK-SAME: kernel.arena_bytes = 128 : i64, kernel.tail = 3 : i64, kernel.tail_bytes = 64 : i64
// CHECK: %[[C:.*]] = arith.constant 12 : i64
// CHECK: %[[UP:.*]] = arith.addi %[[N]], %[[C]]
// CHECK: %[[BLOCKS:.*]] = arith.divui %[[UP]],
// CHECK: scf.for %{{.*}} = %{{.*}} to %[[BLOCKS]]
// CHECK: llvm.call @"model.avx512-vnni.0_write"(
// CHECK: %[[DONE:.*]] = arith.muli %[[BLOCKS]],
// CHECK: scf.for %[[SHOWER:.*]] = %[[DONE]] to %[[N]]
// CHECK: llvm.call @"model.avx512-vnni.single.0_write"(%{{.*}}, %{{.*}}, %{{.*}}, %[[SHOWER]], %[[N]], %{{.*}}, %{{.*}})
func.func @program_avx512_vnni_single() attributes {
    kernel.target = "avx512-vnni", kernel.schedule = #kernel<schedule single>, kernel.arena_bytes = 64 : i64, kernel.cost = 30 : i64} {
  %a = kernel.buffer at 0 : memref<1x1x2x1x1x1xf32>
  kernel.write %a to 0 : memref<1x1x2x1x1x1xf32>
  return
}
func.func @program_avx512_vnni() attributes {
    kernel.target = "avx512-vnni", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 128 : i64, kernel.cost = 100 : i64} {
  %a = kernel.buffer at 0 : memref<1x1x2x1x16x1xf32>
  kernel.write %a to 0 : memref<1x1x2x1x16x1xf32>
  return
}

// Only one shower at a time: no calls need more memory than others.
// CHECK: llvm.func internal @model_run_baseline(
// CHECK-SAME: kernel.arena_bytes = 64 : i64, kernel.tail = 9223372036854775807 : i64, kernel.tail_bytes = 64 : i64
// CHECK: llvm.call @model.baseline.single.0_write(
// CHECK-NOT: llvm.call
func.func @program_baseline_single() attributes {
    kernel.target = "baseline", kernel.schedule = #kernel<schedule single>, kernel.arena_bytes = 64 : i64, kernel.cost = 30 : i64} {
  %a = kernel.buffer at 0 : memref<1x1x2x1x1x1xf32>
  kernel.write %a to 0 : memref<1x1x2x1x1x1xf32>
  return
}
