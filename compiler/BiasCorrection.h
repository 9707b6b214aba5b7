// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Corrects the biases of the heavy ops whose results leave a quantized network, moved at most, so that the means of
// its outputs are those of the float network to first order (OutputBalance.h):
//
//   before:  heavy (x, w, bias)            after:  heavy (x, w, bias + shift)        shift: one of each output channel
//
// Both run on the same showers. On the 3DGAN, showers below 60 GeV had 2 % too much energy and those around 450 GeV
// 0.2 % too little. Other outputs, and ops that compute in f32, are left alone.

#ifndef GANC_COMPILER_BIASCORRECTION_H
#define GANC_COMPILER_BIASCORRECTION_H

#include "compiler/InputSource.h"

namespace ganc {

class BiasCorrection {
public:
  /// Computes the outputs of `network` (level 1) on the first showers of `inputs`. An error is reported.
  static mlir::FailureOr<BiasCorrection> create(mlir::ModuleOp network, ModelRunner &runner,
                                                const InputSource &inputs);

  /// `quantized` is level 2 of that network.
  mlir::LogicalResult apply(mlir::ModuleOp quantized, const MakeModelRunner &makeRunner) const;

private:
  struct Batch {
    InputShowers showers;
    ShowerTensors outputs;
  };
  std::vector<Batch> batches;
};

} // namespace ganc

#endif
