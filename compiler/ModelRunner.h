// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A network that can be run in this process, however that is done: by the reference evaluation or as emitted
// code. Calibration and the figures of merit only know this.

#ifndef GANC_COMPILER_MODELRUNNER_H
#define GANC_COMPILER_MODELRUNNER_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

#include <functional>
#include <memory>
#include <vector>

namespace ganc {

/// The network's function.
mlir::func::FuncOp mainOf(mlir::ModuleOp module);

class ModelRunner {
public:
  virtual ~ModelRunner() = default;

  /// n showers; inputs[i] and outputs[i] are [shower][element] of argument and result i of `main`. An error
  /// is reported.
  virtual mlir::LogicalResult run(int64_t n, llvm::ArrayRef<const float *> inputs,
                                  llvm::ArrayRef<float *> outputs) = 0;
};

/// Makes a runner of a graph or quantized module, which outlives it; null after an error was reported.
using MakeModelRunner = std::function<std::unique_ptr<ModelRunner>(mlir::ModuleOp)>;

/// By the reference semantics: slow, and right by definition.
std::unique_ptr<ModelRunner> makeReferenceRunner(mlir::ModuleOp module);

/// [tensor][shower][element]
using ShowerTensors = std::vector<std::vector<float>>;

/// As many as are worth running at once: enough for any runner, and little memory.
constexpr int64_t kShowersAtOnce = 32;

/// Makes room for n showers of each of `types` (tensors with the batch first) and runs.
mlir::FailureOr<ShowerTensors> runModel(ModelRunner &runner, int64_t n, const ShowerTensors &inputs,
                                        mlir::TypeRange resultTypes);

} // namespace ganc

#endif
