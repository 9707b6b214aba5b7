// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What quantization does to the energy of showers: the paired error of runtime/physics/EnergyError.h between
// a network and its quantized form on inputs that calibration has not seen, after the description's
// transformation of outputs to energies.

#ifndef GANC_COMPILER_ENERGYDAMAGE_H
#define GANC_COMPILER_ENERGYDAMAGE_H

#include "compiler/ModelRunner.h"
#include "runtime/physics/EnergyError.h"
#include "runtime/sampling/Description.h"

namespace ganc {

struct EnergyDamageOptions {
  uint64_t seed = 1; ///< another one than calibration's
  int64_t showers = 512;
};

/// `reference` and `quantized` have the same inputs and outputs.
mlir::FailureOr<EnergyError> energyDamage(mlir::ModuleOp reference, mlir::ModuleOp quantized,
                                          const Description &description, const EnergyDamageOptions &options,
                                          const MakeModelRunner &makeRunner);

} // namespace ganc

#endif
