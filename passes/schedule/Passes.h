// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The passes of this stage; their documentation is in Passes.td.

#ifndef GANC_PASSES_SCHEDULE_PASSES_H
#define GANC_PASSES_SCHEDULE_PASSES_H

#include "dialects/gan/Gan.h"
#include "dialects/kernel/Kernel.h"

#include "mlir/Pass/Pass.h"

namespace ganc::schedule {

#define GEN_PASS_DECL
#include "passes/schedule/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "passes/schedule/Passes.h.inc"

} // namespace ganc::schedule

#endif
