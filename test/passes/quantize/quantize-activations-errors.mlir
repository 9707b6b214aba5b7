// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-quantize-activations --split-input-file --verify-diagnostics

func.func @main(%x: tensor<?x1xf32> {gan.name = "x", gan.range = [0.0, 1.0], gan.magnitude = 1.0})
    -> (tensor<?x1xf32> {gan.name = "y"}) {
  %w = gan.constant dense<1.0> : tensor<1x1xf32>
  // expected-error @+1 {{attribute 'gan.precision' is "u4", expected u8, s16 or f32 from gan-choose-precision}}
  %y = gan.dense %x, %w {gan.precision = "u4"} : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// expected-error @+1 {{range is [0.000000e+00, INF], expected finite and ascending}}
func.func @main(%x: tensor<?x1xf32> {gan.name = "x", gan.range = [0.0, 0x7FF0000000000000 : f64], gan.magnitude = 1.0})
    -> (tensor<?x1xf32> {gan.name = "y"}) {
  %w = gan.constant dense<1.0> : tensor<1x1xf32>
  %y = gan.dense %x, %w {gan.precision = "u8"} : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

func.func @main(%x: tensor<?x1xf32> {gan.name = "x", gan.range = [0.0, 1.0], gan.magnitude = 1.0})
    -> (tensor<?x1xf32> {gan.name = "y"}) {
  %w = gan.constant dense<1.0> : tensor<1x1xf32>
  // expected-error @+1 {{value has no statistics, expected the attributes 'gan.range' and 'gan.magnitude'}}
  %a = gan.tanh %x : tensor<?x1xf32>
  %y = gan.dense %a, %w {gan.precision = "s16"} : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
