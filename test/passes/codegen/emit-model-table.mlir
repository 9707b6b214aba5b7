// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --kernel-emit-model-table="compiler-version=9.8.7" | FileCheck %s
// RUN: ganc-opt %s --kernel-emit-model-table --machine-verify -o /dev/null

module attributes {gan.model = "my-net",
                   kernel.inputs = [{name = "z", shape = array<i64: 7>}],
                   kernel.outputs = [{name = "y", shape = array<i64: 3, 2>}],
                   kernel.conditions = [{name = "energy", unit = "GeV", low = 1.0, high = 2.5}],
                   kernel.metadata = dense<[1, 2, 3]> : tensor<3xi8>} {
  llvm.func internal @my_net_run_baseline(%n: i64, %i: !llvm.ptr, %o: !llvm.ptr, %w: !llvm.ptr) -> i32
      attributes {kernel.target = "baseline", kernel.arena_bytes = 640 : i64} {
    %0 = llvm.mlir.constant(0 : i32) : i32
    llvm.return %0 : i32
  }
  llvm.func internal @my_net_run_avx512_vnni(%n: i64, %i: !llvm.ptr, %o: !llvm.ptr, %w: !llvm.ptr) -> i32
      attributes {kernel.target = "avx512-vnni", kernel.arena_bytes = 1280 : i64, kernel.tail = 5 : i64, kernel.tail_bytes = 320 : i64} {
    %0 = llvm.mlir.constant(0 : i32) : i32
    llvm.return %0 : i32
  }
}

// What abi.h names, and the largest arena of all variants; up to 5 showers need less of one of them.
// CHECK: llvm.func @ganc_dispatch_v1(!llvm.ptr, i64, !llvm.ptr, !llvm.ptr, !llvm.ptr) -> i32
// CHECK: llvm.func internal @my_net_workspace_bytes(%{{.*}}: i64) -> i64
// CHECK: llvm.mlir.constant(5 : i64)
// CHECK: llvm.icmp "sle"
// CHECK: llvm.mlir.constant(320 : i64)
// CHECK: llvm.mlir.constant(1280 : i64)
// CHECK: llvm.intr.smax
// Strings end in zero; elements of a tensor are counted.
// CHECK: llvm.mlir.global internal constant @[[TABLE:my_net_table_[0-9]+]]()
// CHECK-DAG: llvm.mlir.global internal constant @{{.*}}("my-net\00")
// CHECK-DAG: llvm.mlir.global internal constant @{{.*}}("9.8.7\00")
// CHECK-DAG: llvm.mlir.global internal constant @{{.*}}("energy\00")
// CHECK-DAG: llvm.mlir.global internal constant @{{.*}}("GeV\00")
// CHECK-DAG: llvm.mlir.global internal constant @{{.*}}(dense<[3, 2]> : tensor<2xi64>)
// CHECK-DAG: llvm.mlir.constant(6 : i64)
// CHECK-DAG: llvm.mlir.constant(2.500000e+00 : f64)
// The best variant comes first.
// CHECK: llvm.mlir.addressof @my_net_run_avx512_vnni
// CHECK: llvm.mlir.addressof @my_net_run_baseline
// CHECK: llvm.mlir.global internal constant @my_net_metadata(dense<[1, 2, 3]> : tensor<3xi8>) {{.*}}section = ".ganc.metadata"
// CHECK: llvm.func internal @my_net_run(
// CHECK: llvm.call @ganc_dispatch_v1(
// The only exported function.
// CHECK: llvm.func @my_net_model() -> !llvm.ptr
// CHECK-NEXT: llvm.mlir.addressof @[[TABLE]]
