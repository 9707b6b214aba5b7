// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.reshape.

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Moves.h"
#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc::gan {

LogicalResult ReshapeOp::verify() {
  if (failed(checkMove(*this)))
    return failure();
  const int64_t src = showerElements(getSrc()), dst = showerElements(getDst());
  if (src != dst)
    return emitErrorAbout(*this, getSrc(), "src")
           << "dst has " << dst << " elements, expected " << src << " as src";
  return success();
}

OpFoldResult ReshapeOp::fold(FoldAdaptor) {
  if (getSrc().getType() == getDst().getType())
    return getSrc();
  auto first = getSrc().getDefiningOp<ReshapeOp>();
  if (!first)
    return {};
  getSrcMutable().assign(first.getSrc());
  return getDst();
}

std::vector<MoveSource> ReshapeOp::getSources() {
  std::vector<MoveSource> sources(showerElements(getDst()));
  for (size_t i = 0; i < sources.size(); i++)
    sources[i] = {0, static_cast<int64_t>(i)};
  return sources;
}

FailureOr<numerics::Tensor> ReshapeOp::evaluate(ArrayRef<const numerics::Tensor *> operands, Arithmetic) {
  return evaluateMove(*this, operands);
}

} // namespace ganc::gan
