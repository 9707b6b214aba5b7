// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Copies the program for each target and schedule and fixes, op by op, what the lanes hold, the dot product and
// the register tile.
//
//   before:  func.func @program
//   after:   func.func @program_avx512_vnni { kernel.target, kernel.schedule = lanes }, on 16 showers
//            func.func @program_avx512_vnni_single { ... kernel.schedule = single }, on buffers of one shower
//
// Before weights are packed, because the tile decides their order. The arithmetic is in RegisterTile.h and
// LaneChoice.h.

#include "dialects/kernel/CName.h"
#include "dialects/kernel/DotProducts.h"
#include "dialects/kernel/Targets.h"
#include "dialects/numerics/FlatPlane.h"
#include "dialects/numerics/LaneChoice.h"
#include "dialects/numerics/RegisterTile.h"
#include "passes/schedule/Passes.h"

#include <cmath>

using namespace mlir;

namespace ganc::schedule {

#define GEN_PASS_DEF_TILEKERNELSPASS
#include "passes/schedule/Passes.h.inc"

namespace {

using kernel::Dot;
using kernel::Extents;
using kernel::Schedule;

bool isOnePosition(kernel::PhaseConvOp op) {
  const Extents dst(op.getDst());
  return dst.x * dst.y * dst.z == 1;
}

/// Positions along z that a tile can have: those of one phase, of all where channels are in the lanes, or vectors of
/// positions of a plane.
int64_t tileablePositions(kernel::PhaseConvOp op) {
  const numerics::PhaseColumns shape = op.phaseColumns();
  if (op.getLanes() == kernel::Lanes::Positions)
    return numerics::flatVectors(shape, op.positions(), numerics::flatPlane(shape, op.positions()).pitch, 0,
                                 0, kernel::kLanes);
  const int64_t all = llvm::divideCeil(Extents(op.getDst()).z, shape.side(2));
  const bool isOnePhase = op.getLanes() == kernel::Lanes::Showers;
  return isOnePhase ? llvm::divideCeil(all, shape.loopAxis(2).phases.size()) : all;
}

/// How to choose a tile: one position and channel group, or the one at `rank` among its candidates, from 0, the
/// cheapest, to 1, the dearest.
struct Choice {
  bool naive;
  double rank;
};

/// Registers for each position and channel of a tile: the f32 sums of an op of one channel, whose rows of taps may be
/// short, stay beside the accumulators. Those of long rows wait on the stack, once in hundreds of dot products.
int64_t registersOfResult(kernel::PhaseConvOp op) {
  return op.getRowSums() && op.getChannels() == 1 ? 2 : 1;
}

/// Sets the tile, whose columns are of `unit` channels each. It may be for more registers than the target has.
void setTile(kernel::PhaseConvOp op, ArrayRef<numerics::RegisterTile> candidates, int64_t unit,
             const kernel::Target &target, Choice choice) {
  const numerics::RegisterTile tile = candidates[std::lround(choice.rank * (candidates.size() - 1))];
  const int64_t most =
      numerics::tilePositions(tile.channels * registersOfResult(op), tileablePositions(op), target.registers);
  op.setTile({std::min(tile.positions, most), tile.channels * unit});
  op->setAttr(kernel::kCostAttr, Builder(op).getF64FloatAttr(tile.cost));
}

/// Weights of one position are many: both schedules read them in blocks of whole vectors, so that they are there
/// only once. Others are packed for their tile.
void tileShowers(kernel::PhaseConvOp op, const kernel::Target &target, Choice choice) {
  const int64_t slots = Extents(op.getDst()).slots;
  const bool inBlocks = isOnePosition(op) && op.getChannels() >= kernel::kLanes;
  if (inBlocks)
    op.setBlock(kernel::kLanes);
  if (choice.naive)
    op.setTile({1, slots});
  else if (inBlocks)
    op.setTile({1, kernel::kLanes});
  else
    setTile(op, numerics::channelTiles(op.getChannels(), slots, tileablePositions(op)), 1, target, choice);
}

int64_t mostTaps(const numerics::PhaseAxis &axis) {
  size_t most = 0;
  for (const numerics::Phase &phase : axis.phases)
    most = std::max(most, phase.kernelTaps.size());
  return most;
}

/// Rows of one phase share a tap of weights: only they are accumulated side by side.
void setSums(kernel::PhaseConvOp op, const kernel::Target &target) {
  if (op.getDot() == Dot::Fma || mostTaps(op.phaseColumns().loopAxis(2)) == 1)
    return;
  const int64_t vectors = op.getTile()[1] / kernel::kLanes;
  const int64_t rows = numerics::evenTile(tileablePositions(op), op.getTile()[0]);
  const int64_t phases = op.phaseColumns().loopAxis(2).phases.size();
  const int64_t sums =
      numerics::sumsOfTile(llvm::divideCeil(rows, phases) * vectors, rows * vectors, rows, target.registers);
  if (sums > 1)
    op.setSums(sums);
}

void tileChannels(kernel::PhaseConvOp op, const kernel::Target &target, Choice choice) {
  op.setLanes(kernel::Lanes::Channels);
  op.setBlock(kernel::kLanes);
  if (choice.naive)
    return op.setTile({1, kernel::kLanes});
  const auto merged = numerics::mergedAxes(op.phaseColumns(), op.positions(), kernel::kLanes);
  if (llvm::is_contained(merged, true))
    op.setMerged(merged);
  const int64_t vectors = llvm::divideCeil(op.phaseColumns().columns(), kernel::kLanes);
  setTile(
      op,
      numerics::vectorTiles(vectors, tileablePositions(op), target.registers,
                            numerics::packedWords(op.phaseColumns(), kernel::kLanes) * kernel::kWordBytes),
      kernel::kLanes, target, choice);
  setSums(op, target);
}

void tilePositions(kernel::PhaseConvOp op, const kernel::Target &target, Choice choice) {
  op.setLanes(kernel::Lanes::Positions);
  op.removeMergedAttr();
  op.removeBlockAttr();
  setTile(op, numerics::channelTiles(op.getChannels(), Extents(op.getDst()).slots, tileablePositions(op)), 1,
          target, choice);
}

/// Channels or positions, whichever takes fewer dot products.
void tileSingle(kernel::PhaseConvOp op, const kernel::Target &target, Choice choice) {
  tileChannels(op, target, choice);
  const numerics::PhaseColumns shape = op.phaseColumns();
  if (!choice.naive && !isOnePosition(op) && numerics::canFlatten(shape) &&
      numerics::flatDotCount(shape, op.positions(), kernel::kLanes) < kernel::vectorDots(op))
    tilePositions(op, target, choice);
}

/// Buffers of one shower instead of 16.
void makeSingle(func::FuncOp program) {
  program.walk([](Operation *op) {
    for (Value buffer : op->getResults()) {
      auto type = cast<MemRefType>(buffer.getType());
      SmallVector<int64_t> shape(type.getShape());
      shape[4] = 1;
      buffer.setType(MemRefType::get(shape, type.getElementType()));
    }
  });
}

struct TileKernelsPass : impl::TileKernelsPassBase<TileKernelsPass> {
  using TileKernelsPassBase::TileKernelsPassBase;

  void makeProgram(func::FuncOp program, const kernel::Target &target, Schedule schedule) {
    OpBuilder builder(program);
    auto copy = cast<func::FuncOp>(builder.clone(*program));
    const bool isSingle = schedule == Schedule::Single;
    copy.setName("program_" + cName(target.name) + (isSingle ? "_single" : ""));
    copy->setAttr(kernel::kTargetAttr, builder.getStringAttr(target.name));
    copy->setAttr(kernel::kScheduleAttr, kernel::ScheduleAttr::get(&getContext(), schedule));
    if (isSingle)
      makeSingle(copy);
    SymbolTable symbols(getOperation());
    int64_t cost = 0;
    copy.walk([&](kernel::PhaseConvOp op) {
      op.setDot(op.getDot() == Dot::Fma ? Dot::Fma : target.integerDot);
      isSingle ? tileSingle(op, target, {naive, rank}) : tileShowers(op, target, {naive, rank});
      cost += kernel::costOf(op, symbols);
    });
    copy->setAttr(kernel::kCostAttr, builder.getI64IntegerAttr(cost));
  }

  LogicalResult makePrograms(func::FuncOp program, StringRef name, ArrayRef<Schedule> wanted) {
    const kernel::Target *target = kernel::findTarget(name);
    if (!target)
      return program.emitError("target is ") << name << ", expected one of " << kernel::targetNames();
    for (const Schedule schedule : wanted)
      makeProgram(program, *target, schedule);
    return success();
  }

  FailureOr<SmallVector<Schedule>> wantedSchedules() {
    if (schedules.empty())
      return SmallVector<Schedule>{Schedule::Lanes, Schedule::Single};
    SmallVector<Schedule> wanted;
    for (const std::string &name : schedules) {
      const auto schedule = kernel::symbolizeSchedule(name);
      if (!schedule)
        return getOperation().emitError("schedule is ") << name << ", expected lanes or single";
      wanted.push_back(*schedule);
    }
    return wanted;
  }

  void runOnOperation() override {
    auto program = getOperation().lookupSymbol<func::FuncOp>("program");
    if (!program)
      return getOperation().emitError("module has no function program: gan-convert-to-kernels makes it"),
             signalPassFailure();
    if (!(rank >= 0 && rank <= 1))
      return getOperation().emitError("rank is ") << rank << ", expected 0 to 1", signalPassFailure();
    const auto wanted = wantedSchedules();
    for (const std::string &name : targetNames)
      if (failed(wanted) || failed(makePrograms(program, name, *wanted)))
        return signalPassFailure();
    program.erase();
  }
};

} // namespace
} // namespace ganc::schedule
