// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Wrong pins.
// RUN: not ganc-opt %s --gan-choose-precision="pins=head:u4" 2>&1 | FileCheck %s --check-prefix=WORD
// RUN: not ganc-opt %s --gan-choose-precision="pins=u8" 2>&1 | FileCheck %s --check-prefix=FORM
// RUN: not ganc-opt %s --gan-choose-precision="pins=tail:u8,head:f32" 2>&1 | FileCheck %s --check-prefix=ABSENT
// RUN: not ganc-opt %s --gan-choose-precision="pins=head:u8,head:s16" 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: not ganc-opt %s --gan-choose-precision 2>&1 | FileCheck %s --check-prefix=STATISTICS

// WORD: error: pin is 'head:u4', expected NODE:u8, NODE:s16 or NODE:f32
// FORM: error: pin is 'u8', expected NODE:u8, NODE:s16 or NODE:f32
// ABSENT: error: node 'tail' is pinned but no op that multiplies weights has that name
// TWICE: error: node 'head' has two pins, expected one
// STATISTICS: error: value has no statistics, expected the attributes 'gan.range' and 'gan.magnitude' from calibration
module {
  func.func @main(%x: tensor<?x1xf32> {gan.name = "x"}) -> (tensor<?x1xf32> {gan.name = "y"}) {
    %w = gan.constant dense<1.0> : tensor<1x1xf32>
    %a = gan.relu %x : tensor<?x1xf32>
    %y = gan.dense %a, %w : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32> loc("head")
    return %y : tensor<?x1xf32>
  }
}
