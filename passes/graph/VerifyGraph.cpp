// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Checks the promises of level 1 (see Passes.td). Changes nothing; an error says what is, what was expected
// and at which op, with a note that names the pass which should have seen to it.

#include "dialects/gan/Constants.h"
#include "passes/graph/Passes.h"

#include <cmath>

using namespace mlir;

namespace ganc::graph {

#define GEN_PASS_DEF_VERIFYGRAPHPASS
#include "passes/graph/Passes.h.inc"

namespace {

constexpr StringLiteral kNameAttribute = "gan.name";

/// Ranked, static but for the first extent; f32, or stored as a quantized model says.
LogicalResult checkType(Location loc, Type type, const Twine &what) {
  const auto tensor = dyn_cast<RankedTensorType>(type);
  const Type element = tensor ? tensor.getElementType() : Type();
  if (!tensor || !(element.isF32() || isa<quant::QuantizedType>(element)) || tensor.getRank() == 0)
    return emitError(loc) << what << " is " << type << ", expected a tensor of f32 with axes";
  if (llvm::any_of(tensor.getShape().drop_front(), ShapedType::isDynamic))
    return emitError(loc) << what << " is " << type << ", expected static extents but for the batch";
  return success();
}

LogicalResult checkNamed(func::FuncOp main, Attribute name, const Twine &what) {
  if (auto text = dyn_cast_or_null<StringAttr>(name); text && !text.empty())
    return success();
  return main.emitOpError() << what << " has no name, expected the string attribute '" << kNameAttribute
                            << "'";
}

/// An input or output: a named tensor whose first extent is the batch.
LogicalResult checkTensor(func::FuncOp main, Type type, Attribute name, const Twine &what) {
  if (failed(checkType(main.getLoc(), type, what)) || failed(checkNamed(main, name, what)))
    return failure();
  if (!cast<RankedTensorType>(type).getElementType().isF32())
    return main.emitOpError() << what << " is " << type << ", expected f32";
  if (!cast<RankedTensorType>(type).isDynamicDim(0))
    return main.emitOpError() << what << " is " << type << ", expected a dynamic batch first";
  return success();
}

LogicalResult checkSignature(func::FuncOp main) {
  for (const auto [i, type] : llvm::enumerate(main.getArgumentTypes()))
    if (failed(checkTensor(main, type, main.getArgAttr(i, kNameAttribute), "argument " + Twine(i))))
      return failure();
  for (const auto [i, type] : llvm::enumerate(main.getResultTypes()))
    if (failed(checkTensor(main, type, main.getResultAttr(i, kNameAttribute), "result " + Twine(i))))
      return failure();
  return success();
}

LogicalResult checkConstant(gan::ConstantOp constant) {
  if (gan::storedValues(constant.getDst()))
    return success();
  const auto values = gan::floatValues(constant.getDst());
  if (!values)
    return constant.emitOpError() << "is no f32 parameter, expected one at this level";
  for (const auto [i, value] : llvm::enumerate(*values))
    if (!std::isfinite(value))
      return constant.emitOpError() << "element " << i << " is " << value << ", expected a finite number";
  return success();
}

LogicalResult checkHeavy(gan::Heavy heavy) {
  for (const auto &[value, what] :
       {std::pair(heavy.getWeight(), "weight"), std::pair(heavy.getBias(), "bias")})
    if (value && !value.getDefiningOp<gan::ConstantOp>()) {
      InFlightDiagnostic diagnostic = heavy->emitOpError() << what << " is computed, expected a constant";
      diagnostic.attachNote(value.getLoc())
          << "it is computed here; gan-fold-constants folds what depends on "
             "parameters only";
      return diagnostic;
    }
  return success();
}

LogicalResult checkOp(Operation *op) {
  if (isa<func::ReturnOp>(op))
    return success();
  if (!isa<gan::GanDialect>(op->getDialect()))
    return op->emitOpError() << "is of another dialect, expected gan";
  for (const Type type : op->getResultTypes())
    if (failed(checkType(op->getLoc(), type, "result of " + op->getName().getStringRef())))
      return failure();
  if (auto constant = dyn_cast<gan::ConstantOp>(op))
    return checkConstant(constant);
  if (auto heavy = dyn_cast<gan::Heavy>(op))
    return checkHeavy(heavy);
  return success();
}

LogicalResult checkModule(ModuleOp module) {
  auto main = module.lookupSymbol<func::FuncOp>("main");
  if (!main || main.isExternal() || !llvm::hasSingleElement(module.getOps()))
    return module.emitError() << "module has " << llvm::range_size(module.getOps())
                              << " ops, expected one function 'main' with a body";
  if (!main.getBody().hasOneBlock())
    return main.emitOpError() << "has " << main.getBody().getBlocks().size() << " blocks, expected one";
  if (failed(checkSignature(main)))
    return failure();
  for (Operation &op : main.getBody().front())
    if (failed(checkOp(&op)))
      return failure();
  return success();
}

struct VerifyGraphPass : impl::VerifyGraphPassBase<VerifyGraphPass> {
  void runOnOperation() override {
    markAllAnalysesPreserved();
    if (failed(checkModule(getOperation())))
      signalPassFailure();
  }
};

} // namespace
} // namespace ganc::graph
