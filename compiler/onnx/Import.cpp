// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/onnx/Import.h"
#include "compiler/onnx/Binder.h"
#include "compiler/onnx/OnnxOps.h"
#include "compiler/onnx/OnnxReader.h"
#include "dialects/gan/ModelName.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace ganc::onnx_import {

namespace {

constexpr int64_t kOldestOpset = 7, kNewestOpset = 21;

class Importer {
public:
  Importer(const OnnxModel &model, StringRef path, func::FuncOp main, OpBuilder &builder)
      : model(model), main(main), builder(builder), scope(model, path, builder) {}
  LogicalResult run();

private:
  LogicalResult importInput(const OnnxValueInfo &input);
  LogicalResult checkBatch(const OnnxValueInfo &input, std::optional<int64_t> batch);
  LogicalResult importNode(size_t index);
  LogicalResult checkArity(size_t index, const OnnxOp &op);
  FailureOr<const OnnxOp *> findOp(size_t index);
  FailureOr<Value> findResult(const OnnxValueInfo &output);
  void checkDeclaredShape(const OnnxValueInfo &output, Value result);
  LogicalResult importOutputs();

  const OnnxModel &model;
  func::FuncOp main;
  OpBuilder &builder;
  Scope scope;
  std::string firstInput;
  llvm::StringSet<> resultNames;
};

} // namespace

//===- Inputs -------------------------------------------------------------===//

/// All inputs have the same batch: a symbol, or one number, which then stands for the batch.
LogicalResult Importer::checkBatch(const OnnxValueInfo &input, std::optional<int64_t> batch) {
  if (firstInput.empty()) {
    firstInput = input.name;
    scope.fixedBatch = batch;
    return success();
  }
  if (batch == scope.fixedBatch)
    return success();
  const auto print = [](std::optional<int64_t> size) { return size ? llvm::itostr(*size) : "dynamic"; };
  return emitError(scope.locate(input.name))
         << "first dimension of input '" << input.name << "' is " << print(batch)
         << ", expected the batch as in '" << firstInput << "', which is " << print(scope.fixedBatch);
}

LogicalResult Importer::importInput(const OnnxValueInfo &input) {
  const auto refuse = [&](const Twine &what) {
    return emitError(scope.locate(input.name)) << "input '" << input.name << "' is " << what.str();
  };
  if (input.elementType != "float")
    return refuse("of " + input.elementType + ", expected float");
  if (!input.shape || input.shape->empty())
    return refuse("of unknown shape or a scalar, expected a tensor with the batch first");
  SmallVector<int64_t> shape = {kBatch};
  for (size_t axis = 1; axis < input.shape->size(); axis++) {
    const int64_t *extent = std::get_if<int64_t>(&(*input.shape)[axis]);
    if (!extent)
      return refuse("dynamic in dimension " + Twine(axis) + " ('" + std::get<1>((*input.shape)[axis]) +
                    "'), expected a number (only the batch, which is first, may be dynamic)");
    shape.push_back(*extent);
  }
  const int64_t *batch = std::get_if<int64_t>(&input.shape->front());
  if (batch)
    shape.front() = *batch;
  if (llvm::any_of(shape, [](int64_t extent) { return extent < 1 && extent != kBatch; }) ||
      !elementCount(shape))
    return refuse("of shape " + Twine(printExtents(shape)) +
                  ", expected positive dimensions and at most 2^31 elements");
  if (failed(checkBatch(input, batch ? std::optional(*batch) : std::nullopt)))
    return failure();
  shape.front() = kBatch;
  const auto type = RankedTensorType::get(shape, builder.getF32Type());
  const NamedAttribute name = builder.getNamedAttr("gan.name", builder.getStringAttr(input.name));
  if (failed(main.insertArgument(main.getNumArguments(), type, builder.getDictionaryAttr(name),
                                 scope.locate(input.name))))
    return failure();
  scope.define(input.name, {main.getArguments().back(), {}});
  return success();
}

//===- Nodes --------------------------------------------------------------===//

FailureOr<const OnnxOp *> Importer::findOp(size_t index) {
  const OnnxNode &node = model.nodes[index];
  const auto *const op = llvm::find_if(
      onnxOps(), [&](const OnnxOp &row) { return row.name == node.op && row.domain == node.domain; });
  if (op == onnxOps().end()) {
    InFlightDiagnostic diagnostic = emitError(scope.locateNode(index)) << "op is ";
    if (!node.domain.empty())
      diagnostic << node.domain << ".";
    diagnostic << node.op << ", expected a supported one";
    const auto names = llvm::map_range(onnxOps(), [](const OnnxOp &row) { return row.name; });
    diagnostic.attachNote() << "supported are " << llvm::join(names, ", ");
    return diagnostic;
  }
  if (model.opset < op->since || model.opset > op->until)
    return emitError(scope.locateNode(index)) << "opset is " << model.opset << ", expected " << op->since
                                              << " to " << op->until << " for " << node.op;
  return op;
}

LogicalResult Importer::checkArity(size_t index, const OnnxOp &op) {
  const OnnxNode &node = model.nodes[index];
  const auto refuse = [&] { return emitError(scope.locateNode(index)) << node.op << " has "; };
  if (node.inputs.size() < op.minInputs || node.inputs.size() > op.maxInputs) {
    InFlightDiagnostic diagnostic = refuse() << node.inputs.size() << " operands, expected " << op.minInputs;
    if (op.maxInputs > op.minInputs)
      diagnostic << " or more";
    return diagnostic;
  }
  for (size_t i = 0; i < op.minInputs; i++)
    if (node.inputs[i].empty())
      return refuse() << "no operand " << i << ", expected it to be given";
  if (node.outputs.empty() || node.outputs.front().empty())
    return refuse() << "no result, expected one";
  return success();
}

LogicalResult Importer::importNode(size_t index) {
  const FailureOr<const OnnxOp *> op = findOp(index);
  if (failed(op) || failed(checkArity(index, **op)))
    return failure();
  SmallVector<const Binding *> operands;
  for (const std::string &input : model.nodes[index].inputs) {
    operands.push_back(input.empty() ? nullptr : scope.lookup(input, index));
    if (!input.empty() && !operands.back())
      return failure();
  }
  Binder binder(scope, index, operands);
  return (*op)->import(binder);
}

//===- Outputs ------------------------------------------------------------===//

/// Exporters write wrong shapes (TorchScript names a dimension of 25 "batch"), so ours is the truth.
void Importer::checkDeclaredShape(const OnnxValueInfo &output, Value result) {
  if (!output.shape)
    return;
  const ArrayRef<int64_t> shape = shapeOf(result);
  bool fits = output.shape->size() == shape.size();
  SmallVector<int64_t> declared;
  for (size_t axis = 0; axis < output.shape->size(); axis++) {
    const int64_t *extent = std::get_if<int64_t>(&(*output.shape)[axis]);
    fits &= axis == 0 || !extent || axis >= shape.size() || *extent == shape[axis];
    declared.push_back(extent ? *extent : kBatch);
  }
  if (!fits)
    emitWarning(scope.locate(output.name))
        << "declared shape of output '" << output.name << "' is " << printExtents(declared) << ", expected "
        << printExtents(shape) << " as computed, which is used";
}

FailureOr<Value> Importer::findResult(const OnnxValueInfo &output) {
  const Location loc = scope.locate(output.name);
  if (!resultNames.insert(output.name).second)
    return emitError(loc) << "output '" << output.name << "' is listed twice, expected once";
  const Binding *binding = scope.lookup(output.name, model.nodes.size());
  if (!binding)
    return failure();
  if (!binding->value || !isActivation(binding->value))
    return emitError(loc) << "output '" << output.name
                          << "' is constant, expected a float tensor that depends on "
                          << "the inputs, with the batch first";
  if (!getElementTypeOrSelf(binding->value.getType()).isF32())
    return emitError(loc) << "output '" << output.name << "' is quantized, expected a float tensor";
  checkDeclaredShape(output, binding->value);
  return binding->value;
}

LogicalResult Importer::importOutputs() {
  if (model.outputs.empty())
    return emitError(scope.locate("")) << "graph has no outputs, expected at least one";
  SmallVector<Value> results;
  SmallVector<DictionaryAttr> attributes;
  for (const OnnxValueInfo &output : model.outputs) {
    const FailureOr<Value> result = findResult(output);
    if (failed(result))
      return failure();
    results.push_back(*result);
    attributes.push_back(
        builder.getDictionaryAttr(builder.getNamedAttr("gan.name", builder.getStringAttr(output.name))));
  }
  func::ReturnOp::create(builder, main.getLoc(), results);
  main.setType(builder.getFunctionType(main.getArgumentTypes(), ValueRange(results).getTypes()));
  main.setAllResultAttrs(attributes);
  return success();
}

//===- All of it ----------------------------------------------------------===//

/// Constants that only shape arithmetic or folded weights needed, and nodes that no output needs.
static void eraseUnused(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
    if (isOpTriviallyDead(&op))
      op.erase();
}

LogicalResult Importer::run() {
  if (model.opset < kOldestOpset || model.opset > kNewestOpset)
    return emitError(scope.locate(""))
           << "opset is " << model.opset << ", expected " << kOldestOpset << " to " << kNewestOpset;
  if (failed(scope.declare()))
    return failure();
  for (const OnnxValueInfo &input : model.inputs)
    if (!scope.isInitializer(input.name) && failed(importInput(input)))
      return failure();
  for (size_t index = 0; index < model.nodes.size(); index++)
    if (failed(importNode(index)))
      return failure();
  if (failed(importOutputs()))
    return failure();
  eraseUnused(main.getBody().front());
  return success();
}

/// An empty module around an empty @main.
static std::pair<OwningOpRef<ModuleOp>, func::FuncOp> makeModule(OpBuilder &builder, StringRef path,
                                                                 Location loc) {
  OwningOpRef<ModuleOp> module = ModuleOp::create(builder, loc);
  StringRef name = llvm::sys::path::filename(path);
  name.consume_back(".onnx");
  (*module)->setAttr(gan::kModelNameAttr, builder.getStringAttr(name));
  builder.setInsertionPointToEnd(module->getBody());
  auto main = func::FuncOp::create(builder, loc, "main", builder.getFunctionType({}, {}));
  builder.setInsertionPointToEnd(main.addEntryBlock());
  return {std::move(module), main};
}

} // namespace ganc::onnx_import

namespace ganc {

using namespace onnx_import;

OwningOpRef<ModuleOp> importOnnx(StringRef path, MLIRContext &context) {
  context.loadDialect<gan::GanDialect, func::FuncDialect>();
  const Location loc = FileLineColLoc::get(&context, path, 0, 0);
  const std::optional<OnnxModel> model =
      readOnnx(path, [&](const std::string &where, const std::string &message) {
        emitError(where.empty() ? loc : Location(NameLoc::get(StringAttr::get(&context, where), loc)))
            << message;
      });
  if (!model)
    return nullptr;
  OpBuilder builder(&context);
  auto [module, main] = makeModule(builder, path, loc);
  if (failed(Importer(*model, path, main, builder).run()) || failed(verify(*module)))
    return nullptr;
  return std::move(module);
}

} // namespace ganc
