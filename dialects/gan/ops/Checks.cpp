// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/gan/ops/Checks.h"

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/TensorTypes.h"

#include "llvm/ADT/StringExtras.h"

using namespace mlir;

namespace ganc::gan {

InFlightDiagnostic emitErrorAbout(Operation *op, Value value, StringRef role) {
  InFlightDiagnostic diagnostic = op->emitOpError();
  Operation *producer = value.getDefiningOp();
  if (producer == op)
    return diagnostic;
  Diagnostic &note = diagnostic.attachNote(value.getLoc());
  StringRef name = nameOf(value.getLoc());
  if (!producer)
    note << role << " is an argument here";
  else
    note << role << " is produced by \"" << (name.empty() ? producer->getName().getStringRef() : name)
         << "\" here";
  return diagnostic;
}

std::string shapeText(ArrayRef<int64_t> shape) {
  if (shape.empty())
    return "scalar";
  return llvm::join(
      llvm::map_range(shape, [](int64_t extent) { return extent < 0 ? "?" : std::to_string(extent); }), "x");
}

static LogicalResult checkExtents(Operation *op, RankedTensorType type, StringRef what, unsigned number) {
  int64_t count = 1;
  for (const auto [axis, extent] : llvm::enumerate(type.getShape())) {
    if (axis == 0 && ShapedType::isDynamic(extent))
      continue;
    if (extent < 1) // a dynamic extent is negative
      return op->emitOpError() << what << " #" << number << " has extent " << (extent == 0 ? "0" : "?")
                               << " on axis " << axis << ", expected a positive one";
    if (extent > numerics::kMostElements / count)
      return op->emitOpError() << what << " #" << number << " is " << type << ", expected at most "
                               << numerics::kMostElements << " elements";
    count *= extent;
  }
  return success();
}

static LogicalResult checkTensor(Operation *op, Type type, StringRef what, unsigned number) {
  const auto ranked = dyn_cast<RankedTensorType>(type);
  if (!ranked)
    return op->emitOpError() << what << " #" << number << " is " << type << ", expected a ranked tensor";
  return checkExtents(op, ranked, what, number);
}

LogicalResult checkTensors(Operation *op) {
  for (const auto [number, type] : llvm::enumerate(op->getOperandTypes()))
    if (failed(checkTensor(op, type, "operand", number)))
      return failure();
  for (const auto [number, type] : llvm::enumerate(op->getResultTypes()))
    if (failed(checkTensor(op, type, "result", number)))
      return failure();
  return success();
}

LogicalResult checkQuantizedPerTensor(Operation *op, Value value, StringRef role) {
  const Type type = getElementTypeOrSelf(value.getType());
  if (type.isF32())
    return success();
  const auto uniform = dyn_cast<quant::UniformQuantizedType>(type);
  if (!uniform || !uniform.getExpressedType().isF32())
    return emitErrorAbout(op, value, role)
           << role << " is of " << type << ", expected f32 or f32 quantized per tensor";
  const unsigned bits = uniform.getStorageTypeIntegralWidth();
  if (bits != 8 && bits != 16)
    return emitErrorAbout(op, value, role) << role << " is stored in " << bits << " bits, expected 8 or 16";
  return success();
}

LogicalResult checkResultShape(Operation *op, ArrayRef<int64_t> expected) {
  const ArrayRef<int64_t> shape = tensorType(op->getResult(0)).getShape();
  if (shape == expected)
    return success();
  return op->emitOpError() << "dst is " << shapeText(shape) << ", expected " << shapeText(expected);
}

LogicalResult checkSteps(Operation *op, StringRef name, ArrayRef<int64_t> values, size_t count, int64_t low) {
  if (values.size() != count)
    return op->emitOpError() << name << " has " << values.size() << " entries, expected " << count;
  for (const int64_t value : values)
    if (value < low || value > kLargestStep)
      return op->emitOpError() << name << " has an entry " << value << ", expected " << low << " to "
                               << kLargestStep;
  return success();
}

LogicalResult checkAxis(Operation *op, Value value, int64_t axis) {
  const int64_t first = hasBatch(value) ? 1 : 0;
  if (axis >= first && axis < tensorType(value).getRank())
    return success();
  return op->emitOpError() << "axis is " << axis << ", expected " << first << " to "
                           << tensorType(value).getRank() - 1;
}

} // namespace ganc::gan
