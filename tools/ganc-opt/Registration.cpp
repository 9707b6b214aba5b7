// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "tools/ganc-opt/Registration.h"

#include "dialects/gan/Gan.h"
#include "dialects/kernel/Kernel.h"
#include "passes/codegen/Passes.h"
#include "passes/graph/Passes.h"
#include "passes/quantize/Passes.h"
#include "passes/schedule/Passes.h"

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"

namespace ganc {

void registerPasses() {
  mlir::registerAllPasses();
  graph::registerGraphPasses();
  quantize::registerQuantizePasses();
  schedule::registerSchedulePasses();
  codegen::registerCodegenPasses();
}

void registerDialects(mlir::DialectRegistry &registry) {
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  registry.insert<gan::GanDialect, kernel::KernelDialect>();
}

} // namespace ganc
