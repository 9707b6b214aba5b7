// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/gan/Gan.h"

#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

#include "dialects/gan/GanDialect.cpp.inc"

#include "dialects/gan/GanEnums.cpp.inc"

#include "dialects/gan/GanInterfaces.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/gan/GanAttributes.cpp.inc"

#define GET_OP_CLASSES
#include "dialects/gan/GanOps.cpp.inc"

namespace ganc::gan {

void GanDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "dialects/gan/GanOps.cpp.inc"
      >();
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/gan/GanAttributes.cpp.inc"
      >();
}

Operation *GanDialect::materializeConstant(OpBuilder &builder, Attribute value, Type type, Location loc) {
  auto elements = dyn_cast<ElementsAttr>(value);
  return elements ? ConstantOp::create(builder, loc, type, elements) : nullptr;
}

} // namespace ganc::gan
