// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/quantize/PrecisionPins.h"

using namespace mlir;

namespace ganc::quantize {
namespace {

bool isMadeFrom(Operation *op, StringRef node) {
  bool found = false;
  op->getLoc()->walk([&](Location part) {
    const auto name = dyn_cast<NameLoc>(part);
    found = found || (name && name.getName() == node);
    return WalkResult::advance();
  });
  return found;
}

/// All ops made from the node: one that was split gives several.
LogicalResult addPin(ModuleOp module, StringRef node, Precision precision, PinnedOps &pinned) {
  bool found = false;
  const WalkResult walk = module.walk([&](gan::Heavy heavy) {
    if (!isMadeFrom(heavy, node))
      return WalkResult::advance();
    found = true;
    const auto [known, isNew] = pinned.insert({heavy.getOperation(), precision});
    if (isNew || known->second == precision)
      return WalkResult::advance();
    module.emitError() << "node '" << node
                       << "' has two pins, expected one: it is part of an op that is pinned to "
                       << textOf(known->second);
    return WalkResult::interrupt();
  });
  if (walk.wasInterrupted())
    return failure();
  if (!found)
    return module.emitError() << "node '" << node
                              << "' is pinned but no op that multiplies weights is made from it";
  return success();
}

} // namespace

FailureOr<PinnedOps> pinnedOps(ModuleOp module, ArrayRef<std::string> pins) {
  PinnedOps pinned;
  for (const std::string &pin : pins) {
    const auto [node, text] = StringRef(pin).rsplit(':');
    const auto precision = parsePrecision(text);
    if (!precision || node.empty())
      return module.emitError() << "pin is '" << pin << "', expected NODE:u8, NODE:s16 or NODE:f32";
    if (failed(addPin(module, node, *precision, pinned)))
      return failure();
  }
  return pinned;
}

} // namespace ganc::quantize
