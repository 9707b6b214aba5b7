// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.concat.

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Moves.h"
#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc::gan {

LogicalResult ConcatOp::verify() {
  const int64_t axis = getAxis();
  if (getSrcs().empty())
    return emitOpError() << "has no operands, expected at least one";
  if (failed(checkMove(*this)) || failed(checkAxis(*this, getSrcs()[0], axis)))
    return failure();
  std::vector<int64_t> dst = tensorType(getSrcs()[0]).getShape();
  for (const Value src : getSrcs().drop_front()) {
    std::vector<int64_t> shape = tensorType(src).getShape();
    std::vector<int64_t> expected = dst;
    if (shape.size() == dst.size())
      expected[axis] = shape[axis];
    if (shape != expected)
      return emitErrorAbout(*this, src, "src")
             << "src is " << shapeText(shape) << ", expected the extents of " << shapeText(dst)
             << " except on axis " << axis;
    dst[axis] += shape[axis];
  }
  return checkResultShape(*this, dst);
}

OpFoldResult ConcatOp::fold(FoldAdaptor) {
  return getSrcs().size() == 1 ? OpFoldResult(getSrcs()[0]) : OpFoldResult();
}

std::vector<MoveSource> ConcatOp::getSources() {
  const int64_t axis = getAxis();
  const std::vector<int64_t> dst = showerShape(getDst());
  std::vector<MoveSource> sources(numerics::elementCount(dst));
  int64_t begin = 0;
  for (const auto [operand, src] : llvm::enumerate(getSrcs())) {
    const std::vector<int64_t> shape = showerShape(src);
    for (int64_t element = 0; element < numerics::elementCount(shape); element++) {
      std::vector<int64_t> index = indexOf(element, shape);
      index[axis] += begin;
      sources[elementOf(index, dst)] = {static_cast<int32_t>(operand), element};
    }
    begin += shape[axis];
  }
  return sources;
}

FailureOr<numerics::Tensor> ConcatOp::evaluate(ArrayRef<const numerics::Tensor *> operands, Arithmetic) {
  return evaluateMove(*this, operands);
}

} // namespace ganc::gan
