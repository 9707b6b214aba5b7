// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Packs weights, biases and multipliers in the order in which the tiles read them.
//
//   before:  weights [phase][row][co]             after:  [phase][column / B][row][B], B = block
//            bias [x][y][z][co] or [co]                   [x][y][z][column] or [column], whole vectors of columns
//
// A row is (tx, ty, g, tz). After `kernel-tile-kernels`, which fixes columns and blocks; ops and programs that read the
// same share it. The arithmetic is in PhaseColumns.h.

#include "dialects/numerics/FlatPlane.h"
#include "passes/schedule/Passes.h"
#include "passes/schedule/Words.h"

#include "mlir/IR/SymbolTable.h"

#include <bit>

using namespace mlir;

namespace ganc::schedule {

#define GEN_PASS_DEF_PACKWEIGHTSPASS
#include "passes/schedule/Passes.h.inc"

namespace {

/// Words before packing: all channels of the output's words in a row.
int64_t unpackedWords(numerics::PhaseColumns shape) {
  shape.merged = {};
  return numerics::packedWords(shape, 1);
}

class Packer {
public:
  explicit Packer(ModuleOp module) : symbols(module) {}

  LogicalResult pack(kernel::PhaseConvOp op) {
    const auto weights = packedWeights(op);
    if (failed(weights))
      return failure();
    op.setWeightsAttr(*weights);
    if (op.getLanes() == kernel::Lanes::Channels)
      packColumnParameters(op);
    else if (op.getFlat() && op.getBias())
      packFlatBias(op);
    return success();
  }

  void eraseUnpacked() { eraseUnused(symbols, unpacked.getArrayRef()); }

private:
  /// [column], or [x][y][z][column] and [phase][column].
  void packColumnParameters(kernel::PhaseConvOp op) {
    const numerics::PhaseColumns shape = op.phaseColumns();
    if (shape.columns() == shape.channels && shape.columns() % op.vectorColumns() == 0)
      return;
    if (op.getBias())
      op.setBiasAttr(packedParameters(op, *op.getBias(), "columns", [&](ArrayRef<float> values) {
        return numerics::packPositionParameters(values, shape, op.positions().dst, op.vectorColumns());
      }));
    if (op.getMultiplier())
      op.setMultiplierAttr(packedParameters(op, *op.getMultiplier(), "columns", [&](ArrayRef<float> values) {
        return numerics::packPhaseParameters(values, shape, op.vectorColumns());
      }));
  }

  /// [x][py][pz][co][place]; one for all positions stays.
  void packFlatBias(kernel::PhaseConvOp op) {
    const numerics::PhaseColumns shape = op.phaseColumns();
    auto data = symbols.lookup<kernel::DataOp>(*op.getBias());
    if (!data || data.getValue().getNumElements() == shape.channels)
      return;
    op.setBiasAttr(packedParameters(op, *op.getBias(), "flat", [&](ArrayRef<float> values) {
      return numerics::packFlatParameters(values, shape, op.positions().dst, (*op.getFlat())[0],
                                          kernel::Extents(op.getScratch()).z);
    }));
  }

  FailureOr<FlatSymbolRefAttr> packedWeights(kernel::PhaseConvOp op) {
    const numerics::PhaseColumns shape = op.phaseColumns();
    auto data = symbols.lookup<kernel::DataOp>(op.getWeights());
    if (!data)
      return op.emitError("weights @") << op.getWeights() << " is not there, expected kernel.data", failure();
    const int64_t words = data.getValue().getNumElements(), expected = unpackedWords(shape);
    if (words != expected)
      return op.emitError("weights have ") << words << " words, expected " << expected << " before packing",
             failure();
    const int64_t block = op.blockColumns();
    return share(data, op, ("c" + Twine(block)).str(), [&] {
      return numerics::packColumns(kernel::wordsOf(data), shape.phaseColumns(), shape, block);
    });
  }

  FlatSymbolRefAttr packedParameters(kernel::PhaseConvOp op, StringRef symbol, StringRef form,
                                     llvm::function_ref<std::vector<float>(ArrayRef<float>)> pack) {
    auto data = symbols.lookup<kernel::DataOp>(symbol);
    if (!data)
      return FlatSymbolRefAttr::get(op.getContext(), symbol);
    return share(data, op, form, [&] {
      std::vector<float> values;
      for (const uint32_t word : kernel::wordsOf(data))
        values.push_back(std::bit_cast<float>(word));
      std::vector<uint32_t> words;
      for (const float value : pack(values))
        words.push_back(std::bit_cast<uint32_t>(value));
      return words;
    });
  }

  /// The symbol of what `make` makes of `data` for ops that merge the same axes; made when it is not there yet.
  FlatSymbolRefAttr share(kernel::DataOp data, kernel::PhaseConvOp op, StringRef form,
                          llvm::function_ref<std::vector<uint32_t>()> make) {
    std::string name = (data.getSymName() + "." + form).str();
    for (int i = 0; i < 3; i++)
      if (op.phaseColumns().merged[i])
        name += "xyz"[i];
    unpacked.insert(data);
    return wordsNamed(symbols, data, name, data.getValue().getElementType(), make);
  }

  SymbolTable symbols;
  SetVector<Operation *> unpacked;
};

struct PackWeightsPass : impl::PackWeightsPassBase<PackWeightsPass> {
  void runOnOperation() override {
    Packer packer(getOperation());
    const WalkResult walk =
        getOperation().walk([&](kernel::PhaseConvOp op) -> WalkResult { return packer.pack(op); });
    if (walk.wasInterrupted())
      return signalPassFailure();
    packer.eraseUnpacked();
  }
};

} // namespace
} // namespace ganc::schedule
