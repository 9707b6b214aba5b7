// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// s16 is where a search begins; what was chosen stays; pins, by any node that an op was made from, override both.
// RUN: ganc-opt %s --gan-choose-precision | FileCheck %s
// RUN: ganc-opt %s --gan-choose-precision=all | FileCheck %s --check-prefix=ALL
// RUN: ganc-opt %s --gan-choose-precision="pins=head:f32,norm:u8" | FileCheck %s --check-prefix=PINS
// RUN: ganc-opt %s --gan-choose-precision="all pins=body:s16" | FileCheck %s --check-prefix=BOTH

func.func @main(%x: tensor<?x2xf32> {gan.name = "x"}) -> (tensor<?x2xf32> {gan.name = "y"}) {
  %w = gan.constant dense<[[3.0, 0.0], [4.0, 1.0]]> : tensor<2x2xf32>

  // CHECK: gan.dense{{.*}}gan.precision = "s16"
  // ALL: gan.dense{{.*}}gan.precision = "u8"
  // PINS: gan.dense{{.*}}gan.precision = "f32"
  // BOTH: gan.dense{{.*}}gan.precision = "u8"
  %head = gan.dense %x, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32> loc("head")

  // CHECK: gan.dense{{.*}}gan.precision = "s16"
  // ALL: gan.dense{{.*}}gan.precision = "u8"
  // PINS: gan.dense{{.*}}gan.precision = "u8"
  // BOTH: gan.dense{{.*}}gan.precision = "s16"
  %body = gan.dense %head, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32> loc(fused["body", "norm"])

  // CHECK: gan.dense{{.*}}gan.precision = "u8"
  // ALL: gan.dense{{.*}}gan.precision = "u8"
  // PINS: gan.dense{{.*}}gan.precision = "u8"
  // BOTH: gan.dense{{.*}}gan.precision = "u8"
  %tail = gan.dense %body, %w {gan.precision = "u8"}
    : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32> loc("tail")
  return %tail : tensor<?x2xf32>
}
