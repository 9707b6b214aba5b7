// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The list of what ganc-opt knows: upstream's dialects and passes, and ours stage by stage.

#ifndef GANC_TOOLS_GANC_OPT_REGISTRATION_H
#define GANC_TOOLS_GANC_OPT_REGISTRATION_H

#include "mlir/IR/DialectRegistry.h"

namespace ganc {

void registerPasses();
void registerDialects(mlir::DialectRegistry &registry);

} // namespace ganc

#endif
