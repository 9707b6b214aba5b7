// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Any number of showers through a model, so many a call. Errors are thrown as std::runtime_error.

#ifndef GANC_TOOLS_GANC_RUN_CALLS_H
#define GANC_TOOLS_GANC_RUN_CALLS_H

#include "ganc/runtime.h"

#include <vector>

namespace ganc {

/// One entry for each input, or output, of a model: all showers, one behind the other.
using Tensors = std::vector<std::vector<float>>;

/// `run` is the model's own, or that of one of its variants.
Tensors runInCalls(const Model &model, ganc_run_fn run, int64_t showers, int64_t perCall,
                   const Tensors &inputs);

} // namespace ganc

#endif
