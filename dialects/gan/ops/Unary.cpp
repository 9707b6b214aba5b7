// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Non-linearities. sigmoid and tanh have no named float32 steps yet: they are computed in float64 and
// rounded.

#include "dialects/gan/ops/Activation.h"
#include "dialects/gan/ops/Map.h"

#include <cmath>

using namespace mlir;

namespace ganc::gan {

using Operands = ArrayRef<const numerics::Tensor *>;

FailureOr<numerics::Tensor> ReluOp::evaluate(Operands operands, Arithmetic arithmetic) {
  return map(*operands[0], arithmetic, [](auto v) { return activate(v, Activation::Relu, 0.0f); });
}

FailureOr<numerics::Tensor> LeakyReluOp::evaluate(Operands operands, Arithmetic arithmetic) {
  const float slope = getSlope().convertToFloat();
  return map(*operands[0], arithmetic, [=](auto v) { return activate(v, Activation::LeakyRelu, slope); });
}

FailureOr<numerics::Tensor> SigmoidOp::evaluate(Operands operands, Arithmetic arithmetic) {
  return map(*operands[0], arithmetic,
             [](auto v) -> decltype(v) { return 1.0 / (1.0 + std::exp(-double{v})); });
}

FailureOr<numerics::Tensor> TanhOp::evaluate(Operands operands, Arithmetic arithmetic) {
  return map(*operands[0], arithmetic, [](auto v) -> decltype(v) { return std::tanh(double{v}); });
}

} // namespace ganc::gan
