// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The reference evaluation of a whole network: `func.func @main` of a module, op by op, on named tensors. The
// names are the attributes `gan.name` of its arguments and results. A module with `gan.level = "quantized"`
// is evaluated in float32 steps and exact integers, any other in float64.

#ifndef GANC_DIALECTS_GAN_EVALUATION_H
#define GANC_DIALECTS_GAN_EVALUATION_H

#include "dialects/gan/Gan.h"

#include "mlir/IR/BuiltinOps.h"

#include <map>
#include <string>

namespace ganc::gan {

using NamedTensors = std::map<std::string, numerics::Tensor>;

/// Sees each value of the network as it is computed, arguments and constants included.
using Observer = llvm::function_ref<void(mlir::Value, const numerics::Tensor &)>;

Arithmetic arithmeticOf(mlir::ModuleOp module);

/// The outputs for `inputs`, all of one batch; further tensors in `inputs` are ignored. A missing input, or
/// one that does not fit its type, is an error at the function. Values are freed after their last use.
llvm::FailureOr<NamedTensors> evaluate(mlir::ModuleOp module, const NamedTensors &inputs,
                                       Observer observe = nullptr);

} // namespace ganc::gan

#endif
