// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/quantize/HeavyOrigin.h"

#include "dialects/gan/ops/TensorTypes.h"

#include <numeric>

using namespace mlir;

namespace ganc::quantize {

std::optional<HeavyOrigin> originOf(Value value) {
  if (!value.hasOneUse())
    return std::nullopt;
  if (auto producer = dyn_cast_or_null<gan::Heavy>(value.getDefiningOp())) {
    std::vector<int64_t> elements(gan::showerElements(value));
    std::iota(elements.begin(), elements.end(), 0);
    return HeavyOrigin{producer, std::move(elements)};
  }
  auto move = dyn_cast_or_null<gan::Move>(value.getDefiningOp());
  if (!move || move->getNumOperands() != 1)
    return std::nullopt;
  auto behind = originOf(move->getOperand(0));
  if (!behind)
    return std::nullopt;
  std::vector<int64_t> elements;
  for (const gan::MoveSource &source : move.getSources())
    elements.push_back(source.operand < 0 ? -1 : behind->elements[source.element]);
  return HeavyOrigin{behind->producer, std::move(elements)};
}

} // namespace ganc::quantize
