// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The name of a network, on its module at every level: the file's name without `.onnx`. IR written by hand
// may leave it out and is called "model".

#ifndef GANC_DIALECTS_GAN_MODELNAME_H
#define GANC_DIALECTS_GAN_MODELNAME_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinOps.h"

namespace ganc::gan {

constexpr llvm::StringLiteral kModelNameAttr = "gan.model";

inline llvm::StringRef modelName(mlir::ModuleOp module) {
  const auto name = module->getAttrOfType<mlir::StringAttr>(kModelNameAttr);
  return name ? name.getValue() : "model";
}

} // namespace ganc::gan

#endif
