// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/KernelFacts.h"

#include "dialects/kernel/Targets.h"
#include "dialects/numerics/MultiplyAccumulates.h"

using namespace mlir;

namespace ganc {

namespace {

numerics::AxisExtents extents(kernel::AxisAttr axis, int64_t src, int64_t dst) {
  numerics::AxisExtents result{{axis.getStride(), axis.getDilation(), {}}, src, dst};
  for (const auto [offset, taps] : llvm::zip_equal(axis.getOffsets(), axis.getTaps()))
    result.axis.phases.push_back({offset, std::vector<int64_t>(taps)});
  return result;
}

int64_t multiplyAccumulates(kernel::PhaseConvOp op) {
  const kernel::Extents src(op.getSrc()), dst(op.getDst());
  return numerics::multiplyAccumulates(
      {{extents(op.getX(), src.x, dst.x), extents(op.getY(), src.y, dst.y), extents(op.getZ(), src.z, dst.z)},
       src.groups * src.slots,
       static_cast<int64_t>(op.getChannels())});
}

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
  const auto node = op->getLoc()->findInstanceOf<NameLoc>();
  kernel.kind = op->getName().stripDialect();
  kernel.node = node ? node.getName().str() : kernel.kind;
  kernel.constantBytes = constantBytes(op);
  kernel.activationBytes = activationBytes(op);
  if (auto conv = dyn_cast<kernel::PhaseConvOp>(op)) {
    kernel.instruction = instructionOf(conv);
    kernel.multiplyAccumulates = multiplyAccumulates(conv);
    kernel.tile = std::to_string(conv.getTile()[0]) + "x" + std::to_string(conv.getTile()[1]);
    if (const auto cost = op->getAttrOfType<FloatAttr>(kernel::kCostAttr))
      kernel.tileCost = cost.getValueAsDouble();
  }
  return kernel;
}

} // namespace

std::vector<Kernel> kernelFacts(ModuleOp module) {
  std::vector<Kernel> kernels;
  const auto model = module->getAttrOfType<StringAttr>("gan.model");
  for (auto program : module.getOps<func::FuncOp>()) {
    const auto target = program->getAttrOfType<StringAttr>(kernel::kTargetAttr);
    const auto schedule = program->getAttrOfType<kernel::ScheduleAttr>(kernel::kScheduleAttr);
    int64_t number = 0;
    for (Operation &op : program.getOps())
      if (!isa<kernel::BufferOp, kernel::ViewOp, func::ReturnOp>(op)) {
        Kernel &kernel = kernels.emplace_back(factsOf(&op));
        kernel.function = kernel::kernelFunctionName(model.getValue(), target.getValue(), schedule.getValue(),
                                                     number++, kernel.node);
      }
  }
  return kernels;
}

} // namespace ganc
