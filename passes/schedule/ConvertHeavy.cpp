// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Dense layers, convolutions, transposed and phase convolutions become kernel.phase_conv.
//
//   dense            one position; when its result is only reshaped, its output channels are put in the order
//                    in which the reshaped tensor's cells hold them, so that the reshape costs nothing
//   conv             one phase
//   conv_transpose   stride phases (dialects/numerics/PhaseConv.h)
//   phase_conv       as it is
//
// Groups become zero weights. Not handled: conv_transpose with dilation.

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "dialects/numerics/PhaseConv.h"
#include "passes/schedule/KernelBuilder.h"

#include <bit>
#include <numeric>

using namespace mlir;

namespace ganc::schedule {

using numerics::PhaseAxis;

/// Bits of every value of a parameter in C order: of a float, or a stored integer.
static std::vector<uint32_t> bitsOf(Value parameter) {
  std::vector<uint32_t> bits;
  if (const auto floats = gan::floatValues(parameter))
    for (const float value : *floats)
      bits.push_back(std::bit_cast<uint32_t>(value));
  else if (const auto stored = gan::storedValues(parameter))
    bits.assign(stored->begin(), stored->end());
  return bits;
}

/// What a heavy op becomes: weights, and the order of output channels (-1: padding).
struct PhaseConv {
  numerics::PhaseWeights shape;
  numerics::WeightAt weightAt;
  std::vector<int64_t> channelOrder;
  MemRefType dst;
};

static std::vector<int64_t> inOrder(int64_t count) {
  std::vector<int64_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  return order;
}

/// The reshape that is the only user of a dense layer's result, if any.
static gan::ReshapeOp onlyReshape(gan::Heavy op) {
  const Value dst = op->getResult(0);
  return dst.hasOneUse() ? dyn_cast<gan::ReshapeOp>(*dst.getUsers().begin()) : nullptr;
}

static PhaseConv describe(gan::DenseOp op) {
  const auto type = cast<RankedTensorType>(op.getWeight().getType());
  const numerics::CellLayout src = layoutOf(op.getSrc().getType());
  auto reshape = onlyReshape(op);
  const numerics::CellLayout dst = layoutOf(reshape ? reshape.getType() : op.getType());
  std::vector<int64_t> order(dst.places(), -1);
  for (int64_t element = 0; element < dst.elements(); element++)
    order[dst.place(element)] = element;
  const int64_t columns = type.getDimSize(1), places = dst.places();
  const auto bits = std::make_shared<std::vector<uint32_t>>(bitsOf(op.getWeight()));
  const PhaseAxis point = numerics::convAxis(1, 1, 1, 0);
  return {{point, point, point, src.channels, places, src.slots},
          [=](int64_t co, int64_t ci, int64_t, int64_t, int64_t) {
            return order[co] < 0 ? 0 : (*bits)[ci * columns + order[co]];
          },
          order,
          bufferType(numerics::CellLayout(std::array{places}, dst.slots), op.getType())};
}

/// Space axes x, y, z of an op with one, two or three: z is the last, x the first of several.
template <typename MakeAxis> static std::array<PhaseAxis, 3> spaceAxes(int64_t rank, MakeAxis make) {
  const PhaseAxis point = numerics::convAxis(1, 1, 1, 0);
  return {rank >= 2 ? make(0) : point, rank == 3 ? make(1) : point, make(rank - 1)};
}

/// Reads a weight tensor [a, b, space...] at (a, b, x, y, z).
static auto weightReader(Value weight) {
  const ArrayRef<int64_t> shape = cast<RankedTensorType>(weight.getType()).getShape();
  const int64_t rank = shape.size() - 2;
  const int64_t inner = shape[1], ky = rank == 3 ? shape[3] : 1, kz = shape.back(),
                kx = rank >= 2 ? shape[2] : 1;
  const auto bits = std::make_shared<std::vector<uint32_t>>(bitsOf(weight));
  return [=](int64_t a, int64_t b, int64_t x, int64_t y, int64_t z) {
    return (*bits)[(((a * inner + b) * kx + x) * ky + y) * kz + z];
  };
}

static PhaseConv describe(gan::ConvOp op) {
  const ArrayRef<int64_t> weight = cast<RankedTensorType>(op.getWeight().getType()).getShape();
  const auto axes = spaceAxes(weight.size() - 2, [&](int64_t i) {
    return numerics::convAxis(weight[i + 2], op.getStrides()[i], op.getDilations()[i], op.getPadsLow()[i]);
  });
  const numerics::CellLayout src = layoutOf(op.getSrc().getType());
  const int64_t outputs = weight[0] / op.getGroup(), inputs = weight[1];
  return {{axes[0], axes[1], axes[2], src.channels, weight[0], src.slots},
          [=, read = weightReader(op.getWeight())](int64_t co, int64_t ci, int64_t x, int64_t y, int64_t z) {
            return co / outputs == ci / inputs ? read(co, ci % inputs, x, y, z) : 0;
          },
          inOrder(weight[0]),
          bufferType(layoutOf(op.getType()), op.getType())};
}

static PhaseConv describe(gan::ConvTransposeOp op) {
  const ArrayRef<int64_t> weight = cast<RankedTensorType>(op.getWeight().getType()).getShape();
  const ArrayRef<int64_t> dst = op.getType().getShape();
  const auto axes = spaceAxes(weight.size() - 2, [&](int64_t i) {
    return numerics::convTransposeAxis(weight[i + 2], op.getStrides()[i], op.getPadsLow()[i], dst[i + 2]);
  });
  const numerics::CellLayout src = layoutOf(op.getSrc().getType());
  const int64_t inputs = weight[0] / op.getGroup(), outputs = weight[1];
  return {{axes[0], axes[1], axes[2], src.channels, outputs * static_cast<int64_t>(op.getGroup()), src.slots},
          [=, read = weightReader(op.getWeight())](int64_t co, int64_t ci, int64_t x, int64_t y, int64_t z) {
            return co / outputs == ci / inputs ? read(ci, co % outputs, x, y, z) : 0;
          },
          inOrder(outputs * op.getGroup()),
          bufferType(layoutOf(op.getType()), op.getType())};
}

/// Taps of an axis whose phases have weights of their own: tap m of phase p is p * kernel + m.
static PhaseAxis phaseAxis(gan::PhaseAxisAttr attribute, int64_t kernel) {
  PhaseAxis axis{attribute.getStride(), 1, {}, attribute.getSplit()};
  for (int64_t p = 0; p < attribute.phases(); p++) {
    numerics::Phase phase{attribute.getOffsets()[p], std::vector<int64_t>(attribute.getTaps()[p])};
    std::iota(phase.kernelTaps.begin(), phase.kernelTaps.end(), p * kernel);
    axis.phases.push_back(phase);
  }
  return axis;
}

static PhaseConv describe(gan::PhaseConvOp op) {
  const ArrayRef<int64_t> weight = cast<RankedTensorType>(op.getWeight().getType()).getShape();
  const int64_t rank = weight.size() - 2, channels = weight[0] / op.getPhaseCount();
  const auto axes = spaceAxes(
      rank, [&](int64_t i) { return phaseAxis(cast<gan::PhaseAxisAttr>(op.getAxes()[i]), weight[i + 2]); });
  const int64_t kx = rank >= 2 ? weight[2] : 1, ky = rank == 3 ? weight[3] : 1, kz = weight.back();
  const int64_t phasesY = axes[1].phases.size(), phasesZ = axes[2].phases.size();
  const numerics::CellLayout src = layoutOf(op.getSrc().getType());
  return {{axes[0], axes[1], axes[2], src.channels, channels, src.slots},
          [=, read = weightReader(op.getWeight())](int64_t co, int64_t ci, int64_t x, int64_t y, int64_t z) {
            const int64_t phase = (x / kx * phasesY + y / ky) * phasesZ + z / kz;
            return read(phase * channels + co, ci, x % kx, y % ky, z % kz);
          },
          inOrder(channels),
          bufferType(layoutOf(op.getType()), op.getType())};
}

/// A parameter [c] or field [c, space...] in the kernel's order: channels last, in `order`.
static std::vector<uint32_t> channelsLast(Value parameter, const std::vector<int64_t> &order) {
  const std::vector<uint32_t> values = bitsOf(parameter);
  const int64_t positions = values.size() / cast<RankedTensorType>(parameter.getType()).getDimSize(0);
  std::vector<uint32_t> result;
  for (int64_t position = 0; position < positions; position++)
    for (const int64_t channel : order)
      result.push_back(channel < 0 ? 0 : values[channel * positions + position]);
  return result;
}

/// Multipliers [phase][c] with channels in `order`; where the op has none, the weight's scales.
static std::vector<float> multipliersOf(gan::Heavy op, const std::vector<int64_t> &order) {
  std::vector<float> values;
  if (op.getMultiplier())
    values = *gan::floatValues(op.getMultiplier());
  else
    for (const gan::Scale &scale : gan::scalesOf(op.getWeight()))
      values.push_back(scale.scale);
  const int64_t channels = gan::showerShape(op->getResult(0))[1];
  std::vector<float> result;
  for (int64_t phase = 0; phase < op.getPhaseCount(); phase++)
    for (const int64_t channel : order)
      result.push_back(channel < 0 ? 0.0f : values[(phase * channels + channel) % values.size()]);
  return result;
}

/// scale(src) / scale(dst) where the op has the literal rounding of a quantized model.
static FloatAttr factorOf(OpBuilder &builder, gan::Heavy op) {
  if (op.getMultiplier() || !gan::isQuantized(op.getSrc()))
    return nullptr;
  return builder.getF64FloatAttr(gan::scalesOf(op.getSrc())[0].scale /
                                 gan::scalesOf(op->getResult(0))[0].scale);
}

static kernel::AxisAttr axisAttr(MLIRContext *context, const PhaseAxis &axis) {
  SmallVector<int64_t> offsets, taps;
  for (const numerics::Phase &phase : axis.phases) {
    offsets.push_back(phase.offset);
    taps.push_back(phase.kernelTaps.size());
  }
  return kernel::AxisAttr::get(context, axis.stride, axis.dilation, offsets, taps, axis.split);
}

static FloatAttr slopeAttr(OpBuilder &builder, gan::Heavy op) {
  switch (op.getActivation()) {
  case gan::Activation::None:
    return nullptr;
  case gan::Activation::Relu:
    return builder.getF32FloatAttr(0.0f);
  case gan::Activation::LeakyRelu:
    return builder.getF32FloatAttr(op.getSlope().convertToFloat());
  }
  return nullptr;
}

static kernel::PhaseConvOp create(KernelBuilder &kernels, gan::Heavy op, const PhaseConv &conv) {
  OpBuilder &builder = kernels.builder;
  const Location loc = op.getLoc();
  const int64_t dstSlots = conv.dst.getDimSize(5);
  const int64_t channels = conv.shape.outputChannels;
  const int64_t tile = llvm::alignTo(channels, dstSlots);
  FlatSymbolRefAttr bias, multiplier;
  if (op.getBias())
    bias =
        kernels.addData(loc, "bias", channelsLast(op.getBias(), conv.channelOrder),
                        gan::isQuantized(op.getBias()) ? Type(builder.getI32Type()) : builder.getF32Type());
  if (gan::isQuantized(op.getSrc()))
    multiplier = kernels.addData(loc, "multiplier", multipliersOf(op, conv.channelOrder));
  return kernel::PhaseConvOp::create(
      builder, loc, kernels[op.getSrc()], kernels.makeBuffer(loc, conv.dst),
      kernels.addData(loc, "weights", numerics::packWeights(conv.shape, conv.weightAt, tile)), bias,
      /*biasPlanes=*/FlatSymbolRefAttr(), multiplier, axisAttr(builder.getContext(), conv.shape.x),
      axisAttr(builder.getContext(), conv.shape.y), axisAttr(builder.getContext(), conv.shape.z),
      builder.getI64IntegerAttr(channels), slopeAttr(builder, op), storageOf(op->getResult(0).getType()),
      builder.getDenseI64ArrayAttr({1, tile}),
      /*block=*/IntegerAttr(), /*copiesTile=*/IntegerAttr(), /*sums=*/IntegerAttr(),
      op.getRowSums() ? builder.getUnitAttr() : UnitAttr(),
      kernel::DotAttr::get(builder.getContext(),
                           conv.shape.slots == 1 ? kernel::Dot::Fma : kernel::Dot::Vpmaddwd),
      kernel::LanesAttr::get(builder.getContext(), kernel::Lanes::Showers), /*merged=*/DenseBoolArrayAttr(),
      /*flat=*/DenseI64ArrayAttr(), /*scratch=*/Value(), factorOf(builder, op));
}

static LogicalResult convertDense(KernelBuilder &kernels, gan::DenseOp op) {
  const Value dst = create(kernels, op, describe(op)).getDst();
  kernels.bind(op, dst);
  if (auto reshape = onlyReshape(op)) {
    const auto type = bufferType(layoutOf(reshape.getType()), reshape.getType());
    kernels.bind(reshape, kernel::ViewOp::create(kernels.builder, op.getLoc(), type, dst));
  }
  return success();
}

LogicalResult convertHeavy(KernelBuilder &kernels, gan::Heavy op) {
  if (auto dense = dyn_cast<gan::DenseOp>(*op))
    return convertDense(kernels, dense);
  if (auto conv = dyn_cast<gan::ConvOp>(*op))
    return kernels.bind(conv, create(kernels, op, describe(conv)).getDst()), success();
  if (auto conv = dyn_cast<gan::PhaseConvOp>(*op))
    return kernels.bind(conv, create(kernels, op, describe(conv)).getDst()), success();
  auto transposed = cast<gan::ConvTransposeOp>(*op);
  if (llvm::any_of(transposed.getDilations(), [](int64_t d) { return d != 1; }))
    return op->emitError("conv_transpose has dilation, expected 1 on every axis: others have no kernel");
  kernels.bind(transposed, create(kernels, op, describe(transposed)).getDst());
  return success();
}

} // namespace ganc::schedule
