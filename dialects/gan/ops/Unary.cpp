// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Non-linearities. The float32 steps of sigmoid and tanh are those of Exponential.h.

#include "dialects/gan/ops/Activation.h"
#include "dialects/gan/ops/Map.h"
#include "dialects/numerics/Exponential.h"

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

static double sigmoid(double v) {
  return 1.0 / (1.0 + std::exp(-v));
}
static float sigmoid(float v) {
  return numerics::sigmoid(v);
}

static double hyperbolicTangent(double v) {
  return std::tanh(v);
}
static float hyperbolicTangent(float v) {
  return numerics::tanh(v);
}

FailureOr<numerics::Tensor> SigmoidOp::evaluate(Operands operands, Arithmetic arithmetic) {
  return map(*operands[0], arithmetic, [](auto v) { return sigmoid(v); });
}

FailureOr<numerics::Tensor> TanhOp::evaluate(Operands operands, Arithmetic arithmetic) {
  return map(*operands[0], arithmetic, [](auto v) { return hyperbolicTangent(v); });
}

} // namespace ganc::gan
