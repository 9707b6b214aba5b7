// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/quantize/HeavyChannels.h"

#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc::quantize {

/// The elements of the weight, sorted by `bin` of their indices on axes 0 and 1.
static std::vector<std::vector<int64_t>> sortElements(gan::Heavy heavy, int64_t bins,
                                                      llvm::function_ref<int64_t(int64_t, int64_t)> bin) {
  const auto shape = gan::tensorType(heavy.getWeight()).getShape();
  const int64_t taps = gan::showerElements(heavy.getWeight()) / (shape[0] * shape[1]);
  std::vector<std::vector<int64_t>> sorted(bins);
  for (int64_t i = 0; i < shape[0]; i++)
    for (int64_t j = 0; j < shape[1]; j++)
      for (int64_t tap = 0; tap < taps; tap++)
        sorted[bin(i, j)].push_back((i * shape[1] + j) * taps + tap);
  return sorted;
}

std::vector<std::vector<int64_t>> weightsOfChannels(gan::Heavy heavy) {
  const auto shape = gan::tensorType(heavy.getWeight()).getShape();
  if (heavy.getOutputAxis() == 0)
    return sortElements(heavy, shape[0], [](int64_t i, int64_t) { return i; });
  const int64_t groups = heavy.getGroupCount(), inputs = shape[0] / groups, outputs = shape[1];
  return sortElements(heavy, groups * outputs,
                      [&](int64_t i, int64_t j) { return i / inputs * outputs + j; });
}

std::vector<std::vector<int64_t>> weightsOfScales(gan::Heavy heavy) {
  const auto shape = gan::tensorType(heavy.getWeight()).getShape();
  const int64_t axis = heavy.getOutputAxis();
  return sortElements(heavy, shape[axis], [&](int64_t i, int64_t j) { return axis == 0 ? i : j; });
}

numerics::Parts rowsOf(gan::Heavy heavy) {
  const auto shape = gan::tensorType(heavy.getWeight()).getShape();
  if (shape.size() < 3)
    return {};
  return {llvm::product_of(shape.drop_front(2).drop_back()), shape.back()};
}

numerics::Parts partsOf(gan::Heavy heavy) {
  return heavy.getRowSums() ? rowsOf(heavy) : numerics::Parts();
}

} // namespace ganc::quantize
