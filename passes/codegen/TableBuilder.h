// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes constant globals of the llvm dialect: strings, integers, and arrays of structs that point to each other.

#ifndef GANC_PASSES_CODEGEN_TABLEBUILDER_H
#define GANC_PASSES_CODEGEN_TABLEBUILDER_H

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace ganc::codegen {

/// Values are built inside the region of the global under construction.
class TableBuilder {
public:
  TableBuilder(mlir::ModuleOp module, llvm::StringRef prefix)
      : module(module), builder(mlir::OpBuilder::atBlockEnd(module.getBody())), loc(module.getLoc()),
        prefix(prefix), pointer(mlir::LLVM::LLVMPointerType::get(module.getContext())) {}

  mlir::ModuleOp module;
  mlir::OpBuilder builder;
  const mlir::Location loc;
  const std::string prefix;
  const mlir::Type pointer;

  using Fields = llvm::SmallVector<mlir::Value>;
  using Build = llvm::function_ref<Fields()>;

  mlir::Value i32(int64_t value) {
    return mlir::LLVM::ConstantOp::create(builder, loc, builder.getI32IntegerAttr(value));
  }
  mlir::Value i64(int64_t value) {
    return mlir::LLVM::ConstantOp::create(builder, loc, builder.getI64IntegerAttr(value));
  }
  mlir::Value f64(double value) {
    return mlir::LLVM::ConstantOp::create(builder, loc, builder.getF64FloatAttr(value));
  }
  mlir::Value addressOf(llvm::StringRef symbol) {
    return symbol.empty() ? mlir::LLVM::ZeroOp::create(builder, loc, pointer).getResult()
                          : mlir::LLVM::AddressOfOp::create(builder, loc, pointer, symbol).getResult();
  }

  /// A zero-terminated string; returns its symbol.
  std::string string(llvm::StringRef text) {
    const std::string name = nextName();
    mlir::OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToEnd(module.getBody()); // wherever the builder stands
    const std::string terminated = text.str() + '\0';
    const auto type = mlir::LLVM::LLVMArrayType::get(builder.getI8Type(), terminated.size());
    mlir::LLVM::GlobalOp::create(builder, loc, type, true, mlir::LLVM::Linkage::Internal, name,
                                 builder.getStringAttr(terminated));
    return name;
  }

  /// int64_t[]; returns its symbol, "" for none.
  std::string integers(llvm::ArrayRef<int64_t> values) {
    if (values.empty())
      return "";
    const std::string name = nextName();
    mlir::OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToEnd(module.getBody()); // wherever the builder stands
    mlir::LLVM::GlobalOp::create(builder, loc,
                                 mlir::LLVM::LLVMArrayType::get(builder.getI64Type(), values.size()), true,
                                 mlir::LLVM::Linkage::Internal, name, builder.getI64TensorAttr(values));
    return name;
  }

  /// An array of structs of `fields`, one for each row; returns its symbol, "" for none.
  std::string structs(llvm::ArrayRef<mlir::Type> fields, size_t rows,
                      llvm::function_ref<Fields(size_t)> row) {
    if (rows == 0)
      return "";
    const std::string name = nextName();
    const auto element = mlir::LLVM::LLVMStructType::getLiteral(builder.getContext(), fields);
    const auto type = mlir::LLVM::LLVMArrayType::get(element, rows);
    mlir::OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToEnd(module.getBody()); // wherever the builder stands
    auto global = mlir::LLVM::GlobalOp::create(builder, loc, type, true, mlir::LLVM::Linkage::Internal, name,
                                               mlir::Attribute());
    builder.createBlock(&global.getInitializerRegion());
    mlir::Value array = mlir::LLVM::UndefOp::create(builder, loc, type);
    for (size_t i = 0; i < rows; i++)
      array = mlir::LLVM::InsertValueOp::create(builder, loc, array, makeStruct(element, row(i)),
                                                static_cast<int64_t>(i));
    mlir::LLVM::ReturnOp::create(builder, loc, array);
    return name;
  }

private:
  mlir::Value makeStruct(mlir::LLVM::LLVMStructType type, const Fields &fields) {
    mlir::Value value = mlir::LLVM::UndefOp::create(builder, loc, type);
    for (const auto [i, field] : llvm::enumerate(fields))
      value = mlir::LLVM::InsertValueOp::create(builder, loc, value, field, static_cast<int64_t>(i));
    return value;
  }

  std::string nextName() { return prefix + "_table_" + std::to_string(count++); }

  int64_t count = 0;
};

} // namespace ganc::codegen

#endif
