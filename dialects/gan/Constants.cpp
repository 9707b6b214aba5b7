// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/gan/Constants.h"

#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;

namespace ganc::gan {

ElementsAttr makeElements(RankedTensorType type, ArrayRef<char> values, StringRef hint) {
  if (type.getNumElements() <= kInlineElements)
    return DenseElementsAttr::getFromRawBuffer(type, values);
  return DenseResourceElementsAttr::get(type, hint.empty() ? "constant" : hint,
                                        HeapAsmResourceBlob::allocateAndCopyWithAlign(values, /*align=*/64));
}

/// A constant of f32 type whose values are held as `held`.
template <typename T>
static ConstantOp makeHeld(OpBuilder &builder, Location loc, ArrayRef<T> values, ArrayRef<int64_t> shape,
                           Type held) {
  const ArrayRef<char> raw(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T));
  const auto elements = makeElements(RankedTensorType::get(shape, held), raw, nameOf(loc));
  return ConstantOp::create(builder, loc, RankedTensorType::get(shape, builder.getF32Type()), elements);
}

ConstantOp makeConstant(OpBuilder &builder, Location loc, ArrayRef<float> values, ArrayRef<int64_t> shape) {
  return makeHeld(builder, loc, values, shape, builder.getF32Type());
}

ConstantOp makeConstant(OpBuilder &builder, Location loc, ArrayRef<double> values, ArrayRef<int64_t> shape) {
  const std::vector<float> rounded(values.begin(), values.end());
  if (std::equal(values.begin(), values.end(), rounded.begin()))
    return makeConstant(builder, loc, rounded, shape);
  return makeHeld(builder, loc, values, shape, builder.getF64Type());
}

ConstantOp makeStoredConstant(OpBuilder &builder, Location loc, ArrayRef<int32_t> stored,
                              RankedTensorType type) {
  const auto quantized = cast<quant::QuantizedType>(type.getElementType());
  const unsigned bits = quantized.getStorageTypeIntegralWidth();
  const auto storage = RankedTensorType::get(type.getShape(), builder.getIntegerType(bits));
  std::vector<char> raw(stored.size() * bits / 8);
  for (size_t i = 0; i < stored.size(); i++)
    std::memcpy(&raw[i * bits / 8], &stored[i], bits / 8); // little endian: the low bytes come first
  return ConstantOp::create(builder, loc, type, makeElements(storage, raw, nameOf(loc)));
}

/// The raw bytes of an attribute and whether one element stands for all.
static std::optional<std::pair<ArrayRef<char>, bool>> rawBytes(Attribute attribute) {
  if (auto dense = dyn_cast_or_null<DenseElementsAttr>(attribute))
    return std::pair{dense.getRawData(), dense.isSplat()};
  if (auto resource = dyn_cast_or_null<DenseResourceElementsAttr>(attribute))
    if (AsmResourceBlob *blob = resource.getRawHandle().getBlob())
      return std::pair{blob->getData(), false};
  return std::nullopt;
}

template <typename Stored, typename Value>
static std::optional<std::vector<Value>> expand(ElementsAttr attribute) {
  const auto raw = rawBytes(attribute);
  const size_t count = attribute.getNumElements();
  if (!raw || raw->first.size() != (raw->second ? 1 : count) * sizeof(Stored))
    return std::nullopt;
  std::vector<Value> values(count);
  for (size_t i = 0; i < count; i++) {
    Stored stored;
    std::memcpy(&stored, raw->first.data() + (raw->second ? 0 : i * sizeof(Stored)), sizeof(Stored));
    values[i] = stored;
  }
  return values;
}

template <typename T> static std::optional<std::vector<T>> valuesAs(Attribute attribute) {
  const auto elements = dyn_cast_or_null<ElementsAttr>(attribute);
  if (elements && elements.getElementType().isF32())
    return expand<float, T>(elements);
  return elements && elements.getElementType().isF64() ? expand<double, T>(elements) : std::nullopt;
}

/// What a constant holds, null for other values.
static Attribute attributeOf(Value value) {
  auto constant = value ? value.getDefiningOp<ConstantOp>() : nullptr;
  return constant ? constant.getValue() : Attribute();
}

std::optional<std::vector<double>> exactValues(Attribute attribute) {
  return valuesAs<double>(attribute);
}

std::optional<std::vector<double>> exactValues(Value value) {
  return valuesAs<double>(attributeOf(value));
}

std::optional<std::vector<float>> floatValues(Value value) {
  return valuesAs<float>(attributeOf(value));
}

std::optional<std::vector<int32_t>> storedValues(Value value) {
  auto constant = value ? value.getDefiningOp<ConstantOp>() : nullptr;
  if (!constant)
    return std::nullopt;
  const auto type = dyn_cast<quant::QuantizedType>(getElementTypeOrSelf(constant.getType()));
  if (!type)
    return std::nullopt;
  const ElementsAttr elements = constant.getValue();
  if (elements.getElementType().isInteger(8))
    return type.isSigned() ? expand<int8_t, int32_t>(elements) : expand<uint8_t, int32_t>(elements);
  if (elements.getElementType().isInteger(16))
    return type.isSigned() ? expand<int16_t, int32_t>(elements) : expand<uint16_t, int32_t>(elements);
  return elements.getElementType().isInteger(32) ? expand<int32_t, int32_t>(elements) : std::nullopt;
}

StringRef nameOf(Location loc) {
  if (auto name = dyn_cast<NameLoc>(loc))
    return name.getName();
  if (auto fused = dyn_cast<FusedLoc>(loc))
    for (const Location part : fused.getLocations())
      if (const StringRef name = nameOf(part); !name.empty())
        return name;
  return "";
}

void addNodes(Operation *op, Location absorbed) {
  op->setLoc(FusedLoc::get(op->getContext(), {op->getLoc(), absorbed}));
}

} // namespace ganc::gan
