// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One number (attribute value, float 0 unless given) in every element.

#include "compiler/onnx/Binder.h"

using namespace mlir;

namespace ganc::onnx_import {

template <typename T> static std::vector<T> repeat(const std::vector<T> &one, int64_t count) {
  return std::vector<T>(count, one.front());
}

LogicalResult importConstantOfShape(Binder &node) {
  std::optional<std::vector<int64_t>> shape;
  OnnxTensor tensor{"", {1}, std::vector<float>{0.0f}};
  if (node.list(shape, 0, "") || node.attribute(tensor, "value"))
    return failure();
  const std::optional<int64_t> count = elementCount(*shape);
  if (!count || elementCount(tensor.shape) != 1)
    return node.error() << "shape is " << printExtents(*shape) << " and value is of shape "
                        << printExtents(tensor.shape) << ", expected at most 2^31 elements and one value";
  if (failed(node.spend(*count)))
    return failure();
  tensor.shape = *shape;
  std::visit([&](auto &values) { values = repeat(values, *count); }, tensor.values);
  return node.define(0, tensor);
}

} // namespace ganc::onnx_import
