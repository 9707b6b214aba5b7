// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/Marks.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;

namespace ganc {

void addMarks(ModuleOp machine, ArrayRef<Kernel> kernels, StringRef mark) {
  OpBuilder builder = OpBuilder::atBlockEnd(machine.getBody());
  const Type nothing = LLVM::LLVMVoidType::get(machine.getContext());
  auto function = LLVM::LLVMFuncOp::create(builder, machine.getLoc(), mark,
                                           LLVM::LLVMFunctionType::get(nothing, {builder.getI64Type()}));
  const auto callMark = [&](Location loc, int64_t number) {
    const Value argument = LLVM::ConstantOp::create(builder, loc, builder.getI64IntegerAttr(number));
    LLVM::CallOp::create(builder, loc, function, ValueRange(argument));
  };
  llvm::StringMap<int64_t> numbers;
  for (const Kernel &kernel : kernels)
    numbers[kernel.function] = numbers.size();
  machine.walk([&](LLVM::CallOp call) {
    const auto found = numbers.find(call.getCallee().value_or(""));
    if (found == numbers.end())
      return;
    builder.setInsertionPoint(call);
    callMark(call.getLoc(), found->second);
    builder.setInsertionPointAfter(call);
    callMark(call.getLoc(), -1);
  });
}

} // namespace ganc
