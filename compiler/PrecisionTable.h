// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The search for precisions, for people and for scripts.

#ifndef GANC_COMPILER_PRECISIONTABLE_H
#define GANC_COMPILER_PRECISIONTABLE_H

#include "compiler/Quantization.h"

#include "llvm/Support/JSON.h"

namespace ganc {

/// Whether no other candidate costs as little or less and does as little damage or less.
bool isOnFrontier(const QuantizationRecord &record, size_t candidate);

/// The budget, the candidates on the frontier and the chosen one by cost, then why each op got its precision.
std::string precisionTable(const QuantizationRecord &record);

/// `{"damage_of", "calibration_showers", "floor", "budget", "ops": [{"node", "precision", "method", "pinned", "reason",
/// "cost"}], "candidates": [{"cost", "median", "p90", ..., "precisions"}], "chosen", "held_out"}`
llvm::json::Value precisionJson(const QuantizationRecord &record);

} // namespace ganc

#endif
