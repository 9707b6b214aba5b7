// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/schedule/KernelBuilder.h"

#include "dialects/gan/Constants.h"

using namespace mlir;

namespace ganc::schedule {

/// Channels of a cell: as many as fit four bytes.
static int64_t slotsOf(Type element) {
  const auto quantized = dyn_cast<quant::QuantizedType>(element);
  return quantized ? 32 / quantized.getStorageTypeIntegralWidth() : 1;
}

numerics::CellLayout layoutOf(Type tensor) {
  const auto type = cast<RankedTensorType>(tensor);
  return {type.getShape().drop_front(), slotsOf(type.getElementType())};
}

DenseI64ArrayAttr storageOf(Type tensor) {
  const auto type = dyn_cast<quant::UniformQuantizedType>(cast<RankedTensorType>(tensor).getElementType());
  return type ? DenseI64ArrayAttr::get(tensor.getContext(), {type.getStorageTypeMin(),
                                                             type.getStorageTypeMax(), type.getZeroPoint()})
              : nullptr;
}

MemRefType bufferType(const numerics::CellLayout &layout, Type tensor) {
  MLIRContext *context = tensor.getContext();
  const Type element = layout.slots == 1 ? Type(Float32Type::get(context))
                                         : Type(IntegerType::get(context, 32 / layout.slots));
  return MemRefType::get({layout.x, layout.y, layout.groups(), layout.z, kernel::kLanes, layout.slots},
                         element);
}

KernelBuilder::KernelBuilder(ModuleOp module, func::FuncOp program)
    : builder(OpBuilder::atBlockEnd(&program.getBody().front())), symbols(module) {}

Value KernelBuilder::makeBuffer(Location loc, Type tensor) {
  return makeBuffer(loc, bufferType(layoutOf(tensor), tensor));
}

Value KernelBuilder::makeBuffer(Location loc, MemRefType type) {
  return kernel::BufferOp::create(builder, loc, type, /*copies=*/IntegerAttr(), /*planes=*/IntegerAttr(),
                                  /*offset=*/IntegerAttr());
}

FlatSymbolRefAttr KernelBuilder::addData(Location loc, StringRef what, ArrayRef<float> values) {
  return addData(loc, what, builder.getF32Type(), values.size(),
                 {reinterpret_cast<const char *>(values.data()), values.size() * sizeof(float)});
}

FlatSymbolRefAttr KernelBuilder::addData(Location loc, StringRef what, ArrayRef<uint32_t> words) {
  return addData(loc, what, words, builder.getI32Type());
}

FlatSymbolRefAttr KernelBuilder::addData(Location loc, StringRef what, ArrayRef<uint32_t> words,
                                         Type element) {
  return addData(loc, what, element, words.size(),
                 {reinterpret_cast<const char *>(words.data()), words.size() * sizeof(uint32_t)});
}

FlatSymbolRefAttr KernelBuilder::addData(Location loc, StringRef what, Type element, int64_t count,
                                         ArrayRef<char> raw) {
  const std::string name = (gan::nameOf(loc) + "." + what).str();
  const ElementsAttr value = gan::makeElements(RankedTensorType::get({count}, element), raw, name);
  OpBuilder atTop(builder.getContext());
  auto data = kernel::DataOp::create(atTop, loc, name, value);
  const StringAttr unique = symbols.insert(data, cast<ModuleOp>(symbols.getOp()).getBody()->begin());
  return FlatSymbolRefAttr::get(unique);
}

} // namespace ganc::schedule
