// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A tensor written in the node: value, value_float(s) or value_int(s).

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

/// The attribute as a tensor of one axis, or of none for a single number; false when it is not there.
template <typename T> static ParseResult readList(Binder &node, OnnxTensor &tensor, const std::string &name) {
  if (node.hasAttribute(name)) {
    tensor.values.emplace<std::vector<T>>().resize(1);
    return node.attribute(std::get<std::vector<T>>(tensor.values).front(), name);
  }
  auto &values = tensor.values.emplace<std::vector<T>>();
  if (node.attribute(values, name + "s"))
    return failure();
  tensor.shape = {static_cast<int64_t>(values.size())};
  return success();
}

static ParseResult readValue(Binder &node, OnnxTensor &tensor) {
  const auto hasEither = [&](const std::string &name) {
    return node.hasAttribute(name) || node.hasAttribute(name + "s");
  };
  if (node.hasAttribute("value"))
    return node.attribute(tensor, "value");
  if (hasEither("value_float"))
    return readList<float>(node, tensor, "value_float");
  if (hasEither("value_int"))
    return readList<int64_t>(node, tensor, "value_int");
  return node.error() << "constant is of an unsupported kind, expected value, value_float(s) or value_int(s)";
}

LogicalResult importConstant(Binder &node) {
  OnnxTensor tensor;
  return readValue(node, tensor) ? failure() : node.define(0, tensor);
}

} // namespace ganc::onnx_import
