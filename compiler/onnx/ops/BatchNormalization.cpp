// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Batch normalization at inference, in float64:
//
//     scale = gamma / sqrt(variance + epsilon),   shift = beta - mean * scale

#include "compiler/onnx/Binder.h"

#include <cmath>

using namespace mlir;

namespace ganc::onnx_import {

namespace {
struct Parameters {
  std::vector<double> gamma, beta, mean, variance;
};
} // namespace

static ParseResult readParameters(Binder &node, int64_t channels, Parameters &parameters) {
  std::vector<double> *const all[] = {&parameters.gamma, &parameters.beta, &parameters.mean,
                                      &parameters.variance};
  for (unsigned i = 0; i < 4; i++) {
    if (node.exactFloats(*all[i], i + 1))
      return failure();
    if (node.shape(i + 1) != ArrayRef<int64_t>{channels})
      return node.error() << "operand " << i + 1 << " is of shape " << printExtents(node.shape(i + 1))
                          << ", expected [" << channels << "], the channels of operand 0";
  }
  return success();
}

static ParseResult readEpsilon(Binder &node, float &epsilon) {
  int64_t training = 0, spatial = 1;
  if (node.attribute(epsilon, "epsilon") || node.attribute(training, "training_mode") ||
      node.attribute(spatial, "spatial"))
    return failure();
  if (training != 0 || spatial != 1)
    return node.error() << "training_mode is " << training << " and spatial is " << spatial
                        << ", expected 0 and 1";
  return success();
}

LogicalResult importBatchNormalization(Binder &node) {
  Value src, gamma, beta;
  float epsilon = 1e-5f;
  Parameters parameters;
  if (node.activation(src, 0) || readEpsilon(node, epsilon))
    return failure();
  const ArrayRef<int64_t> shape = shapeOf(src);
  if (shape.size() < 2)
    return node.error() << "operand 0 is of shape " << printExtents(shape) << ", expected a channel axis";
  if (readParameters(node, shape[1], parameters) || node.value(gamma, 1) || node.value(beta, 2))
    return failure();
  std::vector<double> scales, shifts;
  for (int64_t c = 0; c < shape[1]; c++) {
    const double scale = parameters.gamma[c] / std::sqrt(parameters.variance[c] + epsilon);
    scales.push_back(scale);
    shifts.push_back(parameters.beta[c] - parameters.mean[c] * scale);
  }
  const Value scale = node.emitConstant(gamma, scales, {shape[1]});
  const Value shift = scale ? node.emitConstant(beta, shifts, {shape[1]}) : scale;
  return node.define(0, shift ? node.emit<gan::BatchNormOp>(shape, src, scale, shift) : shift);
}

} // namespace ganc::onnx_import
