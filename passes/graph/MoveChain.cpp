// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/graph/MoveChain.h"

#include <algorithm>

using namespace mlir;

namespace ganc::graph {

std::optional<MoveChain> chainBehind(Value value, std::string &reason) {
  MoveChain chain{nullptr, {}};
  while (Operation *op = value.getDefiningOp()) {
    if (!value.hasOneUse()) {
      reason = "several ops read its source";
      return std::nullopt;
    }
    auto move = dyn_cast<gan::Move>(op);
    if (!move) {
      chain.origin = op;
      std::reverse(chain.moves.begin(), chain.moves.end());
      return chain;
    }
    if (op->getNumOperands() != 1) {
      reason = "its source has several parts";
      return std::nullopt;
    }
    chain.moves.push_back(move);
    value = op->getOperand(0);
  }
  reason = "it reads an input of the network";
  return std::nullopt;
}

} // namespace ganc::graph
