// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Packs weights, biases and multipliers in the order in which the tiles read them.
//
//   before:  weights [phase][row][co]             after:  [phase][column / B][row][B], B = block
//            bias [x][y][z][co] or [co]                   [x][y][z][column] or [column], whole vectors of columns
//
// A row is (tx, ty, g, tz). After `kernel-tile-kernels`, which fixes columns and blocks; ops and programs that read the
// same share it. The arithmetic is in PhaseColumns.h.

#include "dialects/gan/Constants.h"
#include "dialects/numerics/PhaseColumns.h"
#include "passes/schedule/Passes.h"

#include "mlir/IR/SymbolTable.h"

#include <bit>
#include <numeric>

using namespace mlir;

namespace ganc::schedule {

#define GEN_PASS_DEF_PACKWEIGHTSPASS
#include "passes/schedule/Passes.h.inc"

namespace {

/// Words before packing: all channels of the output's words in a row.
int64_t unpackedWords(const numerics::PhaseColumns &shape) {
  int64_t words = shape.inputGroups * shape.phaseColumns();
  for (const numerics::PhaseAxis &axis : shape.axes)
    words *= std::accumulate(
        axis.phases.begin(), axis.phases.end(), int64_t(0),
        [](int64_t sum, const numerics::Phase &phase) { return sum + phase.kernelTaps.size(); });
  return words;
}

class Packer {
public:
  explicit Packer(ModuleOp module) : symbols(module) {}

  LogicalResult pack(kernel::PhaseConvOp op) {
    const auto weights = packedWeights(op);
    if (failed(weights))
      return failure();
    op.setWeightsAttr(*weights);
    if (op.vectorColumns() == 1)
      return success();
    const numerics::PhaseColumns shape = op.phaseColumns();
    const kernel::Extents dst(op.getDst());
    if (op.getBias())
      op.setBiasAttr(packedParameters(op, *op.getBias(), [&](ArrayRef<float> values) {
        return numerics::packPositionParameters(values, shape, {dst.x, dst.y, dst.z}, op.vectorColumns());
      }));
    if (op.getMultiplier())
      op.setMultiplierAttr(packedParameters(op, *op.getMultiplier(), [&](ArrayRef<float> values) {
        return numerics::packPhaseParameters(values, shape, op.vectorColumns());
      }));
    return success();
  }

  void eraseUnpacked() {
    for (Operation *data : unpacked)
      if (SymbolTable::symbolKnownUseEmpty(data, symbols.getOp()))
        data->erase();
  }

private:
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

  /// The parameters @symbol in whole vectors of columns, or as they are where that is the same.
  FlatSymbolRefAttr packedParameters(kernel::PhaseConvOp op, StringRef symbol,
                                     llvm::function_ref<std::vector<float>(ArrayRef<float>)> pack) {
    const numerics::PhaseColumns shape = op.phaseColumns();
    auto data = symbols.lookup<kernel::DataOp>(symbol);
    if (!data || (shape.columns() == shape.channels && shape.columns() % op.vectorColumns() == 0))
      return FlatSymbolRefAttr::get(op.getContext(), symbol);
    return share(data, op, "columns", [&] {
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
    if (symbols.lookup(name))
      return FlatSymbolRefAttr::get(op.getContext(), name);
    const std::vector<uint32_t> words = make();
    OpBuilder builder(data);
    const auto type =
        RankedTensorType::get({static_cast<int64_t>(words.size())}, data.getValue().getElementType());
    const ArrayRef<char> raw(reinterpret_cast<const char *>(words.data()), words.size() * sizeof(uint32_t));
    auto result = kernel::DataOp::create(builder, data.getLoc(), name, gan::makeElements(type, raw, name));
    return FlatSymbolRefAttr::get(symbols.insert(result));
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
