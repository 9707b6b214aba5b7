// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a kernel op must satisfy by itself; what a whole program must satisfy is `kernel-verify`.

#include "dialects/kernel/Kernel.h"

#include "dialects/numerics/FlatPlane.h"

using namespace mlir;

namespace ganc::kernel {

static bool isFloat(Value buffer) {
  return cast<MemRefType>(buffer.getType()).getElementType().isF32();
}

static Type elementOf(Value buffer) {
  return cast<MemRefType>(buffer.getType()).getElementType();
}

static LogicalResult verifyStorage(Operation *op, ArrayRef<int64_t> storage) {
  if (storage.size() == 3 && storage[0] <= storage[2] && storage[2] <= storage[1])
    return success();
  return op->emitOpError("storage is not [low, high, zero point] with low <= zero point <= high");
}

static LogicalResult verifyStorage(Operation *op, std::optional<ArrayRef<int64_t>> storage, Value dst) {
  if (isFloat(dst) == storage.has_value())
    return op->emitOpError("storage is ")
           << (storage ? "given" : "missing") << ", expected "
           << (storage ? "none for an f32 destination"
                       : "[low, high, zero point] of the quantized destination");
  return storage ? verifyStorage(op, *storage) : success();
}

LogicalResult AxisAttr::verify(function_ref<InFlightDiagnostic()> emitError, int64_t stride, int64_t dilation,
                               ArrayRef<int64_t> offsets, ArrayRef<int64_t> taps, int64_t split) {
  if (offsets.empty() || offsets.size() != taps.size())
    return emitError() << "axis has " << offsets.size() << " offsets and " << taps.size()
                       << " tap counts, expected one of each for every phase";
  if (stride < 1 || dilation < 1 || llvm::any_of(taps, [](int64_t t) { return t < 0; }))
    return emitError() << "stride and dilation of an axis are at least 1, tap counts at least 0";
  if (split < 0)
    return emitError() << "source of an axis is split at " << split << ", expected at least 0";
  return success();
}

LogicalResult BufferOp::verify() {
  const auto type = cast<MemRefType>(getBuffer().getType());
  const int64_t bytes = type.getElementTypeBitWidth() / 8;
  const bool isCellOfLanes = type.getDimSize(4) == 1 || type.getDimSize(4) == kLanes;
  if (!type.hasStaticShape() || !isCellOfLanes || type.getDimSize(5) * bytes != kWordBytes)
    return emitOpError("buffer is ") << type << ", expected static extents that end in 1 or " << kLanes
                                     << " showers and " << kWordBytes / bytes << " channels";
  if (const int64_t planes = getPlanes().value_or(1); planes < 1 || planes > type.getDimSize(0))
    return emitOpError("keeps ") << planes << " planes, expected 1 to " << type.getDimSize(0);
  if (getCopies().value_or(1) < 1)
    return emitOpError("has ") << *getCopies() << " copies, expected at least 1";
  if (getOffset() && *getOffset() % kVectorBytes)
    return emitOpError("offset is ") << *getOffset() << ", expected a multiple of " << kVectorBytes;
  return success();
}

LogicalResult ViewOp::verify() {
  if (Extents(getSrc()).bytes() != Extents(getDst()).bytes() || elementOf(getSrc()) != elementOf(getDst()))
    return emitOpError("views ") << getSrc().getType() << " as " << getDst().getType()
                                 << ", expected as many cells of the same type";
  return success();
}

LogicalResult ReadOp::verify() {
  return isFloat(getDst()) ? success() : emitOpError("destination is quantized, expected f32");
}

LogicalResult WriteOp::verify() {
  return isFloat(getSrc()) ? success() : emitOpError("source is quantized, expected f32");
}

static LogicalResult verifyExtent(PhaseConvOp op, AxisAttr axis, int64_t positions, StringRef name) {
  if (positions < axis.phases())
    return op.emitOpError("has ") << axis.phases() << " phases along " << name << ", expected at most the "
                                  << positions << " positions of the destination";
  return success();
}

static LogicalResult verifyTile(PhaseConvOp op) {
  const ArrayRef<int64_t> tile = op.getTile();
  const int64_t slots = Extents(op.getDst()).slots, block = op.blockColumns();
  if (tile.size() != 2 || tile[0] < 1 || tile[1] < 1 || tile[1] % slots)
    return op.emitOpError("tile is not [positions, channels] with whole groups of ") << slots << " channels";
  if (tile[1] % op.vectorColumns())
    return op.emitOpError("tile has ") << tile[1] << " channels, expected whole vectors of " << kLanes;
  if (block < 1 || block % op.vectorColumns() || (block % tile[1] && tile[1] % block))
    return op.emitOpError("block has ")
           << block << " channels, expected a part or multiple of the tile's " << tile[1];
  return success();
}

/// Flat planes and a scratch buffer come together, for positions in the lanes.
static LogicalResult verifyFlat(PhaseConvOp op) {
  if (op.getFlat().has_value() != static_cast<bool>(op.getScratch()))
    return op.emitOpError("has flat planes or a scratch buffer, expected both or neither");
  if (!op.getFlat())
    return success();
  if (op.getLanes() != Lanes::Positions || op.getFlat()->size() != 2)
    return op.emitOpError("reads flat planes, expected their pitch and lead, and positions in the lanes");
  const numerics::PhaseColumns shape = op.phaseColumns();
  const Extents scratch(op.getScratch()), dst(op.getDst());
  const int64_t rows = dst.groups * static_cast<int64_t>(shape.axes[2].phases.size());
  const int64_t words = numerics::flatResultWords(shape, op.positions(), (*op.getFlat())[0], kLanes);
  if (scratch.lanes != 1 || scratch.x * scratch.y != 1 || scratch.groups != rows || scratch.z != words)
    return op.emitOpError("scratch buffer is ")
           << op.getScratch().getType() << ", expected " << rows << " rows of " << words << " words";
  return success();
}

/// Sums in turn give the same bits for integers only.
static LogicalResult verifySums(PhaseConvOp op) {
  if (!op.getSums())
    return success();
  if (*op.getSums() < 1 || op.getDot() == Dot::Fma)
    return op.emitOpError("has ") << *op.getSums()
                                  << " sums of each result, expected at least 1, and integers";
  return success();
}

static LogicalResult verifyLanes(PhaseConvOp op) {
  const auto expected = op.getLanes() == Lanes::Showers ? kLanes : 1;
  for (const Value buffer : {op.getSrc(), op.getDst()})
    if (Extents(buffer).lanes != expected)
      return op.emitOpError("has a buffer of ") << Extents(buffer).lanes << " showers, expected " << expected
                                                << " with lanes of " << stringifyLanes(op.getLanes());
  if (op.getLanes() == Lanes::Positions && !numerics::canFlatten(op.phaseColumns()))
    return op.emitOpError("has a stride along y or z, expected 1 with lanes of positions");
  if (failed(verifyFlat(op)) || failed(verifySums(op)))
    return failure();
  if (!op.getMerged())
    return verifyTile(op);
  if (op.getMerged()->size() != 3 || op.getLanes() != Lanes::Channels)
    return op.emitOpError("merges phases, expected a choice for each axis, and channels in the lanes");
  const numerics::PhaseColumns shape = op.phaseColumns();
  for (int i = 0; i < 3; i++)
    if (shape.merged[i] && !numerics::canMerge(shape.axes[i]))
      return op.emitOpError("merges phases whose offsets differ by no multiple of the dilation");
  return verifyTile(op);
}

LogicalResult PhaseConvOp::verify() {
  const Extents dst(getDst());
  if (failed(verifyExtent(*this, getX(), dst.x, "x")) || failed(verifyExtent(*this, getY(), dst.y, "y")) ||
      failed(verifyExtent(*this, getZ(), dst.z, "z")))
    return failure();
  if (getChannels() < 1 || llvm::divideCeil(getChannels(), dst.slots) != static_cast<uint64_t>(dst.groups))
    return emitOpError("computes ") << getChannels() << " channels, expected a number that fills the "
                                    << dst.groups << " groups of the destination";
  if (failed(verifyLanes(*this)))
    return failure();
  if (isFloat(getSrc()) != (getDot() == Dot::Fma) || isFloat(getSrc()) == getMultiplier().has_value())
    return emitOpError("dot product and multiplier do not fit the source's element type");
  if (getRowSums() && (!getMultiplier() || getFactor()))
    return emitOpError("adds rows in f32, expected integers, and no factor");
  if (getX().getSplit() || getZ().getSplit() || (getY().getSplit() && !getRowSums()))
    return emitOpError("splits its source, expected along y only, and with row_sums");
  if (getY().getSplit() >= Extents(getSrc()).y)
    return emitOpError("splits its source at ")
           << getY().getSplit() << ", expected before its end at " << Extents(getSrc()).y;
  if (getFactor() && (!getMultiplier() || !getStorage()))
    return emitOpError("factor is given, expected none without multiplier and storage");
  return verifyStorage(*this, getStorage(), getDst());
}

LogicalResult MapOp::verify() {
  const size_t operands = getSrcs().size() + (getData() ? getData()->size() : 0);
  const size_t expected = getFunction() == Function::Affine ? 3 : getFunction() < Function::Add ? 1 : 2;
  if (operands != expected || getSrcs().empty())
    return emitOpError("has ") << operands << " operands, expected " << expected;
  if (getFunction() == Function::LeakyRelu && !getSlope())
    return emitOpError("slope is missing, expected one for leaky_relu");
  for (const Value src : getSrcs())
    if (src.getType() != getDst().getType() || !isFloat(src))
      return emitOpError("source is ")
             << src.getType() << ", expected f32 cells as the destination's, " << getDst().getType();
  return success();
}

LogicalResult FlattenOp::verify() {
  const Extents src(getSrc()), dst(getDst());
  if (elementOf(getSrc()) != elementOf(getDst()) || src.lanes != 1 || dst.lanes != 1 || src.x != dst.x ||
      src.groups != dst.groups || dst.y != 1)
    return emitOpError("flattens ") << getSrc().getType() << " to " << getDst().getType()
                                    << ", expected the planes and groups of one shower, each one row";
  const int64_t end = static_cast<int64_t>(getLead() + (src.y - 1) * getPitch()) + src.z;
  if (static_cast<int64_t>(getPitch()) < src.z || end > dst.z)
    return emitOpError("puts rows of ") << src.z << " words " << getPitch() << " apart, up to word " << end
                                        << " of " << dst.z << ", expected them apart and inside";
  return success();
}

LogicalResult AppendDifferencesOp::verify() {
  const Extents src(getSrc()), dst(getDst());
  if (!elementOf(getSrc()).isInteger(16) || elementOf(getDst()) != elementOf(getSrc()) || dst.x != src.x ||
      dst.y != 2 * src.y + 1 || dst.groups != src.groups || dst.z != src.z || dst.lanes != src.lanes)
    return emitOpError("appends differences of ")
           << getSrc().getType() << " to " << getDst().getType()
           << ", expected 16 bits and the same extents, but 2 n + 1 along y for n";
  return success();
}

LogicalResult ConvertOp::verify() {
  if (isFloat(getSrc()) == isFloat(getDst()))
    return emitOpError("converts ") << elementOf(getSrc()) << " to " << elementOf(getDst())
                                    << ", expected f32 on one side";
  return verifyStorage(*this, getStorage());
}

LogicalResult LookupOp::verify() {
  if (getSrc().getType() != getDst().getType() || !elementOf(getSrc()).isInteger(8))
    return emitOpError("looks up ") << getSrc().getType() << " for " << getDst().getType()
                                    << ", expected the same cells of bytes";
  return success();
}

int64_t LookupOp::wordsOfChannels() {
  const Extents dst(getDst());
  return dst.groups * dst.slots * 256 / kWordBytes;
}

LogicalResult MoveOp::verify() {
  for (const Value src : getSrcs())
    if (elementOf(src) != elementOf(getDst()))
      return emitOpError("moves ") << elementOf(src) << " to " << elementOf(getDst())
                                   << ", expected one element type";
  return success();
}

} // namespace ganc::kernel
