// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Packs weights in the order in which the tiles read them.
//
//   before:  [phase][co / all][row][all]          after:  [phase][co / C][row][C],  tile = [Z, C]
//
// A row is (tx, ty, g, tz). After `kernel-tile-kernels`, which fixes C; programs with the same C share the result.

#include "dialects/gan/Constants.h"
#include "dialects/numerics/PhaseConv.h"
#include "passes/schedule/Passes.h"

#include "mlir/IR/SymbolTable.h"

using namespace mlir;

namespace ganc::schedule {

#define GEN_PASS_DEF_PACKWEIGHTSPASS
#include "passes/schedule/Passes.h.inc"

namespace {

numerics::PhaseBlocks blocksOf(kernel::PhaseConvOp op) {
  numerics::PhaseBlocks blocks{{}, static_cast<int64_t>(op.getChannels())};
  const int64_t groups = kernel::Extents(op.getSrc()).groups;
  for (const int64_t x : op.getX().getTaps())
    for (const int64_t y : op.getY().getTaps())
      for (const int64_t z : op.getZ().getTaps())
        blocks.rows.push_back(x * y * z * groups);
  return blocks;
}

/// The op's weights, all channels in one tile as gan-convert-to-kernels leaves them.
FailureOr<kernel::DataOp> unpackedWeights(SymbolTable &symbols, kernel::PhaseConvOp op, int64_t tile) {
  auto data = symbols.lookup<kernel::DataOp>(op.getWeights());
  if (!data)
    return op.emitError("weights @") << op.getWeights() << " is not there, expected kernel.data";
  int64_t expected = 0;
  for (const int64_t rows : blocksOf(op).rows)
    expected += rows * tile;
  if (const int64_t words = data.getValue().getNumElements(); words != expected)
    return op.emitError("weights have ") << words << " words, expected " << expected << " before packing";
  return data;
}

struct PackWeightsPass : impl::PackWeightsPassBase<PackWeightsPass> {
  /// The symbol of `data`, which has tiles of `all` channels, packed for `tile`; made when it is not there
  /// yet.
  FlatSymbolRefAttr packed(SymbolTable &symbols, kernel::PhaseConvOp op, kernel::DataOp data, int64_t all) {
    const int64_t tile = op.getTile()[1];
    const std::string name = (data.getSymName() + ".c" + Twine(tile)).str();
    if (symbols.lookup(name))
      return FlatSymbolRefAttr::get(&getContext(), name);
    const std::vector<uint32_t> words =
        numerics::repackWeights(kernel::wordsOf(data), blocksOf(op), all, tile);
    OpBuilder builder(data);
    const auto type = RankedTensorType::get({static_cast<int64_t>(words.size())}, builder.getI32Type());
    const ArrayRef<char> raw(reinterpret_cast<const char *>(words.data()), words.size() * sizeof(uint32_t));
    auto result = kernel::DataOp::create(builder, data.getLoc(), name, gan::makeElements(type, raw, name));
    return FlatSymbolRefAttr::get(symbols.insert(result));
  }

  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    SetVector<Operation *> unpacked;
    const WalkResult walk = getOperation().walk([&](kernel::PhaseConvOp op) -> WalkResult {
      const int64_t all = llvm::alignTo(op.getChannels(), kernel::Extents(op.getDst()).slots);
      const auto data = unpackedWeights(symbols, op, all);
      if (failed(data))
        return WalkResult::interrupt();
      op.setWeightsAttr(packed(symbols, op, *data, all));
      unpacked.insert(*data);
      return WalkResult::advance();
    });
    if (walk.wasInterrupted())
      return signalPassFailure();
    for (Operation *data : unpacked)
      data->erase();
  }
};

} // namespace
} // namespace ganc::schedule
