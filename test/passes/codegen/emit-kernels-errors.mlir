// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --kernel-emit-kernels --split-input-file --verify-diagnostics

// expected-error @below {{program has no known target, expected kernel-tile-kernels to have named one}}
func.func @program() {
  return
}

// -----

// expected-error @below {{program has no known target, expected kernel-tile-kernels to have named one}}
func.func @program() attributes {kernel.target = "z80", kernel.arena_bytes = 0 : i64} {
  return
}
