// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-quantize-weights --split-input-file --verify-diagnostics

!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0e38>

func.func @main(%x: tensor<?x1x!s16>) -> tensor<?x1xf32> {
  %w = gan.constant dense<3.0e38> : tensor<1x1xf32>
  %f = gan.dequantize %x : tensor<?x1x!s16> -> tensor<?x1xf32>
  // expected-error @+1 {{multiplier of channel 0 is INF, expected a finite number}}
  %y = gan.dense %f, %w : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

!s16 = !quant.uniform<i16<-32767:32767>:f32, 1.0>

func.func @main(%x: tensor<?x1x!s16>, %w: tensor<1x1xf32>) -> tensor<?x1xf32> {
  %f = gan.dequantize %x : tensor<?x1x!s16> -> tensor<?x1xf32>
  // expected-error @+1 {{weight or bias is no f32 constant, expected one before quantization}}
  %y = gan.dense %f, %w : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
