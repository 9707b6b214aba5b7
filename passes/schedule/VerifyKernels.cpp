// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Checks the promises of level 3: known targets, every buffer inside the arena, data of the sizes that
// kernels read. What one op promises by itself is in its verifier.

#include "dialects/kernel/Targets.h"
#include "passes/schedule/Passes.h"

#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace ganc::schedule {

#define GEN_PASS_DEF_VERIFYKERNELSPASS
#include "passes/schedule/Passes.h.inc"

namespace {

LogicalResult verifySize(Operation *op, SymbolTable &symbols, std::optional<StringRef> symbol,
                         ArrayRef<int64_t> allowed, StringRef what) {
  if (!symbol)
    return success();
  auto data = symbols.lookup<kernel::DataOp>(*symbol);
  if (!data)
    return op->emitError() << what << " @" << *symbol << " is not there, expected kernel.data";
  const int64_t count = data.getValue().getNumElements();
  if (llvm::is_contained(allowed, count))
    return success();
  auto diagnostic = op->emitError() << what << " has " << count << " words, expected " << allowed.front();
  diagnostic.attachNote(data.getLoc()) << "@" << *symbol << " is made here";
  return diagnostic;
}

/// Planes of the bias field: those of x, or those that `bias_planes` names.
FailureOr<int64_t> biasPlanes(kernel::PhaseConvOp op, SymbolTable &symbols) {
  const int64_t planes = llvm::divideCeil(kernel::Extents(op.getDst()).x, op.phaseColumns().side(0));
  if (!op.getBiasPlanes())
    return planes;
  if (failed(verifySize(op, symbols, op.getBiasPlanes(), {planes}, "bias_planes")))
    return failure();
  const std::vector<uint32_t> words = kernel::wordsOf(symbols.lookup<kernel::DataOp>(*op.getBiasPlanes()));
  return int64_t(*llvm::max_element(words)) + 1;
}

LogicalResult verifyData(kernel::PhaseConvOp op, SymbolTable &symbols) {
  const kernel::Extents dst(op.getDst());
  const numerics::PhaseColumns shape = op.phaseColumns();
  int64_t positions = 1, phases = 1;
  for (const auto [i, extent] : llvm::enumerate(std::array{dst.x, dst.y, dst.z})) {
    positions *= llvm::divideCeil(extent, shape.side(i));
    phases *= shape.loopAxis(i).phases.size();
  }
  if (op.getLanes() == kernel::Lanes::Positions && !op.getFlat())
    return op.emitError("source is not flat, expected kernel-flatten-planes to have flattened it");
  if (op.getFlat())
    positions = dst.x * op.getY().phases() * kernel::Extents(op.getScratch()).cells() / dst.groups;
  const FailureOr<int64_t> planes = biasPlanes(op, symbols);
  if (failed(planes))
    return failure();
  positions = positions / llvm::divideCeil(dst.x, shape.side(0)) * *planes;
  const int64_t parameters = op.parameterColumns();
  if (failed(verifySize(op, symbols, op.getWeights(), {numerics::packedWords(shape, op.blockColumns())},
                        "weights")) ||
      failed(verifySize(op, symbols, op.getBias(), {parameters, parameters * positions}, "bias")))
    return failure();
  return verifySize(op, symbols, op.getMultiplier(), {parameters, parameters * phases}, "multiplier");
}

LogicalResult verifyData(kernel::MapOp op, SymbolTable &symbols) {
  if (!op.getData())
    return success();
  for (const auto symbol : op.getData()->getAsRange<FlatSymbolRefAttr>())
    if (failed(verifySize(op, symbols, symbol.getValue(), {kernel::Extents(op.getDst()).cells()}, "data")))
      return failure();
  return success();
}

LogicalResult verifyData(kernel::LookupOp op, SymbolTable &symbols) {
  return verifySize(op, symbols, op.getTable(), {256 / kernel::kWordBytes, op.wordsOfChannels()}, "table");
}

LogicalResult verifyData(kernel::MoveOp op, SymbolTable &symbols) {
  const kernel::Extents dst(op.getDst());
  return verifySize(op, symbols, op.getTable(), {2 * dst.cells() * dst.slots}, "table");
}

LogicalResult verifyBuffer(kernel::BufferOp buffer, int64_t arenaBytes) {
  if (!buffer.getOffset())
    return buffer.emitError("buffer has no offset, expected kernel-plan-arena to have given one");
  if (static_cast<int64_t>(*buffer.getOffset()) < 0)
    return buffer.emitError("buffer begins at byte ")
           << static_cast<int64_t>(*buffer.getOffset()) << ", expected one inside the arena";
  const int64_t end = *buffer.getOffset() + buffer.bytes();
  if (end > arenaBytes)
    return buffer.emitError("buffer ends at byte ") << end << ", expected at most the arena's " << arenaBytes;
  return success();
}

/// Buffers hold as many showers as the program makes.
LogicalResult verifyShowers(Operation *op, kernel::Schedule schedule) {
  const int64_t expected = schedule == kernel::Schedule::Lanes ? kernel::kLanes : 1;
  for (const Value buffer : op->getResults())
    if (isa<MemRefType>(buffer.getType()) && kernel::Extents(buffer).lanes != expected)
      return op->emitError("buffer is ")
             << buffer.getType() << ", expected " << expected << " showers in a program of schedule "
             << kernel::stringifySchedule(schedule);
  return success();
}

LogicalResult verifyProgram(func::FuncOp program, SymbolTable &symbols) {
  const auto target = program->getAttrOfType<StringAttr>(kernel::kTargetAttr);
  const auto schedule = program->getAttrOfType<kernel::ScheduleAttr>(kernel::kScheduleAttr);
  const auto arena = program->getAttrOfType<IntegerAttr>(kernel::kArenaBytesAttr);
  if (!target || !kernel::findTarget(target))
    return program.emitError("program has no known target, expected kernel-tile-kernels to have named one");
  if (!schedule)
    return program.emitError("program has no schedule, expected kernel-tile-kernels to have chosen one");
  if (!arena)
    return program.emitError("program has no arena, expected kernel-plan-arena to have planned one");
  if (program.getNumArguments() != 0)
    return program.emitError("program has ")
           << program.getNumArguments() << " arguments, expected none: its buffers are places in the arena";
  const WalkResult result = program.walk([&](Operation *op) -> WalkResult {
    if (!isa<func::FuncOp, func::ReturnOp>(op) && !isa<kernel::KernelDialect>(op->getDialect()))
      return op->emitError("op is ") << op->getName() << ", expected a kernel";
    if (failed(verifyShowers(op, schedule.getValue())))
      return failure();
    return llvm::TypeSwitch<Operation *, LogicalResult>(op)
        .Case([&](kernel::BufferOp buffer) { return verifyBuffer(buffer, arena.getInt()); })
        .Case<kernel::PhaseConvOp, kernel::MapOp, kernel::LookupOp, kernel::MoveOp>(
            [&](auto op) { return verifyData(op, symbols); })
        .Default([](Operation *) { return success(); });
  });
  return failure(result.wasInterrupted());
}

struct VerifyKernelsPass : impl::VerifyKernelsPassBase<VerifyKernelsPass> {
  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    for (auto program : getOperation().getOps<func::FuncOp>())
      if (failed(verifyProgram(program, symbols)))
        return signalPassFailure();
  }
};

} // namespace
} // namespace ganc::schedule
