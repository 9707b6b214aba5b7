// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Between float and integers known at compile time. A cast of float tensors to float does nothing; other
// floating types are refused, since they would change the network's numbers.

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

namespace {
enum Target : int64_t { kFloat = 1, kInt32 = 6, kInt64 = 7 };
}

static LogicalResult castIntegers(Binder &node, int64_t target) {
  Integers src;
  if (node.integers(src, 0))
    return failure();
  const auto fits = [](int64_t value) { return value == kBatch || llvm::isInt<32>(value); };
  if (target != kInt64 && !llvm::all_of(src.values, fits))
    return node.error() << "operand is " << printExtents(src.values) << ", expected integers of 32 bits";
  if (target != kFloat || src.values.empty())
    return node.define(0, std::move(src));
  if (llvm::is_contained(src.values, kBatch))
    return node.error() << "operand is " << printExtents(src.values)
                        << ", expected no batch in a cast to float";
  return node.define(0, OnnxTensor{"", src.shape, std::vector<float>(src.values.begin(), src.values.end())});
}

/// Rounds towards zero.
static LogicalResult castToIntegers(Binder &node) {
  std::vector<float> src;
  if (node.floats(src, 0))
    return failure();
  const auto fits = [](float value) { return value > -2147483648.0f && value < 2147483648.0f; };
  if (!llvm::all_of(src, fits))
    return node.error() << "operand is outside of 32 bits, expected numbers that fit integers";
  return node.define(0, Integers{node.shape(0).vec(), std::vector<int64_t>(src.begin(), src.end())});
}

LogicalResult importCast(Binder &node) {
  int64_t target = 0;
  if (node.attribute(target, "to"))
    return failure();
  if (target != kFloat && target != kInt32 && target != kInt64)
    return node.error() << "cast is to type number " << target
                        << ", expected 1 (float), 6 (int32) or 7 (int64)";
  if (node.isIntegers(0))
    return castIntegers(node, target);
  return target == kFloat ? node.defineReshaped(node.shape(0)) : castToIntegers(node);
}

} // namespace ganc::onnx_import
