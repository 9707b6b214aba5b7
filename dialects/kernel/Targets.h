// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The targets that code is made for, by feature bits. A CPU that has a level has all below it.

#ifndef GANC_DIALECTS_KERNEL_TARGETS_H
#define GANC_DIALECTS_KERNEL_TARGETS_H

#include "dialects/kernel/Kernel.h"

#include <string>

namespace ganc::kernel {

struct Target {
  llvm::StringLiteral name;
  int32_t level;                ///< as in abi.h
  llvm::StringLiteral features; ///< LLVM's names, added to plain x86-64
  int64_t registers;            ///< that hold a cell: vector registers, in cells
  int64_t vectorBits;
  Dot integerDot;
  bool hasFma;
};

/// In the order of their levels.
llvm::ArrayRef<Target> targets();

/// "baseline, x86-64-v3, ...", for messages.
std::string targetNames();

/// Null when there is none of that name.
const Target *findTarget(llvm::StringRef name);

/// The symbol of the function of a program's kernel: MODEL.TARGET.NUMBER_NODE or MODEL.TARGET.single.NUMBER_NODE.
std::string kernelFunctionName(llvm::StringRef model, llvm::StringRef target, Schedule schedule,
                               int64_t number, llvm::StringRef node);

} // namespace ganc::kernel

#endif
