// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Decides what each heavy op computes with and writes it as `gan.precision`:
//
//   a pin of the user, else u8 if all ops shall have it, else
//   s16 where the source is linear in the network's inputs, else u8 where its noise is small, else s16.
//
// The rule and its reasons are in PrecisionRule.h. Depends on the network and its statistics only, never on a
// target. A later pass may join sources (concat); this one looks at each op alone.

#include "dialects/gan/Constants.h"
#include "passes/quantize/Annotations.h"
#include "passes/quantize/HeavyChannels.h"
#include "passes/quantize/Passes.h"
#include "passes/quantize/PrecisionRule.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Format.h"

#include <cmath>

using namespace mlir;

namespace ganc::quantize {

#define GEN_PASS_DEF_CHOOSEPRECISIONPASS
#include "passes/quantize/Passes.h.inc"

namespace {

struct Choice {
  Precision precision;
  std::string reason;
};

/// The values behind moves that `value` is made of.
void collectRoots(Value value, SetVector<Value> &roots) {
  Operation *op = value.getDefiningOp();
  if (!isa_and_nonnull<gan::Move>(op)) {
    roots.insert(value);
    return;
  }
  for (const Value operand : op->getOperands())
    collectRoots(operand, roots);
}

bool isLinearOp(Operation *op) {
  if (auto heavy = dyn_cast<gan::Heavy>(op))
    return heavy.getActivation() == gan::Activation::None;
  return isa<gan::Move, gan::ConstantOp, gan::BatchNormOp, gan::AddOp, gan::SubOp>(op);
}

/// Whether nothing but (affine) linear ops lie between the inputs and `value`, which depends on inputs.
class Linearity {
public:
  bool isLinear(Value value) {
    Operation *op = value.getDefiningOp();
    if (!op)
      return true;
    if (const auto known = cache.find(op); known != cache.end())
      return known->second;
    const bool linear =
        isLinearOp(op) && llvm::all_of(op->getOperands(), [&](Value v) { return isLinear(v); });
    cache[op] = linear;
    return linear;
  }

private:
  DenseMap<Operation *, bool> cache;
};

FailureOr<numerics::Range> rangeOf(Value source) {
  SetVector<Value> roots;
  collectRoots(source, roots);
  numerics::Range range{0, 0};
  for (const Value root : roots) {
    const auto statistics = statisticsOf(root);
    if (failed(statistics))
      return failure();
    range = unite(range, statistics->range);
  }
  return range;
}

FailureOr<Choice> chooseByNoise(gan::Heavy heavy) {
  const auto weights = gan::floatValues(heavy.getWeight());
  if (!weights)
    return heavy->emitOpError() << "weight is no f32 constant, expected one before quantization";
  const auto range = rangeOf(heavy.getSrc());
  if (failed(range))
    return failure();
  const auto result = statisticsOf(heavy->getResult(0));
  if (failed(result))
    return failure();
  const double noise = noiseOfU8(*range, *weights, weightsOfChannels(heavy), result->magnitude);
  std::string reason;
  llvm::raw_string_ostream(reason) << "8 bits of the source add noise of " << llvm::format("%.3g", noise)
                                   << " of the result's magnitude, tolerated is "
                                   << llvm::format("%.3g", kTolerableNoise);
  return Choice{noise <= kTolerableNoise ? Precision::U8 : Precision::S16, reason};
}

struct ChoosePrecisionPass : impl::ChoosePrecisionPassBase<ChoosePrecisionPass> {
  using ChoosePrecisionPassBase::ChoosePrecisionPassBase;

  /// What the user asked for, by node.
  LogicalResult parsePins(llvm::StringMap<Precision> &pinned) {
    for (const std::string &pin : pins) {
      const auto [node, text] = StringRef(pin).rsplit(':');
      const auto precision = parsePrecision(text);
      if (!precision || node.empty())
        return getOperation().emitError() << "pin is '" << pin << "', expected NODE:u8, NODE:s16 or NODE:f32";
      if (!pinned.try_emplace(node, *precision).second)
        return getOperation().emitError() << "node '" << node << "' has two pins, expected one";
    }
    return success();
  }

  FailureOr<Choice> choose(gan::Heavy heavy, llvm::StringMap<Precision> &pinned, Linearity &linearity,
                           llvm::StringSet<> &found) {
    const StringRef node = gan::nameOf(heavy.getLoc());
    if (const auto pin = pinned.find(node); pin != pinned.end()) {
      found.insert(node);
      return Choice{pin->second, "pinned"};
    }
    if (all)
      return Choice{Precision::U8, "asked for everywhere"};
    if (linearity.isLinear(heavy.getSrc()))
      return Choice{Precision::S16, "its source is linear in the network's inputs"};
    return chooseByNoise(heavy);
  }

  LogicalResult checkAllFound(const llvm::StringMap<Precision> &pinned, const llvm::StringSet<> &found) {
    for (const auto &pin : pinned)
      if (!found.contains(pin.getKey()))
        return getOperation().emitError()
               << "node '" << pin.getKey() << "' is pinned but no op that multiplies weights has that name";
    return success();
  }

  void runOnOperation() override {
    llvm::StringMap<Precision> pinned;
    llvm::StringSet<> found;
    Linearity linearity;
    if (failed(parsePins(pinned)))
      return signalPassFailure();
    const WalkResult walk = getOperation().walk([&](gan::Heavy heavy) {
      const auto choice = choose(heavy, pinned, linearity, found);
      if (failed(choice))
        return WalkResult::interrupt();
      setPrecision(heavy, choice->precision);
      if (remarks)
        heavy->emitRemark() << textOf(choice->precision) << ": " << choice->reason;
      return WalkResult::advance();
    });
    if (walk.wasInterrupted() || failed(checkAllFound(pinned, found)))
      signalPassFailure();
  }
};

} // namespace
} // namespace ganc::quantize
