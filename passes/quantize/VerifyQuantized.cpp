// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Checks the promises of level 2 (see Passes.td) that the dialect's own verifiers cannot: they know one op
// each. Changes nothing; an error says what is and what was expected, with a note that names the pass which
// should have seen to it. That accumulators fit is the proof of gan-check-accumulators.

#include "dialects/gan/Constants.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "passes/quantize/Annotations.h"
#include "passes/quantize/Passes.h"

#include <cmath>

using namespace mlir;

namespace ganc::quantize {

#define GEN_PASS_DEF_VERIFYQUANTIZEDPASS
#include "passes/quantize/Passes.h.inc"

namespace {

LogicalResult withNote(InFlightDiagnostic diagnostic, Location loc, const Twine &note) {
  diagnostic.attachNote(loc) << note;
  return diagnostic;
}

/// What an op that reads `src` computes with; nothing for other storage.
std::optional<Precision> precisionFor(Value src) {
  if (!gan::isQuantized(src))
    return Precision::F32;
  const auto type = cast<quant::QuantizedType>(gan::tensorType(src).getElementType());
  const unsigned bits = type.getStorageTypeIntegralWidth();
  if (bits == 8 && !type.isSigned())
    return Precision::U8;
  return bits == 16 && type.isSigned() ? std::optional(Precision::S16) : std::nullopt;
}

LogicalResult checkSource(gan::Heavy heavy) {
  const auto actual = precisionFor(heavy.getSrc());
  if (!actual)
    return withNote(heavy->emitOpError()
                        << "src is " << heavy.getSrc().getType() << ", expected u8, s16 or f32",
                    heavy.getSrc().getLoc(), "gan-quantize-activations gives it its type");
  const auto wanted = precisionOf(heavy);
  if (failed(wanted))
    return failure();
  if (*actual != *wanted)
    return withNote(heavy->emitOpError() << "src is " << textOf(*actual) << ", expected " << textOf(*wanted)
                                         << " as gan.precision says",
                    heavy.getSrc().getLoc(), "gan-quantize-activations gives it its type");
  return success();
}

LogicalResult checkFinite(gan::Heavy heavy, Value parameter, StringRef what) {
  if (!parameter)
    return success();
  const auto values = gan::floatValues(parameter);
  if (!values)
    return withNote(heavy->emitOpError() << what << " is computed, expected a constant", parameter.getLoc(),
                    "gan-quantize-weights makes it");
  for (const auto [i, value] : llvm::enumerate(*values))
    if (!std::isfinite(value))
      return withNote(heavy->emitOpError()
                          << what << " is " << value << " at element " << i << ", expected a finite number",
                      parameter.getLoc(), "gan-quantize-weights makes it");
  return success();
}

LogicalResult checkHeavy(gan::Heavy heavy) {
  if (failed(checkSource(heavy)))
    return failure();
  if (!heavy.getWeight().getDefiningOp<gan::ConstantOp>())
    return withNote(heavy->emitOpError() << "weight is computed, expected a constant",
                    heavy.getWeight().getLoc(), "gan-quantize-weights makes it");
  return success(succeeded(checkFinite(heavy, heavy.getMultiplier(), "multiplier")) &&
                 succeeded(checkFinite(heavy, heavy.getBias(), "bias")));
}

LogicalResult checkDequantize(gan::DequantizeOp op) {
  for (Operation *user : op->getUsers())
    if (isa<gan::Heavy>(user))
      return withNote(user->emitOpError() << "src is dequantized, expected stored integers", op.getLoc(),
                      "gan-quantize-weights lets the op read them");
  return success();
}

LogicalResult checkFloat(func::FuncOp main, TypeRange types, StringRef what) {
  for (const auto [i, type] : llvm::enumerate(types))
    if (!getElementTypeOrSelf(type).isF32())
      return main.emitOpError() << what << " " << i << " is " << type << ", expected f32";
  return success();
}

LogicalResult checkModule(ModuleOp module) {
  if (!isQuantized(module))
    return withNote(module.emitError() << "module has no gan.level, expected \"quantized\"", module.getLoc(),
                    "gan-quantize-weights sets it");
  LogicalResult result = success();
  module.walk([&](Operation *op) {
    if (auto heavy = dyn_cast<gan::Heavy>(op))
      result = checkHeavy(heavy);
    else if (auto dequantize = dyn_cast<gan::DequantizeOp>(op))
      result = checkDequantize(dequantize);
    else if (auto main = dyn_cast<func::FuncOp>(op))
      result = success(succeeded(checkFloat(main, main.getArgumentTypes(), "argument")) &&
                       succeeded(checkFloat(main, main.getResultTypes(), "result")));
    return failed(result) ? WalkResult::interrupt() : WalkResult::advance();
  });
  return result;
}

struct VerifyQuantizedPass : impl::VerifyQuantizedPassBase<VerifyQuantizedPass> {
  void runOnOperation() override {
    markAllAnalysesPreserved();
    if (failed(checkModule(getOperation())))
      signalPassFailure();
  }
};

} // namespace
} // namespace ganc::quantize
