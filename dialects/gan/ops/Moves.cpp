// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/gan/ops/Moves.h"

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc::gan {

LogicalResult checkMove(Move op) {
  const Value dst = op->getResult(0);
  if (failed(checkTensors(op)) || failed(checkQuantizedPerTensor(op, dst, "dst")))
    return failure();
  for (const Value src : op->getOperands()) {
    const Type element = tensorType(src).getElementType();
    if (element != tensorType(dst).getElementType())
      return emitErrorAbout(op, src, "src")
             << "dst is of " << tensorType(dst).getElementType() << ", expected " << element << " as src";
    if (hasBatch(src) != hasBatch(dst))
      return emitErrorAbout(op, src, "src")
             << "dst has " << (hasBatch(dst) ? "a batch, expected none" : "no batch, expected one")
             << " as src";
  }
  return success();
}

LogicalResult checkMoveOfAxes(Move op) {
  if (failed(checkMove(op)))
    return failure();
  const int64_t src = tensorType(op->getOperand(0)).getRank(), dst = tensorType(op->getResult(0)).getRank();
  if (src != dst)
    return emitErrorAbout(op, op->getOperand(0), "src")
           << "dst has " << dst << " axes, expected " << src << " as src";
  return success();
}

std::vector<MoveSource> sourcesOf(Move op, function_ref<bool(std::vector<int64_t> &)> back) {
  const std::vector<int64_t> src = showerShape(op->getOperand(0)), dst = showerShape(op->getResult(0));
  std::vector<MoveSource> sources(numerics::elementCount(dst));
  for (size_t i = 0; i < sources.size(); i++) {
    std::vector<int64_t> index = indexOf(i, dst);
    sources[i] = back(index) ? MoveSource{0, elementOf(index, src)} : MoveSource{-1, 0};
  }
  return sources;
}

numerics::Tensor evaluateMove(Move op, ArrayRef<const numerics::Tensor *> operands) {
  numerics::Tensor dst = makeResult(op->getResult(0), operands);
  const std::vector<MoveSource> sources = op.getSources();
  const int64_t showers = hasBatch(op->getResult(0)) ? dst.batch() : 1;
  std::vector<int64_t> strides;
  for (const Value operand : op->getOperands())
    strides.push_back(showerElements(operand));
  auto value = dst.values.begin();
  for (int64_t n = 0; n < showers; n++)
    for (const auto [operand, element] : sources)
      *value++ =
          operand < 0 ? zeroOf(op->getResult(0)) : operands[operand]->values[n * strides[operand] + element];
  return dst;
}

} // namespace ganc::gan
