// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --kernel-emit-kernels --split-input-file --verify-diagnostics

// expected-error @below {{program has no known target and schedule, expected kernel-tile-kernels to have chosen them}}
func.func @program() {
  return
}

// -----

// expected-error @below {{program has no known target and schedule, expected kernel-tile-kernels to have chosen them}}
func.func @program() attributes {kernel.target = "z80", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 0 : i64} {
  return
}
