// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.phase_conv.

#include "dialects/gan/ops/Geometry.h"

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Heavy.h"
#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc::gan {

LogicalResult PhaseAxisAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError, int64_t stride,
                                    ArrayRef<int64_t> offsets, ArrayRef<int64_t> taps, int64_t split) {
  if (offsets.empty() || offsets.size() != taps.size())
    return emitError() << offsets.size() << " offsets and " << taps.size()
                       << " taps, expected one of each for every phase";
  const auto isSmall = [](int64_t value) { return std::abs(value) <= kLargestStep; };
  if (stride < 1 || !isSmall(stride) || !llvm::all_of(offsets, isSmall) || !llvm::all_of(taps, isSmall) ||
      llvm::any_of(taps, [](int64_t count) { return count < 0; }))
    return emitError() << "stride, an offset or taps are out of range, expected at most " << kLargestStep;
  if (split < 0)
    return emitError() << "src is split at " << split << ", expected at least 0";
  return success();
}

int64_t PhaseConvOp::getOutputAxis() {
  return 0;
}
int64_t PhaseConvOp::getInputAxis() {
  return 1;
}
int64_t PhaseConvOp::getGroupCount() {
  return 1;
}

int64_t PhaseConvOp::getPhaseCount() {
  int64_t count = 1;
  for (const auto axis : getAxes().getAsRange<PhaseAxisAttr>())
    count *= axis.phases();
  return count;
}

std::vector<int64_t> PhaseConvOp::getPhaseOfPositions() {
  std::vector<int64_t> phases{0};
  const ArrayRef<int64_t> space = tensorType(getDst()).getShape().drop_front(2);
  for (const auto [axis, extent] : llvm::zip_equal(getAxes().getAsRange<PhaseAxisAttr>(), space)) {
    std::vector<int64_t> finer;
    for (const int64_t outer : phases)
      for (int64_t o = 0; o < extent; o++)
        finer.push_back(outer * axis.phases() + o % axis.phases());
    phases = std::move(finer);
  }
  return phases;
}

std::optional<int64_t> PhaseConvOp::splitAxis() {
  for (const auto [i, axis] : llvm::enumerate(getAxes().getAsRange<PhaseAxisAttr>()))
    if (axis.getSplit() > 0)
      return i;
  return std::nullopt;
}

std::optional<int64_t> PhaseConvOp::phaseBefore(int64_t phase) {
  const auto split = splitAxis();
  if (!split)
    return std::nullopt;
  int64_t step = 1;
  for (const auto later : llvm::drop_begin(getAxes().getAsRange<PhaseAxisAttr>(), *split + 1))
    step *= later.phases();
  const bool isFirst = phase / step % cast<PhaseAxisAttr>(getAxes()[*split]).phases() == 0;
  return isFirst ? std::nullopt : std::optional(phase - step);
}

/// Axes of attribute and tensors, and taps that fit the weight.
static LogicalResult checkAxes(PhaseConvOp op) {
  const RankedTensorType src = tensorType(op.getSrc()), weight = tensorType(op.getWeight());
  const int64_t rank = src.getRank();
  if (rank < 3 || rank > 5)
    return emitErrorAbout(op, op.getSrc(), "src") << "src has " << rank << " axes, expected 3 to 5";
  if (weight.getRank() != rank || tensorType(op.getDst()).getRank() != rank ||
      static_cast<int64_t>(op.getAxes().size()) != rank - 2)
    return emitErrorAbout(op, op.getSrc(), "src")
           << "weight has " << weight.getRank() << " axes, dst " << tensorType(op.getDst()).getRank()
           << " and the attribute " << op.getAxes().size() << ", expected " << rank << ", " << rank << " and "
           << rank - 2 << " to match src";
  for (const auto [i, axis] : llvm::enumerate(op.getAxes().getAsRange<PhaseAxisAttr>()))
    if (const int64_t taps = *llvm::max_element(axis.getTaps()); taps > weight.getDimSize(i + 2))
      return emitErrorAbout(op, op.getWeight(), "weight")
             << "space axis " << i << " of weight is " << weight.getDimSize(i + 2)
             << ", expected at least the " << taps << " taps of a phase";
  return success();
}

/// Accumulators that go on with another phase are bounded row by row only.
static LogicalResult checkSplit(PhaseConvOp op) {
  const auto split = op.splitAxis();
  if (!split)
    return success();
  const auto isSplit = [](PhaseAxisAttr axis) { return axis.getSplit() > 0; };
  if (llvm::count_if(op.getAxes().getAsRange<PhaseAxisAttr>(), isSplit) > 1)
    return op.emitOpError("has several axes with split src, expected one at most");
  const int64_t extent = tensorType(op.getSrc()).getDimSize(*split + 2);
  if (const int64_t at = cast<PhaseAxisAttr>(op.getAxes()[*split]).getSplit(); at >= extent)
    return emitErrorAbout(op, op.getSrc(), "src") << "src is split at " << at << " along space axis "
                                                  << *split << ", expected before its end at " << extent;
  if (isQuantized(op.getSrc()) && !op.getRowSums())
    return op.emitOpError("has a split src that is quantized, expected row_sums");
  return success();
}

LogicalResult PhaseConvOp::verify() {
  if (failed(checkHeavyTypes(*this)) || failed(checkAxes(*this)) || failed(checkSplit(*this)))
    return failure();
  const RankedTensorType src = tensorType(getSrc()), weight = tensorType(getWeight()),
                         dst = tensorType(getDst());
  if (weight.getDimSize(1) != src.getDimSize(1))
    return emitErrorAbout(*this, getSrc(), "src")
           << "weight has " << weight.getDimSize(1) << " input channels, expected " << src.getDimSize(1)
           << " to match src";
  const int64_t phases = getPhaseCount();
  if (weight.getDimSize(0) % phases != 0)
    return emitErrorAbout(*this, getWeight(), "weight")
           << "weight has " << weight.getDimSize(0) << " rows, expected a multiple of the " << phases
           << " phases";
  return checkHeavyShapes(*this, weight.getDimSize(0) / phases, dst.getShape().drop_front(2));
}

/// The axes with one phase of each fixed, phases of the last axis fastest.
static Convolution convolutionOf(PhaseConvOp op, int64_t phase) {
  const RankedTensorType src = tensorType(op.getSrc()), weight = tensorType(op.getWeight()),
                         dst = tensorType(op.getDst());
  Convolution c{1, src.getDimSize(1), dst.getDimSize(1), 0, 1, 0, {}};
  for (int64_t i = op.getAxes().size(); i-- > 0;) {
    const auto axis = cast<PhaseAxisAttr>(op.getAxes()[i]);
    const int64_t p = phase % axis.phases(), kernel = weight.getDimSize(i + 2);
    phase /= axis.phases();
    const numerics::PhaseAxis parts{1, 1, {}, axis.getSplit()};
    c.axes[i + 1 == static_cast<int64_t>(op.getAxes().size()) ? 2 : i] =
        Axis::ofPhase(src.getDimSize(i + 2), dst.getDimSize(i + 2),
                      {p, axis.phases(), axis.getStride(), axis.getOffsets()[p], axis.getTaps()[p], kernel},
                      parts.partOf(p, src.getDimSize(i + 2)));
    c.inputStride *= kernel;
  }
  c.outputStride = c.inputs * c.inputStride;
  c.groupStride = c.outputs * c.outputStride;
  return c;
}

std::vector<Convolution> phasesOf(PhaseConvOp op) {
  std::vector<Convolution> phases;
  for (int64_t phase = 0; phase < op.getPhaseCount(); phase++)
    phases.push_back(convolutionOf(op, phase));
  return phases;
}

/// Adds `values`, which are zero outside one phase.
static void add(const numerics::Tensor &values, numerics::Tensor &sums) {
  for (size_t i = 0; i < sums.values.size(); i++)
    sums.values[i] += values.values[i];
}

/// What the phases after `values` of a split axis begin with: that of the position before, zero elsewhere.
static numerics::Tensor sumsBefore(PhaseConvOp op, int64_t axis, const numerics::Tensor &values) {
  const int64_t extent = values.shape[axis + 2];
  const int64_t inner = llvm::product_of(ArrayRef(values.shape).drop_front(axis + 3));
  numerics::Tensor before(values.shape);
  for (size_t i = inner; i < values.values.size(); i++)
    if (i / inner % extent % cast<PhaseAxisAttr>(op.getAxes()[axis]).phases() > 0)
      before.values[i] = values.values[i - inner];
  return before;
}

FailureOr<numerics::Tensor> PhaseConvOp::evaluate(ArrayRef<const numerics::Tensor *> operands,
                                                  Arithmetic arithmetic) {
  const numerics::Tensor &src = *operands[0], &weight = *operands[1];
  numerics::Tensor sums = makeResult(getDst(), operands), rows = weight;
  const auto split = splitAxis();
  std::vector<numerics::Tensor> ofPhases;
  for (const auto [phase, convolution] : llvm::enumerate(phasesOf(*this))) {
    const auto begin = weight.values.begin() + phase * convolution.groupStride;
    rows.values.assign(begin, begin + convolution.groupStride);
    if (!split)
      ofPhases.clear(); // no other goes on with it
    const auto before = phaseBefore(phase);
    ofPhases.push_back(before ? sumsBefore(*this, *split, ofPhases[*before]) : numerics::Tensor(sums.shape));
    accumulate(convolution, src, rows, summationOf(*this, arithmetic), ofPhases.back());
    add(ofPhases.back(), sums);
  }
  return finish(*this, std::move(sums), operands, arithmetic);
}

} // namespace ganc::gan
