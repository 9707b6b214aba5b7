// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What becomes of a scale and shift of each channel when values are moved: element by element, so that
// reshapes, transposes, slices and concats need no rules of their own, as long as the elements of each
// channel on the other side all got the same.

#ifndef GANC_PASSES_GRAPH_CHANNELTRACING_H
#define GANC_PASSES_GRAPH_CHANNELTRACING_H

#include "passes/graph/BatchNormFolding.h"

#include <optional>
#include <string>

namespace ganc::graph {

/// move (a x) = a' (move x): a' for the channels of the result. An operand without an entry (null) is taken
/// as it is. Nothing, with the reason, when a channel of the result would get several.
std::optional<ChannelAffine> throughMove(gan::Move move, llvm::ArrayRef<const ChannelAffine *> ofOperands,
                                         std::string &reason);

/// a (move x) = move (a' x): a' for the channels of the only operand; those that the move drops are left as
/// they are. Nothing, with the reason, when a channel of the operand would need several.
std::optional<ChannelAffine> beforeMove(gan::Move move, const ChannelAffine &ofResult, std::string &reason);

} // namespace ganc::graph

#endif
