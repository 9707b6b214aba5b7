// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions of single values become `kernel.map`, quantize and dequantize `kernel.convert`, tables `kernel.lookup`.
// Parameters are spread to one float for each value of the result; an activation that is broadcast is moved first.

#include "dialects/gan/Constants.h"
#include "passes/schedule/KernelBuilder.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace ganc::schedule {

using kernel::Function;

/// The element of `shape` (aligned at the last axis, extents equal or 1) that meets element `index` of `dst`.
static int64_t broadcastIndex(ArrayRef<int64_t> shape, ArrayRef<int64_t> dst, int64_t index) {
  int64_t source = 0, stride = 1;
  for (size_t axis = 0; axis < dst.size(); axis++) {
    const int64_t extent = dst[dst.size() - 1 - axis];
    const int64_t own = axis < shape.size() ? shape[shape.size() - 1 - axis] : 1;
    source += own == 1 ? 0 : index % extent * stride;
    index /= extent;
    stride *= own;
  }
  return source;
}

/// `values` of `shape` spread over the places of a result of type `dst`.
static std::vector<float> spread(ArrayRef<float> values, ArrayRef<int64_t> shape, RankedTensorType dst) {
  const numerics::CellLayout layout = layoutOf(dst);
  std::vector<float> result(layout.places());
  for (int64_t element = 0; element < layout.elements(); element++)
    result[layout.place(element)] = values[broadcastIndex(shape, dst.getShape().drop_front(), element)];
  return result;
}

/// The shape of one shower: parameters whose leading extent would meet the batch have extent 1 there.
static ArrayRef<int64_t> showerShape(Value operand, int64_t rank) {
  const ArrayRef<int64_t> shape = cast<RankedTensorType>(operand.getType()).getShape();
  return static_cast<int64_t>(shape.size()) == rank ? shape.drop_front() : shape;
}

static Value broadcastTo(KernelBuilder &kernels, Value operand, RankedTensorType dst) {
  if (operand.getType() == dst)
    return kernels[operand];
  const numerics::CellLayout from = layoutOf(operand.getType()), to = layoutOf(dst);
  std::vector<uint32_t> table(2 * to.places());
  for (int64_t element = 0; element < to.elements(); element++)
    table[2 * to.place(element) + 1] =
        from.place(broadcastIndex(showerShape(operand, dst.getRank()), dst.getShape().drop_front(), element));
  const Location loc = operand.getLoc();
  auto move =
      kernel::MoveOp::create(kernels.builder, loc, kernels[operand], kernels.makeBuffer(loc, dst),
                             kernels.addData(loc, "broadcast", table), kernels.builder.getI64IntegerAttr(0));
  return move.getDst();
}

static void createMap(KernelBuilder &kernels, Operation *op, Function function, ArrayRef<Value> srcs,
                      ArrayRef<Attribute> data, bool dataFirst = false, FloatAttr slope = nullptr) {
  const Value result = op->getResult(0);
  OpBuilder &builder = kernels.builder;
  auto map =
      kernel::MapOp::create(builder, op->getLoc(), srcs, kernels.makeBuffer(op->getLoc(), result.getType()),
                            kernel::FunctionAttr::get(builder.getContext(), function),
                            data.empty() ? ArrayAttr() : builder.getArrayAttr(data),
                            dataFirst ? builder.getUnitAttr() : UnitAttr(), slope);
  kernels.bind(result, map.getDst());
}

static LogicalResult convertBinary(KernelBuilder &kernels, Operation *op, Function function) {
  const auto type = cast<RankedTensorType>(op->getResult(0).getType());
  SmallVector<Value> srcs;
  SmallVector<Attribute> data;
  for (const Value operand : op->getOperands()) {
    const auto values = gan::floatValues(operand);
    if (values)
      data.push_back(kernels.addData(op->getLoc(), "operand",
                                     spread(*values, showerShape(operand, type.getRank()), type)));
    else
      srcs.push_back(broadcastTo(kernels, operand, type));
  }
  if (srcs.empty())
    return op->emitError("both operands are constants, expected gan-fold-constants to have folded them");
  createMap(kernels, op, function, srcs, data, gan::floatValues(op->getOperand(0)).has_value());
  return success();
}

static LogicalResult convertBatchNorm(KernelBuilder &kernels, gan::BatchNormOp op) {
  SmallVector<int64_t> shape(op.getType().getRank() - 1, 1);
  shape[0] = op.getType().getDimSize(1);
  const auto parameter = [&](StringRef what, Value value) -> Attribute {
    return kernels.addData(op.getLoc(), what,
                           spread(*gan::floatValues(value), shape, cast<RankedTensorType>(op.getType())));
  };
  createMap(kernels, op, Function::Affine, {kernels[op.getSrc()]},
            {parameter("scale", op.getScale()), parameter("shift", op.getShift())});
  return success();
}

static LogicalResult convertType(KernelBuilder &kernels, Operation *op, Type quantized) {
  const auto type = cast<quant::UniformQuantizedType>(cast<RankedTensorType>(quantized).getElementType());
  const Value result = op->getResult(0);
  auto convert = kernel::ConvertOp::create(
      kernels.builder, op->getLoc(), kernels[op->getOperand(0)],
      kernels.makeBuffer(op->getLoc(), result.getType()), kernels.builder.getF32FloatAttr(type.getScale()),
      storageOf(quantized), kernels.builder.getI64IntegerAttr(layoutOf(result.getType()).channels));
  kernels.bind(result, convert.getDst());
  return success();
}

/// The bytes of each channel in the order of cells, or one set for all.
static LogicalResult convertLookup(KernelBuilder &kernels, gan::LookupOp op) {
  const std::vector<int32_t> table = *gan::storedValues(op.getTable());
  const int64_t sets = table.size() == 256 ? 1 : layoutOf(op.getType()).groups() * 4;
  std::vector<uint32_t> words(sets * 64);
  for (size_t i = 0; i < table.size(); i++)
    words[i / 4] |= static_cast<uint32_t>(table[i]) << (i % 4 * 8);
  auto lookup = kernel::LookupOp::create(kernels.builder, op.getLoc(), kernels[op.getSrc()],
                                         kernels.makeBuffer(op.getLoc(), op.getType()),
                                         kernels.addData(op.getLoc(), "table", words).getValue());
  kernels.bind(op, lookup.getDst());
  return success();
}

/// Along y of three axes.
static LogicalResult convertDifferences(KernelBuilder &kernels, gan::AppendDifferencesOp op) {
  const auto type = cast<RankedTensorType>(op.getSrc().getType());
  const auto stored = cast<quant::UniformQuantizedType>(type.getElementType());
  if (type.getRank() != 5 || op.getAxis() != 3 || stored.getStorageTypeIntegralWidth() != 16)
    return op.emitError("differences are along axis ")
           << op.getAxis() << " of " << type
           << ", expected 16 bits, 5 axes and axis 3: others have no kernel";
  auto differences = kernel::AppendDifferencesOp::create(
      kernels.builder, op.getLoc(), kernels[op.getSrc()], kernels.makeBuffer(op.getLoc(), op.getType()),
      kernels.builder.getI64IntegerAttr(stored.getZeroPoint()));
  kernels.bind(op, differences.getDst());
  return success();
}

LogicalResult convertMap(KernelBuilder &kernels, Operation *op) {
  const auto unary = [&](Function function, FloatAttr slope = nullptr) {
    createMap(kernels, op, function, {kernels[op->getOperand(0)]}, {}, false, slope);
    return success();
  };
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case([&](gan::ReluOp) { return unary(Function::Relu); })
      .Case([&](gan::LeakyReluOp relu) { return unary(Function::LeakyRelu, relu.getSlopeAttr()); })
      .Case([&](gan::SigmoidOp) { return unary(Function::Sigmoid); })
      .Case([&](gan::TanhOp) { return unary(Function::Tanh); })
      .Case([&](gan::AddOp) { return convertBinary(kernels, op, Function::Add); })
      .Case([&](gan::SubOp) { return convertBinary(kernels, op, Function::Sub); })
      .Case([&](gan::MulOp) { return convertBinary(kernels, op, Function::Mul); })
      .Case([&](gan::DivOp) { return convertBinary(kernels, op, Function::Div); })
      .Case([&](gan::BatchNormOp norm) { return convertBatchNorm(kernels, norm); })
      .Case([&](gan::QuantizeOp q) { return convertType(kernels, op, q.getDst().getType()); })
      .Case([&](gan::DequantizeOp q) { return convertType(kernels, op, q.getSrc().getType()); })
      .Case([&](gan::AppendDifferencesOp differences) { return convertDifferences(kernels, differences); })
      .Case([&](gan::LookupOp lookup) { return convertLookup(kernels, lookup); })
      .Default([&](Operation *) { return op->emitError("op has no kernel"); });
}

} // namespace ganc::schedule
