// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// y = relu(x * [[-1, 2, 1], [-1, 1, 4]] + [0, 2, 0]).
func.func @main(%x: tensor<?x2xf32> {gan.name = "x"}) -> (tensor<?x3xf32> {gan.name = "y"}) {
  %w = gan.constant dense<[[-1.0, 2.0, 1.0], [-1.0, 1.0, 4.0]]> : tensor<2x3xf32>
  %b = gan.constant dense<[0.0, 2.0, 0.0]> : tensor<3xf32>
  %y = gan.dense %x, %w bias %b {activation = #gan.activation<relu>}
     : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
