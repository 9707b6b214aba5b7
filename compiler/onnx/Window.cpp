// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/onnx/Window.h"

using namespace mlir;

namespace ganc::onnx_import {

ParseResult readPerAxis(Binder &node, std::vector<int64_t> &values, StringRef name, size_t count,
                        int64_t least) {
  if (node.attribute(values, name))
    return failure();
  const auto fits = [&](int64_t value) { return value >= least && value <= numerics::kMostElements; };
  if (values.size() != count || !llvm::all_of(values, fits))
    return node.error() << name << " is " << printExtents(values) << ", expected " << count
                        << " numbers from " << least << " to 2^31";
  return success();
}

static ParseResult readPads(Binder &node, Window &window) {
  const size_t rank = window.rank();
  std::vector<int64_t> pads(2 * rank, 0);
  if (node.attribute(window.autoPad, "auto_pad"))
    return failure();
  if (!llvm::is_contained({"NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"}, window.autoPad))
    return node.error() << "auto_pad is '" << window.autoPad
                        << "', expected NOTSET, VALID, SAME_UPPER or SAME_LOWER";
  if (window.autoPad == "NOTSET" && readPerAxis(node, pads, "pads", 2 * rank, 0))
    return failure();
  window.low.assign(pads.begin(), pads.begin() + rank);
  window.high.assign(pads.begin() + rank, pads.end());
  return success();
}

ParseResult readWindow(Binder &node, Value src, Value weight, Window &window) {
  const ArrayRef<int64_t> shape = shapeOf(src), weightShape = shapeOf(weight);
  if (shape.size() < 3 || shape.size() > 5 || weightShape.size() != shape.size())
    return node.error() << "operands' shapes are " << printExtents(shape) << " and "
                        << printExtents(weightShape) << ", expected equal ranks and one to three space axes";
  window.kernel = weightShape.drop_front(2).vec();
  const size_t rank = window.rank();
  window.strides.assign(rank, 1);
  window.dilations.assign(rank, 1);
  std::vector<int64_t> declared = window.kernel;
  if (node.attribute(declared, "kernel_shape") || node.attribute(window.group, "group") ||
      readPerAxis(node, window.strides, "strides", rank, 1) ||
      readPerAxis(node, window.dilations, "dilations", rank, 1))
    return failure();
  if (declared != window.kernel)
    return node.error() << "kernel_shape is " << printExtents(declared) << ", expected "
                        << printExtents(window.kernel) << " as in the weight";
  if (window.group < 1 || window.group > numerics::kMostElements)
    return node.error() << "group is " << window.group << ", expected a positive number";
  return readPads(node, window);
}

} // namespace ganc::onnx_import
