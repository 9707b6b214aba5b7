// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Converts the network to a program of kernels.
//
//   before:  func.func @main on tensors          after:  func.func @program on buffers, kernel.data
//
// The only place where tensors become memory. Ops are converted in order, by family (KernelBuilder.h). A
// reshape of a result is not executed: outputs are written in C order, which a reshape keeps.

#include "passes/schedule/KernelBuilder.h"
#include "passes/schedule/Passes.h"

using namespace mlir;

namespace ganc::schedule {

#define GEN_PASS_DEF_CONVERTTOKERNELSPASS
#include "passes/schedule/Passes.h.inc"

namespace {

LogicalResult convertOp(KernelBuilder &kernels, Operation *op) {
  if (isa<gan::ConstantOp>(op) || (op->getNumResults() == 1 && kernels.isConverted(op->getResult(0))))
    return success();
  if (auto heavy = dyn_cast<gan::Heavy>(op))
    return convertHeavy(kernels, heavy);
  if (auto move = dyn_cast<gan::Move>(op))
    return convertMove(kernels, move);
  return convertMap(kernels, op);
}

void readInputs(KernelBuilder &kernels, func::FuncOp main) {
  for (const BlockArgument argument : main.getArguments()) {
    const Value buffer = kernels.makeBuffer(argument.getLoc(), argument.getType());
    kernel::ReadOp::create(kernels.builder, argument.getLoc(), buffer, argument.getArgNumber());
    kernels.bind(argument, buffer);
  }
}

/// The buffer with the elements of `value`, null for none. A dense layer's own order of channels is undone by
/// the view of its reshape only, so that a converted reshape counts.
Value bufferOf(const KernelBuilder &kernels, Value value) {
  while (!kernels.isConverted(value)) {
    auto reshape = value.getDefiningOp<gan::ReshapeOp>();
    if (!reshape)
      return {};
    value = reshape.getSrc();
  }
  return kernels[value];
}

LogicalResult writeOutputs(KernelBuilder &kernels, func::ReturnOp ret) {
  for (const auto [index, result] : llvm::enumerate(ret.getOperands())) {
    const Value buffer = bufferOf(kernels, result);
    if (!buffer)
      return ret.emitError("result ")
             << index << " is a constant, expected a value that depends on the inputs";
    kernel::WriteOp::create(kernels.builder, result.getLoc(), buffer, index);
  }
  return success();
}

/// {name, shape of one shower} of every input or output.
ArrayAttr describeTensors(Builder &builder, TypeRange types, function_ref<Attribute(unsigned)> nameOf) {
  SmallVector<Attribute> tensors;
  for (const auto [index, type] : llvm::enumerate(types)) {
    const auto shape = cast<RankedTensorType>(type).getShape().drop_front();
    tensors.push_back(
        builder.getDictionaryAttr({builder.getNamedAttr("name", nameOf(index)),
                                   builder.getNamedAttr("shape", builder.getDenseI64ArrayAttr(shape))}));
  }
  return builder.getArrayAttr(tensors);
}

void describeInterface(ModuleOp module, func::FuncOp main) {
  Builder builder(module.getContext());
  const auto named = [&](Attribute name) { return name ? name : Attribute(builder.getStringAttr("")); };
  module->setAttr(kernel::kInputsAttr, describeTensors(builder, main.getArgumentTypes(), [&](unsigned i) {
                    return named(main.getArgAttr(i, "gan.name"));
                  }));
  module->setAttr(kernel::kOutputsAttr, describeTensors(builder, main.getResultTypes(), [&](unsigned i) {
                    return named(main.getResultAttr(i, "gan.name"));
                  }));
}

/// Reshapes whose only use is to be returned are not executed.
bool isOnlyReturned(Operation *op) {
  return isa<gan::ReshapeOp>(op) && llvm::all_of(op->getUsers(), [](Operation *user) {
           return isa<func::ReturnOp>(user) || isOnlyReturned(user);
         });
}

struct ConvertToKernelsPass : impl::ConvertToKernelsPassBase<ConvertToKernelsPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto main = module.lookupSymbol<func::FuncOp>("main");
    if (!main)
      return module.emitError("module has no function main"), signalPassFailure();
    describeInterface(module, main);
    OpBuilder atEnd = OpBuilder::atBlockEnd(module.getBody());
    auto program = func::FuncOp::create(atEnd, main.getLoc(), "program", atEnd.getFunctionType({}, {}));
    program.addEntryBlock();
    KernelBuilder kernels(module, program);
    readInputs(kernels, main);
    for (Operation &op : main.getBody().front().without_terminator())
      if (!isOnlyReturned(&op) && failed(convertOp(kernels, &op)))
        return signalPassFailure();
    if (failed(writeOutputs(kernels, cast<func::ReturnOp>(main.getBody().front().getTerminator()))))
      return signalPassFailure();
    func::ReturnOp::create(kernels.builder, main.getLoc());
    main.erase();
  }
};

} // namespace
} // namespace ganc::schedule
