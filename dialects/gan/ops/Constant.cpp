// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.constant. The result's type is printed only where it differs from the value's: quantized constants hold
// their stored integers, and those of f32 may hold float64.

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/TensorTypes.h"

#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;

namespace ganc::gan {

ParseResult ConstantOp::parse(OpAsmParser &parser, OperationState &result) {
  ElementsAttr value;
  if (parser.parseOptionalAttrDict(result.attributes) ||
      parser.parseAttribute(value, getValueAttrName(result.name), result.attributes))
    return failure();
  Type type = value.getShapedType();
  if (succeeded(parser.parseOptionalArrow()) && parser.parseType(type))
    return failure();
  result.addTypes(type);
  return success();
}

void ConstantOp::print(OpAsmPrinter &printer) {
  printer.printOptionalAttrDict((*this)->getAttrs(), getValueAttrName().getValue());
  printer << ' ' << getValue();
  if (getValue().getShapedType() != getDst().getType())
    printer << " -> " << getDst().getType();
}

/// The element type the attribute must have.
static Type storedType(Type element) {
  const auto quantized = dyn_cast<quant::QuantizedType>(element);
  if (!quantized)
    return element;
  return IntegerType::get(element.getContext(), quantized.getStorageTypeIntegralWidth());
}

static LogicalResult verifyResource(ConstantOp op, DenseResourceElementsAttr resource) {
  const AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  const uint64_t bits = resource.getElementType().getIntOrFloatBitWidth();
  const uint64_t expected = resource.getNumElements() * bits / 8;
  if (!blob)
    return op.emitOpError() << "resource \"" << resource.getRawHandle().getKey() << "\" is missing, expected "
                            << expected << " bytes";
  if (blob->getData().size() != expected)
    return op.emitOpError() << "resource \"" << resource.getRawHandle().getKey() << "\" has "
                            << blob->getData().size() << " bytes, expected " << expected;
  return success();
}

LogicalResult ConstantOp::verify() {
  if (failed(checkTensors(*this)))
    return failure();
  const RankedTensorType type = tensorType(getDst());
  if (!type.hasStaticShape())
    return emitOpError() << "dst is " << type << ", expected a static shape";
  const auto expected = RankedTensorType::get(type.getShape(), storedType(type.getElementType()));
  const bool isExact = type.getElementType().isF32() && getValue().getElementType().isF64() &&
                       getValue().getShapedType().getShape() == type.getShape();
  if (getValue().getShapedType() != expected && !isExact)
    return emitOpError() << "value is " << getValue().getShapedType() << ", expected " << expected;
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(getValue()))
    return verifyResource(*this, resource);
  if (!isa<DenseElementsAttr>(getValue()))
    return emitOpError() << "value is neither dense nor a resource";
  return success();
}

OpFoldResult ConstantOp::fold(FoldAdaptor) {
  return getValueAttr();
}

FailureOr<numerics::Tensor> ConstantOp::evaluate(ArrayRef<const numerics::Tensor *> operands,
                                                 Arithmetic arithmetic) {
  numerics::Tensor result(showerShape(getDst()));
  if (const auto exact = exactValues(getDst()); exact && arithmetic == Arithmetic::Float64)
    result.values = *exact;
  else if (const auto floats = floatValues(getDst()))
    result.values.assign(floats->begin(), floats->end());
  else if (const auto stored = storedValues(getDst()))
    result.values.assign(stored->begin(), stored->end());
  else
    return emitOpError() << "has values that cannot be read";
  return result;
}

} // namespace ganc::gan
