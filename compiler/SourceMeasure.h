// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is measured, before weights are rounded, of the values that heavy ops read.

#ifndef GANC_COMPILER_SOURCEMEASURE_H
#define GANC_COMPILER_SOURCEMEASURE_H

#include "compiler/ExposedValues.h"
#include "dialects/gan/Gan.h"

#include <Eigen/Core>

namespace ganc {

using SourceMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Of the source of one heavy op.
class SourceMeasure {
public:
  virtual ~SourceMeasure() = default;
  virtual bool hasEnough() const = 0;
  /// [channel][position] of one shower, scaled to root mean square 1: high energies count as low ones do.
  virtual void add(SourceMatrix source) = 0;
  /// Leaves what was measured on the op.
  virtual void annotate(gan::Heavy heavy) const = 0;
};

/// Shows the first showers of `source`, 512 at most, to what `make` makes for each heavy op, until all have enough. It
/// may make nothing for an op. Sources with constants among what moves make them of are left out. `exposed` are all
/// observed values of `graph`, in order.
mlir::LogicalResult measureSources(mlir::ModuleOp graph, const ExposedValues &exposed,
                                   const InputSource &source,
                                   llvm::function_ref<std::unique_ptr<SourceMeasure>(gan::Heavy)> make);

} // namespace ganc

#endif
