// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/graph/ChannelTracing.h"

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/TensorTypes.h"

#include <limits>

using namespace mlir;

namespace ganc::graph {
namespace {

/// Which channel an element of one shower's tensor belongs to.
struct Channels {
  int64_t count, positions;

  static Channels of(Value value) {
    const int64_t count = gan::showerShape(value)[1];
    return {count, gan::showerElements(value) / count};
  }
  int64_t operator[](int64_t element) const { return element / positions; }
};

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// Notes that a value must be `wanted`; false when it was to be something else already.
bool unify(double &value, double wanted) {
  if (std::isnan(value))
    value = wanted;
  return value == wanted;
}

std::string describe(gan::Move move, const char *what) {
  return (move->getName().getStringRef() + " '" + gan::nameOf(move->getLoc()) + "' " + what).str();
}

/// Channels that nothing was noted for are left as they are.
ChannelAffine completed(ChannelAffine affine) {
  for (double &scale : affine.scale)
    scale = std::isnan(scale) ? 1.0 : scale;
  for (double &shift : affine.shift)
    shift = std::isnan(shift) ? 0.0 : shift;
  return affine;
}

ChannelAffine unknown(int64_t channels) {
  return {std::vector<double>(channels, kUnknown), std::vector<double>(channels, kUnknown)};
}

bool haveChannels(gan::Move move, std::string &reason) {
  const auto hasAxes = [](Value value) { return cast<RankedTensorType>(value.getType()).getRank() >= 2; };
  const bool have = llvm::all_of(move->getOperands(), hasAxes) && hasAxes(move->getResult(0));
  if (!have)
    reason = describe(move, "has no channels");
  return have;
}

} // namespace

std::optional<ChannelAffine> throughMove(gan::Move move, ArrayRef<const ChannelAffine *> ofOperands,
                                         std::string &reason) {
  if (!haveChannels(move, reason))
    return std::nullopt;
  const Channels dst = Channels::of(move->getResult(0));
  std::vector<Channels> src;
  for (const Value operand : move->getOperands())
    src.push_back(Channels::of(operand));
  ChannelAffine result = unknown(dst.count);
  bool addsZeros = false;
  int64_t element = 0;
  for (const gan::MoveSource source : move.getSources()) {
    const int64_t to = dst[element++];
    const bool isZero = source.operand < 0; // any scale would do
    const ChannelAffine *affine = isZero ? nullptr : ofOperands[source.operand];
    const int64_t from = affine ? src[source.operand][source.element] : 0;
    addsZeros |= isZero;
    const bool one = unify(result.shift[to], affine ? affine->shift[from] : 0.0) &&
                     (isZero || unify(result.scale[to], affine ? affine->scale[from] : 1.0));
    if (one)
      continue;
    reason = describe(move, addsZeros ? "puts zeros beside shifted values" : "mixes channels");
    return std::nullopt;
  }
  return completed(std::move(result));
}

std::optional<ChannelAffine> beforeMove(gan::Move move, const ChannelAffine &ofResult, std::string &reason) {
  if (!haveChannels(move, reason))
    return std::nullopt;
  if (move->getNumOperands() != 1) {
    reason = describe(move, "has several parts");
    return std::nullopt;
  }
  const Channels dst = Channels::of(move->getResult(0)), src = Channels::of(move->getOperand(0));
  ChannelAffine result = unknown(src.count);
  int64_t element = 0;
  for (const gan::MoveSource source : move.getSources()) {
    const int64_t to = dst[element++];
    if (source.operand < 0) {
      if (ofResult.shift[to] == 0.0)
        continue;
      reason = describe(move, "makes zeros that would be shifted");
      return std::nullopt;
    }
    const int64_t from = src[source.element];
    if (!unify(result.scale[from], ofResult.scale[to]) || !unify(result.shift[from], ofResult.shift[to])) {
      reason = describe(move, "mixes channels");
      return std::nullopt;
    }
  }
  return completed(std::move(result));
}

} // namespace ganc::graph
