// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One program for each target and schedule: all of schedule lanes have the channels of a tile, positions as many as
// registers hold.
// RUN: ganc-opt %s --kernel-tile-kernels="targets=baseline,x86-64-v3,x86-64-v4,avx512-vnni schedules=lanes" | FileCheck %s
// RUN: ganc-opt %s --kernel-tile-kernels="targets=avx512-vnni schedules=lanes naive" | FileCheck %s --check-prefix=NAIVE
// RUN: ganc-opt %s --kernel-tile-kernels="targets=avx512-vnni schedules=lanes rank=1" | FileCheck %s --check-prefix=DEAREST
// RUN: not ganc-opt %s --kernel-tile-kernels="targets=baseline rank=1.5" 2>&1 | FileCheck %s --check-prefix=RANK
// RUN: not ganc-opt %s --kernel-tile-kernels="targets=baseline schedules=triple" 2>&1 | FileCheck %s --check-prefix=SCHEDULE
// RUN: not ganc-opt %s --kernel-tile-kernels="targets=pentium" 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not ganc-opt %S/plan-arena.mlir --kernel-tile-kernels 2>&1 | FileCheck %s --check-prefix=NO-PROGRAM

// UNKNOWN: target is pentium, expected one of baseline, x86-64-v3, x86-64-v4, avx512-vnni
// RANK: rank is 1.5{{.*}}, expected 0 to 1
// SCHEDULE: schedule is triple, expected lanes or single
// NO-PROGRAM: module has no function program: gan-convert-to-kernels makes it

!bytes = memref<1x1x1x12x16x4xi8>
!floats = memref<1x1x5x12x16x1xf32>

kernel.data @w = dense<1> : tensor<5xi32>
kernel.data @v = dense<1> : tensor<25xi32>
kernel.data @m = dense<1.0> : tensor<5xf32>

// CHECK-LABEL: func.func @program_baseline() attributes {kernel.cost = {{[0-9]+}} : i64, kernel.schedule = #kernel<schedule lanes>, kernel.target = "baseline"}
// CHECK: tile [1, 5] dot vpmaddwd
// CHECK: tile [1, 5] dot fma
// CHECK-LABEL: func.func @program_x86_64_v3() attributes {kernel.cost = {{[0-9]+}} : i64, kernel.schedule = #kernel<schedule lanes>, kernel.target = "x86-64-v3"}
// CHECK: tile [1, 5] dot vpmaddwd
// CHECK: tile [1, 5] dot fma
// CHECK-LABEL: func.func @program_x86_64_v4() attributes {kernel.cost = {{[0-9]+}} : i64, kernel.schedule = #kernel<schedule lanes>, kernel.target = "x86-64-v4"}
// CHECK: tile [5, 5] dot vpmaddwd
// CHECK: tile [5, 5] dot fma
// CHECK-LABEL: func.func @program_avx512_vnni() attributes {kernel.cost = {{[0-9]+}} : i64, kernel.schedule = #kernel<schedule lanes>, kernel.target = "avx512-vnni"}
// CHECK: tile [5, 5] dot vpdp
// CHECK: tile [5, 5] dot fma
// CHECK-NOT: func.func @program()
// DEAREST: tile [1, 4] dot vpdp {kernel.cost = 1.560000e+02 : f64}
// NAIVE: tile [1, 1] dot vpdp
// NAIVE: tile [1, 1] dot fma
func.func @program() {
  %a = kernel.buffer : !bytes
  %b = kernel.buffer : !floats
  %c = kernel.buffer : !floats
  kernel.phase_conv %a to %b weights @w multiplier @m x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 5 tile [1, 5] dot vpmaddwd : !bytes -> !floats
  kernel.phase_conv %b to %c weights @v x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 5 tile [1, 5] dot fma : !floats -> !floats
  return
}
