// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/onnx/Binder.h"

#include "dialects/gan/Constants.h"

#include "mlir/IR/Verifier.h"

using namespace mlir;

namespace ganc::onnx_import {

/// Shape arithmetic is short; more is an attempt to fill the memory.
static constexpr int64_t kMaxIntegers = 1 << 16;

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

bool isActivation(Value value) {
  const ArrayRef<int64_t> shape = shapeOf(value);
  return !shape.empty() && shape.front() == kBatch;
}

//===- Operands -----------------------------------------------------------===//

InFlightDiagnostic Binder::operandError(unsigned operand) const {
  return error() << "operand " << operand << " ('" << node.inputs[operand] << "') is ";
}

bool Binder::has(unsigned operand) const {
  return operand < operands.size() && operands[operand] &&
         (operands[operand]->value || !operands[operand]->integers.values.empty());
}

ArrayRef<int64_t> Binder::shape(unsigned operand) const {
  const Binding &binding = *operands[operand];
  return binding.value ? shapeOf(binding.value) : ArrayRef<int64_t>(binding.integers.shape);
}

/// A constant, dequantized perhaps: what DequantizeLinear makes of a stored one stays to be seen by conv and dense.
static bool isConstant(Value value) {
  if (auto dequantize = value.getDefiningOp<gan::DequantizeOp>())
    value = dequantize.getSrc();
  return value.getDefiningOp<gan::ConstantOp>() != nullptr;
}

static numerics::Tensor tensorOf(Value constant) {
  numerics::Tensor tensor(shapeOf(constant).vec());
  if (const auto values = gan::exactValues(constant)) {
    tensor.values = *values;
    return tensor;
  }
  auto dequantize = constant.getDefiningOp<gan::DequantizeOp>();
  llvm::copy(*gan::storedValues(dequantize.getSrc()), tensor.values.begin());
  return *dequantize.evaluate({&tensor}, gan::Arithmetic::Float64);
}

ParseResult Binder::tensor(Value &out, unsigned operand) const {
  const Binding &binding = *operands[operand];
  if (!binding.value)
    return operandError(operand) << (binding.integers.values.empty() ? "empty" : "of integers")
                                 << ", expected a float tensor";
  out = binding.value;
  return success();
}

/// f32, as DequantizeLinear made it perhaps.
ParseResult Binder::floatTensor(Value &out, unsigned operand) const {
  if (tensor(out, operand))
    return failure();
  if (!elementOf(out).isF32())
    return operandError(operand) << "quantized, expected a float tensor, as of DequantizeLinear";
  return success();
}

ParseResult Binder::value(Value &out, unsigned operand) const {
  if (floatTensor(out, operand))
    return failure();
  if (!isConstant(out) || out.getDefiningOp<gan::ConstantOp>())
    return success();
  const numerics::Tensor tensor = tensorOf(out);
  if (failed(scope.spend(loc, tensor.values.size())))
    return failure();
  out = scope.makeConstant(out.getLoc(), ArrayRef(tensor.values), shapeOf(out));
  return success(out != nullptr);
}

ParseResult Binder::activation(Value &out, unsigned operand) const {
  if (value(out, operand))
    return failure();
  if (!isActivation(out))
    return operandError(operand) << "constant, expected a tensor that depends on the inputs";
  return success();
}

ParseResult Binder::parameter(Value &out, unsigned operand) const {
  if (floatTensor(out, operand))
    return failure();
  if (isActivation(out))
    return operandError(operand) << "computed from the inputs, expected a constant";
  return success();
}

ParseResult Binder::optionalParameter(Value &out, unsigned operand) const {
  out = nullptr;
  return operand < operands.size() && operands[operand] ? parameter(out, operand) : success();
}

ParseResult Binder::exactFloats(std::vector<double> &out, unsigned operand) const {
  Value constant;
  if (parameter(constant, operand))
    return failure();
  out = tensorOf(constant).values;
  return success();
}

ParseResult Binder::floats(std::vector<float> &out, unsigned operand) const {
  std::vector<double> exact;
  if (exactFloats(exact, operand))
    return failure();
  out.assign(exact.begin(), exact.end());
  return success();
}

ParseResult Binder::integers(Integers &out, unsigned operand) const {
  if (operands[operand]->value)
    return operandError(operand) << "a float tensor, expected integers known at compile time";
  out = operands[operand]->integers;
  return success();
}

ParseResult Binder::extents(std::optional<std::vector<int64_t>> &out, unsigned operand,
                            StringRef name) const {
  if (operand < operands.size() && operands[operand]) {
    Integers given;
    if (integers(given, operand))
      return failure();
    out = given.values;
    return success();
  }
  if (!hasAttribute(name))
    return success();
  if (attribute(out.emplace(), name))
    return failure();
  keepFromBatch(*out);
  return success();
}

ParseResult Binder::list(std::optional<std::vector<int64_t>> &out, unsigned operand, StringRef name) const {
  if (extents(out, operand, name))
    return failure();
  if (out && llvm::is_contained(*out, kBatch))
    return error() << name << " is " << printExtents(*out)
                   << ", expected numbers that do not depend on the batch";
  return success();
}

ParseResult Binder::normalizeAxis(int64_t &axis, int64_t rank) const {
  if (axis < -rank || axis >= rank)
    return error() << "axis is " << axis << ", expected one of a tensor with " << rank << " axes";
  axis += axis < 0 ? rank : 0;
  return success();
}

//===- New ops ------------------------------------------------------------===//

RankedTensorType Binder::makeType(ArrayRef<int64_t> shape, Type element) const {
  const auto refuse = [&](const char *expected) {
    error() << "result's shape is " << printExtents(shape) << ", expected " << expected;
    return RankedTensorType();
  };
  if (llvm::is_contained(shape.drop_front(shape.empty() ? 0 : 1), kBatch))
    return refuse("the batch first");
  if (llvm::any_of(shape, [](int64_t extent) { return extent <= 0 && extent != kBatch; }))
    return refuse("positive extents");
  if (!elementCount(shape))
    return refuse("at most 2^31 elements");
  return RankedTensorType::get(shape, element);
}

Value Binder::finish(Operation *op) {
  if (failed(verify(op)))
    return nullptr;
  return llvm::all_of(op->getOperands(), isConstant) ? evaluate(op) : op->getResult(0);
}

/// Replaces an op on constants by its value.
Value Binder::evaluate(Operation *op) {
  const ArrayRef<int64_t> shape = shapeOf(op->getResult(0));
  if (failed(scope.spend(loc, *elementCount(shape))))
    return nullptr;
  std::vector<numerics::Tensor> operands;
  for (const Value operand : op->getOperands())
    operands.push_back(tensorOf(operand));
  SmallVector<const numerics::Tensor *> pointers;
  for (const numerics::Tensor &operand : operands)
    pointers.push_back(&operand);
  const FailureOr<numerics::Tensor> result =
      cast<gan::Evaluate>(op).evaluate(pointers, gan::Arithmetic::Float64);
  if (failed(result))
    return nullptr;
  const std::vector<float> values(result->values.begin(), result->values.end());
  const Value constant = scope.makeConstant(loc, values, shape);
  op->erase();
  return constant;
}

Value Binder::emitReshape(Value src, ArrayRef<int64_t> shape) {
  return shapeOf(src) == shape ? src : emit<gan::ReshapeOp>(shape, src);
}

//===- Results ------------------------------------------------------------===//

LogicalResult Binder::define(unsigned result, Value value) {
  if (!value)
    return failure();
  if (!node.outputs[result].empty())
    scope.define(node.outputs[result], {value, {}});
  return success();
}

LogicalResult Binder::define(unsigned result, Integers integers) {
  scope.define(node.outputs[result], {nullptr, std::move(integers)});
  return success();
}

LogicalResult Binder::define(unsigned result, const OnnxTensor &tensor) {
  std::optional<Binding> binding = scope.bind(tensor, scope.locate(node.outputs[result]));
  if (!binding)
    return failure();
  scope.define(node.outputs[result], std::move(*binding));
  return success();
}

LogicalResult Binder::defineReshaped(ArrayRef<int64_t> shape) {
  if (!isIntegers(0))
    return define(0, emitReshape(operands[0]->value, shape));
  const Integers &src = operands[0]->integers;
  if (elementCount(shape) != static_cast<int64_t>(src.values.size()) || llvm::is_contained(shape, kBatch))
    return error() << "shape is " << printExtents(shape) << ", expected one of " << src.values.size()
                   << " integers";
  return define(0, Integers{shape.vec(), src.values, src.elementType});
}

LogicalResult Binder::defineIntegers(unsigned result, ArrayRef<int64_t> shape,
                                     function_ref<int64_t(ArrayRef<int64_t>)> element) {
  const std::optional<int64_t> count = elementCount(shape);
  if (!count || *count > kMaxIntegers || llvm::is_contained(shape, kBatch))
    return error() << "shape of integers is " << printExtents(shape) << ", expected at most " << kMaxIntegers
                   << " of them whatever the batch";
  Integers integers{shape.vec(), std::vector<int64_t>(*count)};
  SmallVector<int64_t> at(shape.size(), 0);
  for (int64_t &value : integers.values) {
    value = element(at);
    for (size_t axis = shape.size(); axis-- > 0 && ++at[axis] == shape[axis];)
      at[axis] = 0;
  }
  return define(result, std::move(integers));
}

} // namespace ganc::onnx_import
