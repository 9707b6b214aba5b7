// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: not ganc-opt %s 2>&1 | FileCheck %s

// CHECK: error: 'gan.constant' op resource "short" has 4 bytes, expected 8
func.func @constant() {
  %0 = gan.constant dense_resource<short> : tensor<2xf32>
  return
}

{-#
  dialect_resources: { builtin: { short: "0x040000000000803F" } }
#-}
