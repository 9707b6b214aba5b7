// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-convert-to-kernels --split-input-file --verify-diagnostics

// expected-error @below {{module has no function main}}
module {
}

// -----

func.func @main(%x: tensor<?x1x3xf32>) -> tensor<?x1x7xf32> {
  %w = gan.constant dense<1.0> : tensor<1x1x2xf32>
  // expected-error @below {{conv_transpose has dilation, expected 1 on every axis: others have no kernel}}
  %y = gan.conv_transpose %x, %w {strides = array<i64: 2>, dilations = array<i64: 2>, pads_low = array<i64: 0>,
      pads_high = array<i64: 0>, output_padding = array<i64: 0>}
     : (tensor<?x1x3xf32>, tensor<1x1x2xf32>) -> tensor<?x1x7xf32>
  return %y : tensor<?x1x7xf32>
}

// -----

func.func @main(%x: tensor<?x2xf32>) -> tensor<2xf32> {
  %c = gan.constant dense<1.0> : tensor<2xf32>
  // expected-error @below {{result 0 is a constant, expected a value that depends on the inputs}}
  return %c : tensor<2xf32>
}

// -----

func.func @main(%x: tensor<?x2xf32>) -> tensor<2xf32> {
  %c = gan.constant dense<1.0> : tensor<2xf32>
  // expected-error @below {{both operands are constants, expected gan-fold-constants to have folded them}}
  %y = gan.add %c, %c : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %y : tensor<2xf32>
}
