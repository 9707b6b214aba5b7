// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Emits the model table of abi.h, and what it points to, as constants.
//
//   const ganc_model *MODEL_model(void)     exported; everything else is internal
//   MODEL_run(n, ...)                       ganc_dispatch_v1(&table, n, ...)
//   MODEL_workspace_bytes(n)                the largest arena of the variants' schedules that n showers use
//
// After kernels are emitted, because it takes the variants from their functions.

#include "passes/codegen/Passes.h"
#include "passes/codegen/TableBuilder.h"

#include "dialects/gan/ModelName.h"
#include "dialects/kernel/CName.h"
#include "dialects/kernel/Targets.h"
#include "ganc/abi.h"

using namespace mlir;

namespace ganc::codegen {

#define GEN_PASS_DEF_EMITMODELTABLEPASS
#include "passes/codegen/Passes.h.inc"

namespace {

constexpr int64_t kModelBytes = sizeof(ganc_model);

class ModelTable {
public:
  ModelTable(ModuleOp module, StringRef model, StringRef version)
      : module(module), model(model), version(version), symbol(cName(model)), table(module, symbol) {
    for (auto function : module.getOps<LLVM::LLVMFuncOp>())
      if (function->hasAttr(kernel::kTargetAttr))
        variants.push_back(function);
    llvm::sort(variants, [&](auto a, auto b) { return targetOf(a)->level > targetOf(b)->level; });
  }

  void emit() {
    declareDispatch();
    emitWorkspaceBytes();
    const std::string name = emitTable();
    emitRun(name);
    emitGetter(name);
  }

private:
  using Fields = TableBuilder::Fields;

  const kernel::Target *targetOf(LLVM::LLVMFuncOp function) {
    return kernel::findTarget(function->getAttrOfType<StringAttr>(kernel::kTargetAttr));
  }

  size_t countOf(StringRef attribute) {
    const auto array = module->getAttrOfType<ArrayAttr>(attribute);
    return array ? array.size() : 0;
  }

  DictionaryAttr entry(StringRef attribute, size_t index) {
    return cast<DictionaryAttr>(module->getAttrOfType<ArrayAttr>(attribute)[index]);
  }

  /// ganc_tensor[]
  std::string tensors(StringRef attribute) {
    const Type i32 = table.builder.getI32Type(), i64 = table.builder.getI64Type();
    return table.structs(
        {table.pointer, table.pointer, i32, i64}, countOf(attribute), [&](size_t i) -> Fields {
          const ArrayRef<int64_t> shape =
              cast<DenseI64ArrayAttr>(entry(attribute, i).get("shape")).asArrayRef();
          int64_t elements = 1;
          for (const int64_t extent : shape)
            elements *= extent;
          const std::string name = table.string(cast<StringAttr>(entry(attribute, i).get("name")));
          return {table.addressOf(name), table.addressOf(table.integers(shape)), table.i32(shape.size()),
                  table.i64(elements)};
        });
  }

  /// ganc_condition[]
  std::string conditions() {
    const Type f64 = table.builder.getF64Type();
    return table.structs(
        {table.pointer, table.pointer, f64, f64}, countOf(kernel::kConditionsAttr), [&](size_t i) -> Fields {
          const DictionaryAttr condition = entry(kernel::kConditionsAttr, i);
          const auto text = [&](StringRef key) { return table.string(cast<StringAttr>(condition.get(key))); };
          const auto number = [&](StringRef key) {
            return cast<FloatAttr>(condition.get(key)).getValueAsDouble();
          };
          return {table.addressOf(text("name")), table.addressOf(text("unit")), table.f64(number("low")),
                  table.f64(number("high"))};
        });
  }

  /// ganc_variant[], best first
  std::string variantTable() {
    return table.structs({table.pointer, table.builder.getI32Type(), table.pointer}, variants.size(),
                         [&](size_t i) -> Fields {
                           const kernel::Target *target = targetOf(variants[i]);
                           return {table.addressOf(table.string(target->name)), table.i32(target->level),
                                   table.addressOf(variants[i].getName())};
                         });
  }

  /// The metadata's bytes, in a section of their own; "" for none.
  std::string metadata() {
    const auto bytes = module->getAttrOfType<ElementsAttr>(kernel::kMetadataAttr);
    if (!bytes)
      return "";
    const std::string name = symbol + "_metadata";
    OpBuilder::InsertionGuard guard(table.builder);
    table.builder.setInsertionPointToEnd(module.getBody());
    const auto type = LLVM::LLVMArrayType::get(table.builder.getI8Type(), bytes.getNumElements());
    auto global = LLVM::GlobalOp::create(table.builder, module.getLoc(), type, true, LLVM::Linkage::Internal,
                                         name, bytes, kernel::kVectorBytes);
    global.setSection(".ganc.metadata");
    return name;
  }

  int64_t metadataBytes() {
    const auto bytes = module->getAttrOfType<ElementsAttr>(kernel::kMetadataAttr);
    return bytes ? bytes.getNumElements() : 0;
  }

  std::string emitTable() {
    const Type i32 = table.builder.getI32Type(), i64 = table.builder.getI64Type(), p = table.pointer;
    return table.structs(
        {i32, i32, p, p, p, p, p, p, i32, i32, i32, i32, p, p, p, i64}, 1, [&](size_t) -> Fields {
          const auto text = [&](StringRef value) { return table.addressOf(table.string(value)); };
          return {table.i32(GANC_ABI_VERSION),
                  table.i32(kModelBytes),
                  text(model),
                  text(version),
                  table.addressOf(tensors(kernel::kInputsAttr)),
                  table.addressOf(tensors(kernel::kOutputsAttr)),
                  table.addressOf(conditions()),
                  table.addressOf(variantTable()),
                  table.i32(countOf(kernel::kInputsAttr)),
                  table.i32(countOf(kernel::kOutputsAttr)),
                  table.i32(countOf(kernel::kConditionsAttr)),
                  table.i32(variants.size()),
                  table.addressOf(symbol + "_workspace_bytes"),
                  table.addressOf(symbol + "_run"),
                  table.addressOf(metadata()),
                  table.i64(metadataBytes())};
        });
  }

  LLVM::LLVMFuncOp function(StringRef name, Type result, ArrayRef<Type> arguments, LLVM::Linkage linkage) {
    table.builder.setInsertionPointToEnd(module.getBody());
    return LLVM::LLVMFuncOp::create(table.builder, table.loc, name,
                                    LLVM::LLVMFunctionType::get(result, arguments), linkage);
  }

  /// A function whose body is made by `build`, which returns its result.
  void define(StringRef name, Type result, ArrayRef<Type> arguments, LLVM::Linkage linkage,
              llvm::function_ref<Value(ValueRange)> build) {
    auto defined = function(name, result, arguments, linkage);
    Block *body = defined.addEntryBlock(table.builder);
    table.builder.setInsertionPointToStart(body);
    LLVM::ReturnOp::create(table.builder, table.loc, build(body->getArguments()));
    table.builder.setInsertionPointToEnd(module.getBody());
  }

  void declareDispatch() {
    const Type i64 = table.builder.getI64Type(), p = table.pointer;
    dispatch =
        function("ganc_dispatch_v1", table.builder.getI32Type(), {p, i64, p, p, p}, LLVM::Linkage::External);
  }

  /// What a variant needs for n showers: as many as its longest tail are made one by one.
  Value workspaceBytes(LLVM::LLVMFuncOp variant, Value n) {
    const auto number = [&](StringRef name) {
      const auto value = variant->getAttrOfType<IntegerAttr>(name);
      return table.i64(value ? value.getInt() : 0);
    };
    const Value isTail = LLVM::ICmpOp::create(table.builder, table.loc, LLVM::ICmpPredicate::sle, n,
                                              number(kernel::kTailAttr));
    return LLVM::SelectOp::create(table.builder, table.loc, isTail, number(kernel::kTailBytesAttr),
                                  number(kernel::kArenaBytesAttr));
  }

  void emitWorkspaceBytes() {
    const Type i64 = table.builder.getI64Type();
    define(symbol + "_workspace_bytes", i64, {i64}, LLVM::Linkage::Internal, [&](ValueRange arguments) {
      Value bytes = table.i64(0);
      for (LLVM::LLVMFuncOp variant : variants)
        bytes = LLVM::SMaxOp::create(table.builder, table.loc, bytes, workspaceBytes(variant, arguments[0]));
      return bytes;
    });
  }

  void emitRun(StringRef tableName) {
    const Type i64 = table.builder.getI64Type(), p = table.pointer;
    define(symbol + "_run", table.builder.getI32Type(), {i64, p, p, p}, LLVM::Linkage::Internal,
           [&](ValueRange arguments) {
             SmallVector<Value> all{table.addressOf(tableName)};
             llvm::append_range(all, arguments);
             return LLVM::CallOp::create(table.builder, table.loc, dispatch, all).getResult();
           });
  }

  void emitGetter(StringRef tableName) {
    define(symbol + "_model", table.pointer, {}, LLVM::Linkage::External,
           [&](ValueRange) { return table.addressOf(tableName); });
  }

  ModuleOp module;
  const StringRef model, version;
  const std::string symbol;
  TableBuilder table;
  SmallVector<LLVM::LLVMFuncOp> variants;
  LLVM::LLVMFuncOp dispatch;
};

struct EmitModelTablePass : impl::EmitModelTablePassBase<EmitModelTablePass> {
  using EmitModelTablePassBase::EmitModelTablePassBase;

  void runOnOperation() override {
    ModelTable(getOperation(), gan::modelName(getOperation()), version).emit();
  }
};

} // namespace
} // namespace ganc::codegen
