// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The rule, op by op, and what overrides it.
// RUN: ganc-opt %s --gan-choose-precision=remarks 2>&1 | FileCheck %s
// RUN: ganc-opt %s --gan-choose-precision=all | FileCheck %s --check-prefix=ALL
// RUN: ganc-opt %s --gan-choose-precision="pins=head:f32,noisy:u8" | FileCheck %s --check-prefix=PINS

// ALL-COUNT-4: gan.precision = "u8"
// PINS: gan.dense{{.*}}gan.precision = "f32"
// PINS: gan.dense{{.*}}gan.precision = "s16"
// PINS: gan.dense{{.*}}gan.precision = "u8"
// PINS: gan.dense{{.*}}gan.precision = "u8"
func.func @main(%x: tensor<?x2xf32> {gan.name = "x", gan.range = [-4.0, 4.0], gan.magnitude = 1.0})
    -> (tensor<?x1xf32> {gan.name = "y"}) {
  %w = gan.constant dense<[[3.0, 0.0], [4.0, 1.0]]> : tensor<2x2xf32>
  %v = gan.constant dense<[[3.0], [4.0]]> : tensor<2x1xf32>

  // CHECK: s16: its source is linear in the network's inputs
  %head = gan.dense %x, %w {gan.range = [-28.0, 28.0], gan.magnitude = 5.0}
    : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32> loc("head")

  // A norm and a pad do not end linearity.
  %n = gan.constant dense<1.0> : tensor<2xf32>
  %norm = gan.batch_norm %head, %n, %n {gan.range = [-27.0, 29.0], gan.magnitude = 5.0}
    : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %pad = gan.pad %norm low [0, 0] high [0, 0] : tensor<?x2xf32> -> tensor<?x2xf32>
  // CHECK: s16: its source is linear in the network's inputs
  %body = gan.dense %pad, %w {activation = #gan.activation<relu>, gan.range = [0.0, 255.0], gan.magnitude = 30.0}
    : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32> loc("body")

  // Steps of 1, weights of norm 5: noise 5 / sqrt(12) = 1.44 on a result of 2, and of 20.
  // CHECK: s16: 8 bits of the source add noise of 0.722 of the result's magnitude
  %noisy = gan.dense %body, %v {gan.range = [0.0, 255.0], gan.magnitude = 2.0}
    : (tensor<?x2xf32>, tensor<2x1xf32>) -> tensor<?x1xf32> loc("noisy")
  // CHECK: u8: 8 bits of the source add noise of 0.0722 of the result's magnitude
  %calm = gan.dense %body, %v {gan.range = [0.0, 255.0], gan.magnitude = 20.0}
    : (tensor<?x2xf32>, tensor<2x1xf32>) -> tensor<?x1xf32> loc("calm")
  %y = gan.add %noisy, %calm : (tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
