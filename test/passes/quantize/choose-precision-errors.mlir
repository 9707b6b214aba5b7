// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Wrong pins.
// RUN: not ganc-opt %s --gan-choose-precision="pins=head:u4" 2>&1 | FileCheck %s --check-prefix=WORD
// RUN: not ganc-opt %s --gan-choose-precision="pins=u8" 2>&1 | FileCheck %s --check-prefix=FORM
// RUN: not ganc-opt %s --gan-choose-precision="pins=tail:u8,head:f32" 2>&1 | FileCheck %s --check-prefix=ABSENT
// RUN: not ganc-opt %s --gan-choose-precision="pins=head:u8,norm:s16" 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: ganc-opt %s --gan-choose-precision="pins=head:u8,norm:u8" 2>&1 | FileCheck %s --check-prefix=AGREED

// WORD: error: pin is 'head:u4', expected NODE:u8, NODE:s16 or NODE:f32
// FORM: error: pin is 'u8', expected NODE:u8, NODE:s16 or NODE:f32
// ABSENT: error: node 'tail' is pinned but no op that multiplies weights is made from it
// TWICE: error: node 'norm' has two pins, expected one: it is part of an op that is pinned to u8
// AGREED: gan.precision = "u8"
module {
  func.func @main(%x: tensor<?x1xf32> {gan.name = "x"}) -> (tensor<?x1xf32> {gan.name = "y"}) {
    %w = gan.constant dense<1.0> : tensor<1x1xf32>
    %a = gan.relu %x : tensor<?x1xf32>
    %y = gan.dense %a, %w : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32> loc(fused["head", "norm"])
    return %y : tensor<?x1xf32>
  }
}
