// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lets the heavy ops of a quantized model compute with its integers.
//
//   before:  quantize (heavy (dequantize x, dequantize w, dequantize b))     after:  heavy (x, w', b'), no multiplier
//
//   w'[co, ...]  =  w[co, ...] - zp(w)
//   b'[co, o]    =  b[co] - zp(x) sum of w' over ci and those taps of position o that lie inside x
//
// in integers, so that the model's own rounding (gan.conv) is all there is: last of the stage, since the algebra of
// the passes before would change it. Leaves alone, as f32 ops on constants: weights that do not fit 8 bits without
// their zero point, or whose scales are not those of output channels; a bias whose scale is not
// scale(x) * scale(w); what may overflow 31 bits; and what is not quantized again, or is read by something else, too.

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/Heavy.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "dialects/numerics/Bias.h"
#include "dialects/numerics/WeightQuantization.h"
#include "passes/graph/Fixpoint.h"
#include "passes/graph/Passes.h"

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_INFERINTEGERSPASS
#include "passes/graph/Passes.h.inc"

namespace {

/// A product of two float32 scales, rounded once or twice on its way into the file.
constexpr double kScaleTolerance = 0x1p-22;

/// Stored values of a constant that is dequantized without their zero points, and its scales.
struct StoredConstant {
  std::vector<int32_t> values;
  std::vector<gan::Scale> scales;
};

std::optional<StoredConstant> storedConstant(Value value, int64_t axis) {
  auto dequantize = value.getDefiningOp<gan::DequantizeOp>();
  auto stored = dequantize ? gan::storedValues(dequantize.getSrc()) : std::nullopt;
  if (!stored)
    return std::nullopt;
  const RankedTensorType type = gan::tensorType(dequantize.getSrc());
  const auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type.getElementType());
  if (perAxis && perAxis.getQuantizedDimension() != axis)
    return std::nullopt;
  StoredConstant constant{*stored, gan::scalesOf(dequantize.getSrc())};
  const int64_t inner = numerics::elementCount(type.getShape().drop_front(axis + 1).vec());
  for (size_t i = 0; i < constant.values.size(); i++)
    constant.values[i] -= constant.scales[i / inner % constant.scales.size()].zeroPoint;
  return constant;
}

/// x of u8, or null.
Value storedSource(gan::Heavy heavy) {
  auto dequantize = heavy.getSrc().getDefiningOp<gan::DequantizeOp>();
  return dequantize && gan::storageOf(dequantize.getSrc()).high == 255 ? dequantize.getSrc() : Value();
}

bool fitsSignedByte(ArrayRef<int32_t> values) {
  return llvm::all_of(values, [](int32_t value) { return llvm::isInt<8>(value); });
}

/// Whether the scale of each channel of the bias is that of the accumulator.
bool isInAccumulator(const StoredConstant &bias, double srcScale, const StoredConstant &weight) {
  for (size_t c = 0; c < std::max(bias.scales.size(), weight.scales.size()); c++) {
    const double expected = srcScale * weight.scales[c % weight.scales.size()].scale;
    if (std::abs(bias.scales[c % bias.scales.size()].scale - expected) > kScaleTolerance * expected)
      return false;
  }
  return true;
}

/// b' of all positions, or nothing when an accumulator may overflow.
std::optional<numerics::Bias> biasOf(gan::Heavy heavy, Value src, const StoredConstant &weight,
                                     const std::optional<StoredConstant> &bias) {
  const int64_t cells = gan::showerElements(src), channels = gan::showerShape(heavy->getResult(0))[1];
  const std::vector<double> weights(weight.values.begin(), weight.values.end());
  std::vector<double> magnitudes;
  for (const double value : weights)
    magnitudes.push_back(std::abs(value));
  const double zero = gan::zeroOf(src);
  const auto shift = gan::bareSums(heavy, weights, std::vector<double>(cells, -zero));
  const auto most = gan::bareSums(heavy, magnitudes, std::vector<double>(cells, gan::storageOf(src).high));
  if (failed(shift) || failed(most))
    return std::nullopt;
  numerics::Bias field{*shift, static_cast<int64_t>(shift->size()) / channels};
  for (size_t i = 0; i < field.values.size(); i++) {
    field.values[i] += bias ? bias->values[i / field.positions] : 0;
    if ((*most)[i] + std::abs(field.values[i]) >= numerics::kAccumulatorBound)
      return std::nullopt;
  }
  return uniform(field);
}

Value makeWeight(OpBuilder &builder, gan::Heavy heavy, const StoredConstant &weight) {
  const Type storage = builder.getIntegerType(8), f32 = builder.getF32Type();
  std::vector<double> scales;
  for (const gan::Scale &scale : weight.scales)
    scales.push_back(scale.scale);
  const Type element = scales.size() == 1
                           ? Type(quant::UniformQuantizedType::get(quant::QuantizationFlags::Signed, storage,
                                                                   f32, scales[0], 0, -128, 127))
                           : quant::UniformQuantizedPerAxisType::get(
                                 quant::QuantizationFlags::Signed, storage, f32, scales,
                                 std::vector<int64_t>(scales.size(), 0), heavy.getOutputAxis(), -128, 127);
  const auto type = RankedTensorType::get(gan::tensorType(heavy.getWeight()).getShape(), element);
  return gan::makeStoredConstant(builder, heavy.getWeight().getLoc(), weight.values, type);
}

/// In units of the accumulator, whose scales are those of src and weight: its own type says 1.
Value makeBias(OpBuilder &builder, gan::Heavy heavy, const numerics::Bias &bias) {
  const auto element = quant::UniformQuantizedType::get(
      quant::QuantizationFlags::Signed, builder.getI32Type(), builder.getF32Type(), 1.0, 0,
      quant::QuantizedType::getDefaultMinimumForInteger(true, 32),
      quant::QuantizedType::getDefaultMaximumForInteger(true, 32));
  const auto field = gan::tensorType(heavy->getResult(0)).getShape().drop_front();
  const std::vector<int32_t> values(bias.values.begin(), bias.values.end());
  const Location loc = heavy.getBias() ? heavy.getBias().getLoc() : heavy->getLoc();
  return gan::makeStoredConstant(
      builder, loc, values, RankedTensorType::get(bias.positions == 1 ? field.take_front() : field, element));
}

/// Puts the integer op in place of `rounding`.
void replace(gan::Heavy heavy, gan::QuantizeOp rounding, Value src, const StoredConstant &weight,
             const numerics::Bias &bias) {
  OpBuilder builder(heavy);
  auto integer = cast<gan::Heavy>(builder.clone(*heavy));
  integer->setOperand(0, src);
  integer->setOperand(1, makeWeight(builder, heavy, weight));
  if (llvm::any_of(bias.values, [](double value) { return value != 0; }))
    integer.getBiasMutable().assign(makeBias(builder, heavy, bias));
  else
    integer.getBiasMutable().clear();
  integer->moveAfter(heavy);
  integer->getResult(0).setType(rounding.getDst().getType());
  gan::addNodes(integer, rounding.getLoc());
  rounding.getDst().replaceAllUsesWith(integer->getResult(0));
  rounding.erase();
  heavy->erase();
}

void inferIntegers(gan::QuantizeOp rounding) {
  auto heavy = rounding.getSrc().getDefiningOp<gan::Heavy>();
  const Value src = heavy && rounding.getSrc().hasOneUse() ? storedSource(heavy) : Value();
  if (!src)
    return;
  const auto weight = storedConstant(heavy.getWeight(), heavy.getOutputAxis());
  const auto bias = heavy.getBias() ? storedConstant(heavy.getBias(), 0) : std::nullopt;
  if (!weight || !fitsSignedByte(weight->values) || (heavy.getBias() && !bias) ||
      (bias && !isInAccumulator(*bias, gan::scalesOf(src)[0].scale, *weight)))
    return;
  if (const auto field = biasOf(heavy, src, *weight, bias))
    replace(heavy, rounding, src, *weight, *field);
}

/// What no integer op took becomes a constant of f32.
void foldConstant(gan::DequantizeOp dequantize) {
  const auto stored = gan::storedValues(dequantize.getSrc());
  if (!stored)
    return;
  numerics::Tensor src(gan::showerShape(dequantize.getSrc()));
  llvm::copy(*stored, src.values.begin());
  const numerics::Tensor values = *dequantize.evaluate({&src}, gan::Arithmetic::Float64);
  OpBuilder builder(dequantize);
  dequantize.getDst().replaceAllUsesWith(
      gan::makeConstant(builder, dequantize.getLoc(), values.values, src.shape).getDst());
}

struct InferIntegersPass : impl::InferIntegersPassBase<InferIntegersPass> {
  void runOnOperation() override {
    getOperation().walk([](gan::QuantizeOp quantize) { inferIntegers(quantize); });
    getOperation().walk([](gan::DequantizeOp dequantize) { foldConstant(dequantize); });
    eraseUnused(getOperation());
  }
};

} // namespace
} // namespace ganc::graph
