// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
module attributes {gan.model = "functions"} {
  func.func @main(%x: tensor<?x3x2xf32> {gan.name = "x"}) -> (tensor<?x3x2xf32> {gan.name = "y"}) {
    %s = gan.sigmoid %x : tensor<?x3x2xf32>
    %t = gan.tanh %s : tensor<?x3x2xf32>
    %c = gan.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
    %n = gan.batch_norm %t, %c, %c : (tensor<?x3x2xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x3x2xf32>
    %p = gan.pad %n low [0, 0, 1] high [0, 0, 0] : tensor<?x3x2xf32> -> tensor<?x3x3xf32>
    %w = gan.constant dense<0.5> : tensor<3x3x2xf32>
    %y = gan.conv %p, %w {strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 0>,
        pads_high = array<i64: 0>} : (tensor<?x3x3xf32>, tensor<3x3x2xf32>) -> tensor<?x3x2xf32>
    return %y : tensor<?x3x2xf32>
  }
}
