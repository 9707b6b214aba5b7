// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks are made by several threads, each when it has time, and consumed in order by the calling one. At
// most two blocks for each thread are in memory.

#ifndef GANC_TOOLS_GENERATE_PIPELINE_H
#define GANC_TOOLS_GENERATE_PIPELINE_H

#include "tools/generate/ShowerMaker.h"

#include <functional>

namespace ganc {

// Makes block `index`; belongs to one thread.
using MakeBlock = std::function<Result<Done>(int64_t index, MadeShowers &block)>;
using ConsumeBlock = std::function<Result<Done>(const MadeShowers &block)>;

// `newWorker` is called once in each thread. Ends with the first error in the order of blocks: all blocks
// before it have been consumed, none after. No exception leaves a thread: it becomes such an error.
Result<Done> makeInOrder(int64_t blocks, int threads, const std::function<MakeBlock()> &newWorker,
                         const ConsumeBlock &consume);

} // namespace ganc

#endif
