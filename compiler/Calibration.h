// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calibration: runs the float network on inputs and writes beside every value that quantization may round its
// range and mean magnitude (passes/quantize/Annotations.h). Showers come in rounds, each as many as all
// before, until no range grows by more than the tolerance, or there are no more. Same network, inputs and
// options: same annotations, whatever the runner's speed (a runner's rounding shows in the last digits only).

#ifndef GANC_COMPILER_CALIBRATION_H
#define GANC_COMPILER_CALIBRATION_H

#include "compiler/InputSource.h"
#include "compiler/RangeStatistics.h"

namespace ganc {

struct CalibrationOptions {
  RangeEstimator estimator = RangeEstimator::Percentile;
  int64_t firstShowers = 128; ///< a multiple of kConditionStrata
  int64_t mostShowers = 1024;
  double tolerance = 0.05; ///< relative growth of a range's width in one round
};

struct CalibrationResult {
  int64_t showers;
  bool settled; ///< false: stopped at mostShowers, or at the end of the file
};

/// Annotates `graph` (level 1). A value that is not finite is an error at its op.
mlir::FailureOr<CalibrationResult> calibrate(mlir::ModuleOp graph, const InputSource &source,
                                             const CalibrationOptions &options,
                                             const MakeModelRunner &makeRunner);

} // namespace ganc

#endif
