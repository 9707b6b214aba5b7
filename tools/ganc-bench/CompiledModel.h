// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A model, compiled and loaded into this process: as users get it, and again with marks around each kernel
// (Marks.h), so that whole calls and single kernels are timed apart.

#ifndef GANC_TOOLS_GANC_BENCH_COMPILEDMODEL_H
#define GANC_TOOLS_GANC_BENCH_COMPILEDMODEL_H

#include "compiler/Options.h"
#include "ganc/abi.h"
#include "tools/ganc-bench/Kernel.h"

#include <memory>
#include <vector>

namespace ganc {

/// Code with marks: kernel i is number i of `kernels`.
class MarkedModel {
public:
  virtual ~MarkedModel() = default;

  virtual const ganc_model &table() const = 0;
  virtual const std::vector<Kernel> &kernels() const = 0;
};

class CompiledModel {
public:
  virtual ~CompiledModel() = default;

  virtual const ganc_model &table() const = 0;
  /// Null when it was not asked for.
  virtual const MarkedModel *marked() const = 0;
  /// With other tiles, those that should be best first; none when they were not asked for.
  virtual std::vector<const MarkedModel *> candidates() const = 0;
};

struct WantedCode {
  bool marked = false, candidates = false;
};

/// Null after an error was reported.
std::unique_ptr<CompiledModel> compileForBench(const Options &options, WantedCode wanted);

} // namespace ganc

#endif
