// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/KernelFacts.h"

#include "compiler/NodeWork.h"
#include "dialects/gan/Constants.h"
#include "dialects/gan/ModelName.h"
#include "dialects/kernel/Targets.h"

using namespace mlir;

namespace ganc {

namespace {

std::string instructionOf(kernel::PhaseConvOp op) {
  if (op.getDot() == kernel::Dot::Vpdp)
    return kernel::Extents(op.getSrc()).slots == 4 ? "vpdpbusd" : "vpdpwssd";
  return kernel::stringifyDot(op.getDot()).str();
}

int64_t constantBytes(Operation *op) {
  int64_t bytes = 0;
  op->getAttrDictionary().walk([&](FlatSymbolRefAttr symbol) {
    if (auto data = SymbolTable::lookupNearestSymbolFrom<kernel::DataOp>(op, symbol))
      bytes +=
          data.getValue().getNumElements() * data.getValue().getElementType().getIntOrFloatBitWidth() / 8;
  });
  return bytes;
}

int64_t activationBytes(Operation *op) {
  int64_t bytes = 0;
  for (const Value buffer : op->getOperands())
    bytes += kernel::Extents(buffer).bytes() / kernel::Extents(buffer).lanes;
  return bytes;
}

Kernel factsOf(Operation *op) {
  Kernel kernel;
  kernel.kind = op->getName().stripDialect();
  kernel.node = gan::nameOf(op->getLoc());
  kernel.constantBytes = constantBytes(op);
  kernel.activationBytes = activationBytes(op);
  if (auto conv = dyn_cast<kernel::PhaseConvOp>(op)) {
    kernel.instruction = instructionOf(conv);
    kernel.tile = std::to_string(conv.getTile()[0]) + "x" + std::to_string(conv.getTile()[1]);
    if (const auto cost = op->getAttrOfType<FloatAttr>(kernel::kCostAttr))
      kernel.tileCost = cost.getValueAsDouble();
  }
  return kernel;
}

} // namespace

std::vector<int64_t> heavyWork(ModuleOp network) {
  std::vector<int64_t> work;
  network.walk([&](gan::Heavy op) { work.push_back(multiplyAccumulates(op)); });
  return work;
}

std::vector<Kernel> kernelFacts(ModuleOp module, ArrayRef<int64_t> work) {
  std::vector<Kernel> kernels;
  for (auto program : module.getOps<func::FuncOp>()) {
    const auto target = program->getAttrOfType<StringAttr>(kernel::kTargetAttr);
    const auto schedule = program->getAttrOfType<kernel::ScheduleAttr>(kernel::kScheduleAttr);
    int64_t number = 0;
    const int64_t *next = work.begin();
    for (Operation &op : program.getOps())
      if (!isa<kernel::BufferOp, kernel::ViewOp, func::ReturnOp>(op)) {
        Kernel &kernel = kernels.emplace_back(factsOf(&op));
        kernel.function = kernel::kernelFunctionName(gan::modelName(module), target.getValue(),
                                                     schedule.getValue(), number++, kernel.node);
        if (isa<kernel::PhaseConvOp>(op) && next != work.end())
          kernel.multiplyAccumulates = *next++;
      }
  }
  return kernels;
}

} // namespace ganc
