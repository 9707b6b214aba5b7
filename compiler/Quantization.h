// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Level 1 to level 2: calibrates, chooses the precision of every heavy op by running candidates, quantizes.

#ifndef GANC_COMPILER_QUANTIZATION_H
#define GANC_COMPILER_QUANTIZATION_H

#include "compiler/Damage.h"
#include "compiler/OpQuality.h"
#include "compiler/PrecisionSearch.h"
#include "compiler/StepTimes.h"

#include "mlir/IR/OwningOpRef.h"

namespace ganc {

struct JudgedCandidate {
  Assignment assignment;
  double cost;
  Damage damage;
};

/// What was decided, and why.
struct QuantizationRecord {
  int64_t calibrationShowers;
  bool settled;    ///< the ranges
  bool hasMeaning; ///< damage is of energies, else of outputs that no description explains
  DamageBudget floor, budget;
  std::vector<SearchedOp> ops;
  std::vector<JudgedCandidate> candidates; ///< in the order of the search
  size_t chosen = 0;                       ///< of them
  std::vector<std::string> reasons;        ///< of each op
  std::vector<OpQuality> qualities;        ///< of each op, as chosen
  Damage heldOut;                          ///< of what was chosen, on showers that chose nothing
};

/// Turns `module` (level 1) into level 2. `description` may be null where `options` name recorded inputs; it lives as
/// long. An error, such as a budget that cannot be held, is reported.
mlir::FailureOr<QuantizationRecord> quantizeNetwork(mlir::OwningOpRef<mlir::ModuleOp> &module,
                                                    const Options &options, const Description *description,
                                                    StepTimes &times);

} // namespace ganc

#endif
