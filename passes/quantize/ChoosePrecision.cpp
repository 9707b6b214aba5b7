// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Gives each heavy op what it computes with, as `gan.precision`:
//
//   a pin of the user, else u8 if all ops shall have it, else what it has already, else s16
//
// What is best cannot be seen from the network: errors of rounding cancel, or are turned into energy by a relu far
// behind. The compiler therefore runs candidates and writes `gan.precision` before (compiler/PrecisionSearch.h); s16
// is where it begins.

#include "passes/quantize/Annotations.h"
#include "passes/quantize/Passes.h"
#include "passes/quantize/PrecisionPins.h"

using namespace mlir;

namespace ganc::quantize {

#define GEN_PASS_DEF_CHOOSEPRECISIONPASS
#include "passes/quantize/Passes.h.inc"

namespace {

struct ChoosePrecisionPass : impl::ChoosePrecisionPassBase<ChoosePrecisionPass> {
  using ChoosePrecisionPassBase::ChoosePrecisionPassBase;

  void choose(gan::Heavy heavy, const PinnedOps &pinned) {
    if (const auto *pin = pinned.find(heavy.getOperation()); pin != pinned.end())
      setPrecision(heavy, pin->second);
    else if (all)
      setPrecision(heavy, Precision::U8);
    else if (!hasPrecision(heavy))
      setPrecision(heavy, Precision::S16);
  }

  void runOnOperation() override {
    const std::vector<std::string> texts(pins.begin(), pins.end());
    const auto pinned = pinnedOps(getOperation(), texts);
    if (failed(pinned))
      return signalPassFailure();
    getOperation().walk([&](gan::Heavy heavy) { choose(heavy, *pinned); });
  }
};

} // namespace
} // namespace ganc::quantize
