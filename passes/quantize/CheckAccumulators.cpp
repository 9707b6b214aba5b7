// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Proves for each output channel of each integer op, from the weights as they are stored and the range of the
// storage of src, that no accumulator overflows, whatever src holds and in whatever order it is summed:
//
//   sum over taps and ci: |w| * max |src|  <  2^31          with `row_sums`: over those of each row of taps
//
// Changes nothing. gan-quantize-weights chooses scales for which this holds; the proof does not rely on it.

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "dialects/numerics/WeightQuantization.h"
#include "passes/quantize/HeavyChannels.h"
#include "passes/quantize/Passes.h"

using namespace mlir;

namespace ganc::quantize {

#define GEN_PASS_DEF_CHECKACCUMULATORSPASS
#include "passes/quantize/Passes.h.inc"

namespace {

LogicalResult checkAccumulators(gan::Heavy heavy) {
  const auto stored = gan::storedValues(heavy.getWeight());
  if (!stored)
    return heavy->emitOpError()
           << "weight is no constant of stored integers, expected one as src is quantized";
  const numerics::Storage src = gan::storageOf(heavy.getSrc());
  for (const auto [channel, elements] : llvm::enumerate(weightsOfChannels(heavy))) {
    std::vector<int32_t> weights;
    for (const int64_t k : elements)
      weights.push_back((*stored)[k]);
    const int32_t sourceMax = sourceMaxOf(heavy, heavy.getSrc(), channel);
    const int64_t largest = numerics::largestAccumulator(weights, sourceMax, partsOf(heavy));
    if (largest < numerics::kAccumulatorBound)
      continue;
    InFlightDiagnostic diagnostic = heavy->emitOpError()
                                    << "accumulator of channel " << channel << " can be " << largest
                                    << ", expected less than " << numerics::kAccumulatorBound;
    diagnostic.attachNote(heavy.getWeight().getLoc())
        << "weights are here; src is stored as " << src.low << ".." << src.high;
    return diagnostic;
  }
  return success();
}

struct CheckAccumulatorsPass : impl::CheckAccumulatorsPassBase<CheckAccumulatorsPass> {
  void runOnOperation() override {
    markAllAnalysesPreserved();
    const WalkResult walk = getOperation().walk([](gan::Heavy heavy) {
      const bool bad = gan::isQuantized(heavy.getSrc()) && failed(checkAccumulators(heavy));
      return bad ? WalkResult::interrupt() : WalkResult::advance();
    });
    if (walk.wasInterrupted())
      signalPassFailure();
  }
};

} // namespace
} // namespace ganc::quantize
