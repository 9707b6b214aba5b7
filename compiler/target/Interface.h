// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The texts of an artifact by which C and CMake find its code.

#ifndef GANC_COMPILER_TARGET_INTERFACE_H
#define GANC_COMPILER_TARGET_INTERFACE_H

#include "compiler/target/Metadata.h"

namespace ganc {

/// MODEL.h: declares the model's function, defines its sizes.
std::string headerText(const ModelFacts &facts);

/// MODELConfig.cmake: targets MODEL::MODEL (shared) and MODEL::MODEL_static, relative to the file itself.
std::string cmakeText(const ModelFacts &facts);

} // namespace ganc

#endif
