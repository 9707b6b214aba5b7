// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --machine-verify --split-input-file --verify-diagnostics

// One exported function, and the dispatcher of abi.h.
llvm.func @ganc_dispatch_v1(!llvm.ptr) -> i32
llvm.func @net_model() {
  llvm.return
}

// -----

// expected-error @below {{module exports 0 functions, expected one, MODEL_model}}
module {
  llvm.func internal @net_model() {
    llvm.return
  }
}

// -----

// expected-error @below {{module exports 2 functions, expected one, MODEL_model}}
module {
  llvm.func @net_model() {
    llvm.return
  }
  llvm.func @other_model() {
    llvm.return
  }
}

// -----

// expected-error @below {{function @net is exported, expected only MODEL_model}}
llvm.func @net() {
  llvm.return
}

// -----

// expected-error @below {{function @memcpy is not in the module, expected one of abi.h}}
llvm.func @memcpy(!llvm.ptr, !llvm.ptr, i64) -> !llvm.ptr
llvm.func @net_model() {
  llvm.return
}

// -----

llvm.func @net_model() {
  %n = llvm.mlir.constant(4 : i64) : i64
  // expected-error @below {{op allocates on the stack, expected all memory to be the caller's workspace}}
  %p = llvm.alloca %n x i8 : (i64) -> !llvm.ptr
  llvm.return
}

// -----

llvm.func @net_model() {
  // expected-error @below {{op is arith.constant, expected only the llvm dialect}}
  %n = arith.constant 4 : i64
  llvm.return
}
