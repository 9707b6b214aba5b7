// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A buffer lives until the last use of it or of a view: the second cannot take the first one's place, the third can.
// RUN: ganc-opt %s --kernel-plan-arena | FileCheck %s

!f = memref<1x1x1x2x16x1xf32>
!g = memref<2x1x1x1x16x1xf32>

// CHECK: func.func @planned() attributes {kernel.arena_bytes = 256 : i64}
func.func @planned() {
  // CHECK: kernel.buffer at 0
  %a = kernel.buffer : !f
  kernel.read 0 to %a : !f
  // CHECK: kernel.view
  %v = kernel.view %a : !f -> !g
  // CHECK: kernel.buffer at 128
  %b = kernel.buffer : !g
  kernel.map relu %v to %b : !g -> !g
  // CHECK: kernel.buffer at 0
  %c = kernel.buffer : !g
  kernel.map relu %b to %c : !g -> !g
  kernel.write %c to 0 : !g
  return
}

// What another program needs does not count.
// CHECK: func.func @other() attributes {kernel.arena_bytes = 128 : i64}
func.func @other() {
  // CHECK: kernel.buffer at 0
  %a = kernel.buffer : !f
  kernel.read 0 to %a : !f
  kernel.write %a to 0 : !f
  return
}
