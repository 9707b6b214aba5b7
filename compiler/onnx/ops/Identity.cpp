// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The operand under another name.

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

LogicalResult importIdentity(Binder &node) {
  return node.defineReshaped(node.shape(0));
}

} // namespace ganc::onnx_import
