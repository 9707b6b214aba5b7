// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/onnx/OnnxOps.h"

#include <cstdint>

namespace ganc::onnx_import {

#define OP(DOMAIN, NAME, SINCE, UNTIL, MIN, MAX) llvm::LogicalResult import##NAME(Binder &node);
#include "compiler/onnx/OnnxOps.inc"
#undef OP

static constexpr size_t kAnyNumber = SIZE_MAX;

static constexpr OnnxOp kOps[] = {
#define OP(DOMAIN, NAME, SINCE, UNTIL, MIN, MAX) {DOMAIN, #NAME, SINCE, UNTIL, MIN, MAX, import##NAME},
#include "compiler/onnx/OnnxOps.inc"
#undef OP
};

llvm::ArrayRef<OnnxOp> onnxOps() {
  return kOps;
}

} // namespace ganc::onnx_import
