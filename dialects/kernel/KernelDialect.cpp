// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kernel/Kernel.h"

#include "mlir/IR/DialectImplementation.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/ADT/TypeSwitch.h"

#include <numeric>

using namespace mlir;

#include "dialects/kernel/KernelDialect.cpp.inc"

#include "dialects/kernel/KernelEnums.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/kernel/KernelAttributes.cpp.inc"

#define GET_OP_CLASSES
#include "dialects/kernel/KernelOps.cpp.inc"

namespace ganc::kernel {

void KernelDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "dialects/kernel/KernelOps.cpp.inc"
      >();
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/kernel/KernelAttributes.cpp.inc"
      >();
}

Extents::Extents(Value buffer) {
  const ArrayRef<int64_t> shape = cast<MemRefType>(buffer.getType()).getShape();
  x = shape[0], y = shape[1], groups = shape[2], z = shape[3], lanes = shape[4], slots = shape[5];
}

int64_t BufferOp::bytes() {
  const Extents extents(getBuffer());
  const int64_t copy = getPlanes() ? *getPlanes() * extents.planeBytes() : extents.bytes();
  return copy * getCopies().value_or(1);
}

BufferOp bufferOf(Value buffer) {
  while (auto view = buffer.getDefiningOp<ViewOp>())
    buffer = view.getSrc();
  return buffer.getDefiningOp<BufferOp>();
}

int64_t copiesOf(Value buffer) {
  BufferOp op = bufferOf(buffer);
  return op ? op.getCopies().value_or(1) : 1;
}

int64_t keptPlanes(Value buffer) {
  auto op = buffer.getDefiningOp<BufferOp>();
  return op ? op.getPlanes().value_or(0) : 0;
}

static numerics::PhaseAxis phaseAxis(AxisAttr attribute) {
  numerics::PhaseAxis axis{attribute.getStride(), attribute.getDilation(), {}, attribute.getSplit()};
  for (const auto [offset, taps] : llvm::zip(attribute.getOffsets(), attribute.getTaps())) {
    axis.phases.push_back({offset, std::vector<int64_t>(taps)});
    std::iota(axis.phases.back().kernelTaps.begin(), axis.phases.back().kernelTaps.end(), 0);
  }
  return axis;
}

numerics::PhaseColumns PhaseConvOp::phaseColumns() {
  std::array<bool, 3> merged{};
  if (getMerged())
    llvm::copy(*getMerged(), merged.begin());
  return {{phaseAxis(getX()), phaseAxis(getY()), phaseAxis(getZ())},
          merged,
          Extents(getSrc()).groups,
          static_cast<int64_t>(getChannels()),
          Extents(getDst()).slots};
}

numerics::Positions PhaseConvOp::positions() {
  const Extents src(getSrc()), dst(getDst());
  return {{src.x, src.y, src.z}, {dst.x, dst.y, dst.z}};
}

int64_t PhaseConvOp::parameterColumns() {
  return getLanes() == Lanes::Channels ? llvm::alignTo(phaseColumns().columns(), kLanes)
                                       : static_cast<int64_t>(getChannels());
}

std::vector<uint32_t> wordsOf(DataOp data) {
  const auto resource = dyn_cast<DenseResourceElementsAttr>(data.getValue());
  const ArrayRef<char> raw = resource ? resource.getRawHandle().getBlob()->getData()
                                      : cast<DenseElementsAttr>(data.getValue()).getRawData();
  const bool isSplat = !resource && cast<DenseElementsAttr>(data.getValue()).isSplat();
  std::vector<uint32_t> words(data.getValue().getNumElements());
  for (size_t i = 0; i < words.size(); i++)
    std::memcpy(&words[i], raw.data() + (isSplat ? 0 : i * sizeof(uint32_t)), sizeof(uint32_t));
  return words;
}

} // namespace ganc::kernel
