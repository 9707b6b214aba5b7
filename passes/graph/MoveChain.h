// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The op behind a chain of moves that each have one operand and one reader.

#ifndef GANC_PASSES_GRAPH_MOVECHAIN_H
#define GANC_PASSES_GRAPH_MOVECHAIN_H

#include "dialects/gan/Gan.h"

#include <optional>
#include <string>

namespace ganc::graph {

struct MoveChain {
  mlir::Operation *origin;            ///< no move
  llvm::SmallVector<gan::Move> moves; ///< from the origin's result to the value
};

/// The chain that makes `value`, read by one op only; nothing, with the reason, when another op reads something
/// between, or the chain begins at an input.
std::optional<MoveChain> chainBehind(mlir::Value value, std::string &reason);

} // namespace ganc::graph

#endif
