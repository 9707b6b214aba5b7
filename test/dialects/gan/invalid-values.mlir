// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s -split-input-file -verify-diagnostics

func.func @constant_shape() {
  // expected-error @below {{value is 'tensor<2xf32>', expected 'tensor<3xf32>'}}
  %0 = gan.constant dense<1.0> : tensor<2xf32> -> tensor<3xf32>
  return
}

// -----

func.func @constant_storage() {
  // expected-error @below {{value is 'tensor<2xi16>', expected 'tensor<2xi8>'}}
  %0 = gan.constant dense<1> : tensor<2xi16> -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

func.func @constant_batch() {
  // expected-error @below {{dst is 'tensor<?xf32>', expected a static shape}}
  %0 = gan.constant dense<1.0> : tensor<2xf32> -> tensor<?xf32>
  return
}

// -----

func.func @constant_missing() {
  // expected-error @below {{resource "absent" is missing, expected 8 bytes}}
  %0 = gan.constant dense_resource<absent> : tensor<2xf32>
  return
}

// -----

func.func @constant_sparse() {
  // expected-error @below {{value is neither dense nor a resource}}
  %0 = gan.constant sparse<[[0]], [1.0]> : tensor<2xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @batch_norm(%x: tensor<?x2x3xf32>, %c: tensor<3xf32>) {
  // expected-error @below {{scale is 3, expected 2 to match src}}
  %0 = gan.batch_norm %x, %c, %c : (tensor<?x2x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x2x3xf32>
  return
}

// -----

// expected-note @below {{src is an argument here}}
func.func @batch_norm_of_parameter(%x: tensor<4x2xf32>, %c: tensor<2xf32>) {
  // expected-error @below {{src is 4x2, expected batch and channels}}
  %0 = gan.batch_norm %x, %c, %c : (tensor<4x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  return
}

// -----

// expected-note @below {{lhs is an argument here}}
func.func @broadcast(%x: tensor<?x2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{rhs is 2, expected extents of ?x2x3 or one}}
  %0 = gan.add %x, %y : (tensor<?x2x3xf32>, tensor<2xf32>) -> tensor<?x2x3xf32>
  return
}

// -----

func.func @batch_inside(%x: tensor<?x3xf32>, %y: tensor<2x1x3xf32>) {
  // expected-error @below {{result #0 has extent ? on axis 1, expected a positive one}}
  %0 = gan.mul %x, %y : (tensor<?x3xf32>, tensor<2x1x3xf32>) -> tensor<2x?x3xf32>
  return
}

// -----

func.func @binary_result(%x: tensor<?x2x3xf32>, %y: tensor<2x1xf32>) {
  // expected-error @below {{dst is ?x2x1, expected ?x2x3}}
  %0 = gan.sub %x, %y : (tensor<?x2x3xf32>, tensor<2x1xf32>) -> tensor<?x2x1xf32>
  return
}

// -----

func.func @quantize_to_float(%x: tensor<?x2xf32>) {
  // expected-error @below {{dst is f32, expected quantized}}
  %0 = gan.quantize %x : tensor<?x2xf32> -> tensor<?x2xf32>
  return
}

// -----

func.func @quantize_per_axis(%x: tensor<?x2xf32>) {
  // expected-error @below {{expected f32 or f32 quantized per tensor}}
  %0 = gan.quantize %x : tensor<?x2xf32> -> tensor<?x2x!quant.uniform<u8:f32:1, {0.5, 0.25}>>
  return
}

// -----

func.func @dequantize_shape(%x: tensor<?x2x!quant.uniform<u8:f32, 0.5>>) {
  // expected-error @below {{dst is ?x3, expected ?x2}}
  %0 = gan.dequantize %x : tensor<?x2x!quant.uniform<u8:f32, 0.5>> -> tensor<?x3xf32>
  return
}
