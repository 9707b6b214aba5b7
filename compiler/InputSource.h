// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the inputs of calibration come from: drawn as the generator description says, or recorded in a file.

#ifndef GANC_COMPILER_INPUTSOURCE_H
#define GANC_COMPILER_INPUTSOURCE_H

#include "compiler/ModelRunner.h"
#include "runtime/sampling/ModelBinding.h"
#include "runtime/sampling/Sampler.h"

namespace ganc {

/// Some showers' inputs, in the order of main's arguments; fewer than asked for, or none, at the end of a
/// file.
struct InputShowers {
  int64_t count = 0;
  ShowerTensors inputs;
  std::vector<double> conditions; ///< [shower][condition of the description]; none from a file
};

/// Showers first ... first + count - 1.
using InputSource = std::function<InputShowers(int64_t first, int64_t count)>;

/// Calls `body` with showers first ... first + count - 1, as far as there are, kShowersAtOnce or fewer at a time.
/// Returns how many there were, or fails where `body` does.
mlir::FailureOr<int64_t> forEachBatch(const InputSource &source, int64_t first, int64_t count,
                                      llvm::function_ref<mlir::LogicalResult(InputShowers)> body);

/// What the description means for main's tensors; an error, reported at the module, when it does not fit.
mlir::FailureOr<ModelBinding> bindDescription(mlir::ModuleOp module, const Description &description);

/// Draws with `seed`, stratified in the conditions: any kConditionStrata consecutive showers cover the range
/// of every condition. An error, reported at the module, when the description does not fit.
mlir::FailureOr<InputSource> sampledInputs(mlir::ModuleOp module, const Description &description,
                                           uint64_t seed);

constexpr uint32_t kConditionStrata = 16;

/// The showers of an HDF5 file (runtime/showers/TensorFile.h), which is read at once. An error, reported at
/// the module, when it does not fit.
mlir::FailureOr<InputSource> recordedInputs(mlir::ModuleOp module, const std::string &path);

} // namespace ganc

#endif
