// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --gan-verify-graph --split-input-file --verify-diagnostics

func.func @main(%z: tensor<?x2xf32> {gan.name = "z"}) -> (tensor<?x3xf32> {gan.name = "y"}) {
  %w = gan.constant dense<1.0> : tensor<2x3xf32>
  %y = gan.dense %z, %w : (tensor<?x2xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

// expected-error @below {{module has 1 ops, expected one function 'main' with a body}}
module {
  func.func @generator(%z: tensor<?x2xf32> {gan.name = "z"}) -> (tensor<?x2xf32> {gan.name = "y"}) {
    return %z : tensor<?x2xf32>
  }
}

// -----

// expected-error @below {{argument 0 has no name, expected the string attribute 'gan.name'}}
func.func @main(%z: tensor<?x2xf32>) -> (tensor<?x2xf32> {gan.name = "y"}) {
  return %z : tensor<?x2xf32>
}

// -----

// expected-error @below {{result 0 has no name, expected the string attribute 'gan.name'}}
func.func @main(%z: tensor<?x2xf32> {gan.name = "z"}) -> tensor<?x2xf32> {
  return %z : tensor<?x2xf32>
}

// -----

// expected-error @below {{argument 0 is 'tensor<1x2xf32>', expected a dynamic batch first}}
func.func @main(%z: tensor<1x2xf32> {gan.name = "z"}) -> (tensor<1x2xf32> {gan.name = "y"}) {
  return %z : tensor<1x2xf32>
}

// -----

// expected-error @below {{argument 0 is 'tensor<?x?xf32>', expected static extents but for the batch}}
func.func @main(%z: tensor<?x?xf32> {gan.name = "z"}) -> (tensor<?x?xf32> {gan.name = "y"}) {
  return %z : tensor<?x?xf32>
}

// -----

// expected-error @below {{argument 0 is 'tensor<?x2xf64>', expected a tensor of f32 with axes}}
func.func @main(%z: tensor<?x2xf64> {gan.name = "z"}) -> (tensor<?x2xf64> {gan.name = "y"}) {
  return %z : tensor<?x2xf64>
}

// -----

func.func @main(%z: tensor<?x2xf32> {gan.name = "z"}) -> (tensor<?x2xf32> {gan.name = "y"}) {
  // expected-error @below {{is of another dialect, expected gan}}
  %y = math.exp %z : tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

func.func @main(%z: tensor<?x2xf32> {gan.name = "z"}) -> (tensor<?x2xf32> {gan.name = "y"}) {
  // expected-error @below {{element 1 is INF, expected a finite number}}
  %c = gan.constant dense<[1.0, 0x7F800000]> : tensor<2xf32>
  %y = gan.mul %z, %c : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

func.func @main(%z: tensor<?x1xf32> {gan.name = "z"}) -> (tensor<?x1xf32> {gan.name = "y"}) {
  %s = gan.constant dense<1.0> : tensor<1x1xf32>
  // expected-note @below {{it is computed here; gan-fold-constants folds what depends on parameters only}}
  %w = gan.add %s, %s : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  // expected-error @below {{weight is computed, expected a constant}}
  %y = gan.dense %z, %w : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
