// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs a network for values inside of it.

#ifndef GANC_COMPILER_EXPOSEDVALUES_H
#define GANC_COMPILER_EXPOSEDVALUES_H

#include "compiler/InputSource.h"

namespace ganc {

class ExposedValues {
public:
  /// `values` are of main of `module` (level 1 or 2). An error is reported.
  static mlir::FailureOr<ExposedValues> create(mlir::ModuleOp module, llvm::ArrayRef<mlir::Value> values,
                                               const MakeModelRunner &makeRunner);

  /// What the values are for these showers, as floats, in their order. An error is reported.
  mlir::FailureOr<ShowerTensors> run(const InputShowers &showers) const;

private:
  ExposedValues() = default;

  struct Place {
    bool isArgument;
    size_t number; ///< of the argument, or of the result
  };
  std::shared_ptr<mlir::OwningOpRef<mlir::ModuleOp>> exposed;
  std::shared_ptr<ModelRunner> runner;
  llvm::SmallVector<mlir::Type> types; ///< of the results
  std::vector<Place> places;           ///< of each value
};

} // namespace ganc

#endif
