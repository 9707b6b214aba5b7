// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/quantize/HeavyChannels.h"

#include "dialects/gan/ops/TensorTypes.h"

#include <numeric>

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

/// Rows of taps of the weight, and taps of each.
static numerics::Parts rowsOf(gan::Heavy heavy) {
  const auto shape = gan::tensorType(heavy.getWeight()).getShape();
  if (shape.size() < 3)
    return {};
  return {llvm::product_of(shape.drop_front(2).drop_back()), shape.back()};
}

/// In a row of fewer products adding it in float32 is felt (24 products: 1.6 times the op's time; 320: 1.04 times),
/// unless the op makes one channel, whose tile leaves registers free for the sums.
constexpr int64_t kProductsOfRow = 128;

bool paysToAddRows(gan::Heavy heavy) {
  const numerics::Parts rows = rowsOf(heavy);
  const int64_t inputs = gan::showerShape(heavy.getSrc())[1] / heavy.getGroupCount();
  const bool isCheap =
      inputs * rows.tapsOfRow >= kProductsOfRow || gan::showerShape(heavy->getResult(0))[1] == 1;
  return rows.rows > 1 && isCheap;
}

bool sharesSums(gan::Heavy heavy) {
  auto conv = dyn_cast<gan::PhaseConvOp>(heavy.getOperation());
  return conv && conv.splitAxis();
}

std::vector<int64_t> firstsOfScales(gan::Heavy heavy) {
  std::vector<int64_t> firsts(gan::tensorType(heavy.getWeight()).getDimSize(heavy.getOutputAxis()));
  std::iota(firsts.begin(), firsts.end(), 0);
  if (!sharesSums(heavy))
    return firsts;
  auto conv = cast<gan::PhaseConvOp>(heavy.getOperation());
  const int64_t channels = firsts.size() / conv.getPhaseCount();
  for (const auto [row, first] : llvm::enumerate(firsts))
    if (const auto before = conv.phaseBefore(row / channels))
      first = firsts[*before * channels + row % channels]; // which is found already
  return firsts;
}

/// The differences that a split op reads from where they are appended; null for any other op.
static gan::AppendDifferencesOp differencesOf(gan::Heavy heavy, Value stored) {
  auto differences = stored.getDefiningOp<gan::AppendDifferencesOp>();
  auto conv = dyn_cast<gan::PhaseConvOp>(heavy.getOperation());
  if (!differences || !conv)
    return nullptr;
  const int64_t axis = differences.getAxis();
  const int64_t split = cast<gan::PhaseAxisAttr>(conv.getAxes()[axis - 2]).getSplit();
  return split == gan::showerShape(differences.getSrc())[axis] ? differences : nullptr;
}

int32_t sourceMaxOf(gan::Heavy heavy, Value stored, int64_t row) {
  gan::AppendDifferencesOp differences = differencesOf(heavy, stored);
  const numerics::Storage storage = gan::storageOf(differences ? differences.getSrc() : stored);
  if (!differences)
    return std::max(std::abs(storage.low), std::abs(storage.high));
  const bool readsDifferences = firstsOfScales(heavy)[row] != row;
  return readsDifferences ? storage.high - storage.low
                          : std::max(storage.high - storage.zeroPoint, storage.zeroPoint - storage.low);
}

numerics::Parts partsOf(gan::Heavy heavy) {
  return heavy.getRowSums() ? rowsOf(heavy) : numerics::Parts();
}

} // namespace ganc::quantize
