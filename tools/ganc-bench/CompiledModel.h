// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A model, compiled and loaded into this process: as users get it, and a second time with marks around each
// kernel (Marks.h), so that whole calls and single kernels are timed apart.

#ifndef GANC_TOOLS_GANC_BENCH_COMPILEDMODEL_H
#define GANC_TOOLS_GANC_BENCH_COMPILEDMODEL_H

#include "compiler/Options.h"
#include "ganc/abi.h"
#include "tools/ganc-bench/Kernel.h"

#include <memory>

namespace ganc {

class CompiledModel {
public:
  virtual ~CompiledModel() = default;

  virtual const ganc_model &table() const = 0;
  /// The code with marks, whose kernel i is number i of `kernels`; null when it was not asked for.
  virtual const ganc_model *marked() const = 0;
  virtual const std::vector<Kernel> &kernels() const = 0;
};

/// `marks`: the code with marks, too. Null after an error was reported.
std::unique_ptr<CompiledModel> compileForBench(const Options &options, bool marks);

} // namespace ganc

#endif
