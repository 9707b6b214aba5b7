// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Level 2, kept and broken.
// RUN: ganc-opt %s --gan-verify-quantized --split-input-file --verify-diagnostics

!u8 = !quant.uniform<u8:f32, 0.5:2>
!s8 = !quant.uniform<i8<-127:127>:f32, 0.5>

module attributes {gan.level = "quantized"} {
  func.func @main(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
    %w = gan.constant dense<1> : tensor<1x1xi8> -> tensor<1x1x!s8>
    %f = gan.constant dense<1.0> : tensor<1x1xf32>
    %m = gan.constant dense<1.0> : tensor<1xf32>
    %q = gan.quantize %x : tensor<?x1xf32> -> tensor<?x1x!u8>
    %a = gan.dense %q, %w multiplier %m {gan.precision = "u8"}
      : (tensor<?x1x!u8>, tensor<1x1x!s8>, tensor<1xf32>) -> tensor<?x1xf32>
    %y = gan.dense %a, %f {gan.precision = "f32"} : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
    return %y : tensor<?x1xf32>
  }
}

// -----

// expected-error @+2 {{module has no gan.level, expected "quantized"}}
// expected-note @+1 {{gan-quantize-weights sets it}}
module {
}

// -----

!s8 = !quant.uniform<i8<-127:127>:f32, 0.5>

module attributes {gan.level = "quantized"} {
  func.func @main(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
    %w = gan.constant dense<1> : tensor<1x1xi8> -> tensor<1x1x!s8>
    %m = gan.constant dense<1.0> : tensor<1xf32>
    // expected-note @+1 {{gan-quantize-activations gives it its type}}
    %q = gan.quantize %x : tensor<?x1xf32> -> tensor<?x1x!s8>
    // expected-error @+1 {{expected u8, s16 or f32}}
    %y = gan.dense %q, %w multiplier %m {gan.precision = "u8"}
      : (tensor<?x1x!s8>, tensor<1x1x!s8>, tensor<1xf32>) -> tensor<?x1xf32>
    return %y : tensor<?x1xf32>
  }
}

// -----

module attributes {gan.level = "quantized"} {
  // expected-note @+1 {{gan-quantize-activations gives it its type}}
  func.func @main(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
    %w = gan.constant dense<1.0> : tensor<1x1xf32>
    // expected-error @+1 {{src is f32, expected u8 as gan.precision says}}
    %y = gan.dense %x, %w {gan.precision = "u8"} : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
    return %y : tensor<?x1xf32>
  }
}

// -----

module attributes {gan.level = "quantized"} {
  func.func @main(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
    %w = gan.constant dense<1.0> : tensor<1x1xf32>
    // expected-note @+1 {{gan-quantize-weights makes it}}
    %b = gan.constant dense<0x7F800000> : tensor<1xf32>
    // expected-error @+1 {{bias is INF at element 0, expected a finite number}}
    %y = gan.dense %x, %w bias %b {gan.precision = "f32"} : (tensor<?x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
    return %y : tensor<?x1xf32>
  }
}

// -----

!u8 = !quant.uniform<u8:f32, 0.5:2>

module attributes {gan.level = "quantized"} {
  func.func @main(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
    %w = gan.constant dense<1.0> : tensor<1x1xf32>
    %q = gan.quantize %x : tensor<?x1xf32> -> tensor<?x1x!u8>
    // expected-note @+1 {{gan-quantize-weights lets the op read them}}
    %f = gan.dequantize %q : tensor<?x1x!u8> -> tensor<?x1xf32>
    // expected-error @+1 {{src is dequantized, expected stored integers}}
    %y = gan.dense %f, %w {gan.precision = "f32"} : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
    return %y : tensor<?x1xf32>
  }
}

// -----

!u8 = !quant.uniform<u8:f32, 0.5:2>

module attributes {gan.level = "quantized"} {
  // expected-error @+1 {{argument 0 is 'tensor<?x1x!quant.uniform<u8:f32, 5.000000e-01:2>>', expected f32}}
  func.func @main(%x: tensor<?x1x!u8>) -> tensor<?x1x!u8> {
    return %x : tensor<?x1x!u8>
  }
}
