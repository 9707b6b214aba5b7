// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an artifact says about itself, gathered from the compiled network (level 1 or 2).

#ifndef GANC_COMPILER_FACTS_H
#define GANC_COMPILER_FACTS_H

#include "compiler/Quantization.h"
#include "compiler/target/Metadata.h"

#include <optional>

namespace ganc {

/// Name, tensors and ops with their precisions and scales; hash of the calibration when there was one.
ModelFacts networkFacts(mlir::ModuleOp network);

/// Inputs of a few showers, as described or any, and the outputs that the reference evaluation gives for them.
mlir::FailureOr<std::unique_ptr<metadata::GoldenT>> makeGolden(mlir::ModuleOp network,
                                                               const std::optional<Description> &description);

/// How precisions were chosen, and what they do.
void addQuantizationFacts(const QuantizationRecord &record, ModelFacts &facts);

/// Targets and workspace of the programs (level 3).
void addProgramFacts(mlir::ModuleOp module, ModelFacts &facts);

/// What `kernel-emit-model-table` reads: `kernel.metadata`, `kernel.conditions`.
void embedMetadata(mlir::ModuleOp module, const std::vector<uint8_t> &bytes);
void embedConditions(mlir::ModuleOp module, const Description &description);

} // namespace ganc

#endif
