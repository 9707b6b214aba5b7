// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Keeps each plane of a bias field once.
//
//   before:  phase_conv bias @b                                @b [x][...]
//   after:   phase_conv bias @b.shared bias_planes @b.planes   @b.shared [plane][...], x reads plane @b.planes[x]
//
// Far from the borders all planes of a field are the same. On the 3DGAN 3 of 26 stay: 62 KiB instead of 538 in front
// of the fourth convolution, which one shower reads once. After `kernel-pack-weights`, which orders biases. Leaves
// alone: biases of channels, fields whose planes all differ.

#include "dialects/numerics/SharedRows.h"
#include "passes/schedule/Passes.h"
#include "passes/schedule/Words.h"

#include "mlir/IR/SymbolTable.h"

using namespace mlir;

namespace ganc::schedule {

#define GEN_PASS_DEF_SHAREPLANESPASS
#include "passes/schedule/Passes.h.inc"

namespace {

class PlaneSharer {
public:
  explicit PlaneSharer(ModuleOp module) : symbols(module) {}

  void share(kernel::PhaseConvOp op) {
    auto data = op.getBias() ? symbols.lookup<kernel::DataOp>(*op.getBias()) : kernel::DataOp();
    if (!data || op.getBiasPlanes() || data.getValue().getNumElements() == op.parameterColumns())
      return;
    const int64_t planes = llvm::divideCeil(kernel::Extents(op.getDst()).x, op.phaseColumns().side(0));
    const numerics::SharedRows rows = numerics::shareRows(kernel::wordsOf(data), planes);
    if (rows.words.size() == static_cast<size_t>(data.getValue().getNumElements()))
      return;
    const Type word = data.getValue().getElementType();
    const auto named = [&](StringRef form, Type element, const std::vector<uint32_t> &words) {
      return wordsNamed(symbols, data, (data.getSymName() + "." + form).str(), element,
                        [&] { return words; });
    };
    op.setBiasAttr(named("shared", word, rows.words));
    op.setBiasPlanesAttr(named("planes", IntegerType::get(op.getContext(), 32), rows.indices));
    shared.insert(data);
  }

  void eraseUnshared() { eraseUnused(symbols, shared.getArrayRef()); }

private:
  SymbolTable symbols;
  SetVector<Operation *> shared;
};

struct SharePlanesPass : impl::SharePlanesPassBase<SharePlanesPass> {
  void runOnOperation() override {
    PlaneSharer sharer(getOperation());
    getOperation().walk([&](kernel::PhaseConvOp op) { sharer.share(op); });
    sharer.eraseUnshared();
  }
};

} // namespace
} // namespace ganc::schedule
