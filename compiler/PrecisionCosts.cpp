// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/PrecisionCosts.h"

#include "compiler/Pipeline.h"
#include "dialects/kernel/DotProducts.h"
#include "passes/quantize/Annotations.h"

using namespace mlir;

namespace ganc {
namespace {

constexpr llvm::StringLiteral kReferenceTarget = "avx512-vnni";

/// By location, which ops keep through all levels.
using Costs = llvm::DenseMap<Location, double>;

Costs costsOfKernels(ModuleOp kernels) {
  SymbolTable symbols(kernels);
  Costs costs;
  kernels.walk([&](kernel::PhaseConvOp op) { costs[op.getLoc()] += kernel::costOf(op, symbols); });
  return costs;
}

/// Of the network with all ops in one precision.
FailureOr<Costs> costsIn(quantize::Precision precision, ModuleOp calibrated, const Options &options,
                         quantize::KnownWeights &known) {
  const OwningOpRef<ModuleOp> copy = calibrated.clone();
  ModuleOp(*copy).walk([&](gan::Heavy heavy) { quantize::setPrecision(heavy, precision); });
  PassManager passes(calibrated.getContext());
  buildQuantizeStage(passes, options, known);
  buildScheduleStage(passes, options);
  if (failed(passes.run(*copy)))
    return failure();
  return costsOfKernels(*copy);
}

} // namespace

FailureOr<std::vector<std::array<double, 3>>> precisionCosts(ModuleOp calibrated, const Options &options,
                                                             quantize::KnownWeights &known) {
  Options reference = options;
  reference.targets = {kReferenceTarget.str()};
  reference.schedules = {options.batch == Batch::One ? "single" : "lanes"};
  std::vector<std::array<double, 3>> costs;
  for (const auto precision : {quantize::Precision::U8, quantize::Precision::S16, quantize::Precision::F32}) {
    const auto found = costsIn(precision, calibrated, reference, known);
    if (failed(found))
      return failure();
    size_t op = 0;
    calibrated.walk([&](gan::Heavy heavy) {
      costs.resize(std::max(costs.size(), op + 1));
      costs[op++][static_cast<int>(precision)] = found->lookup(heavy.getLoc());
    });
  }
  return costs;
}

} // namespace ganc
