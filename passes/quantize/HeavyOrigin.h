// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The heavy op whose result a value is, moved.

#ifndef GANC_PASSES_QUANTIZE_HEAVYORIGIN_H
#define GANC_PASSES_QUANTIZE_HEAVYORIGIN_H

#include "dialects/gan/Gan.h"

#include <optional>
#include <vector>

namespace ganc::quantize {

/// For each element of a value the element of the heavy op's result behind moves, -1 for zero.
struct HeavyOrigin {
  gan::Heavy producer;
  std::vector<int64_t> elements;
};

/// Nothing where several values are joined, where others read what is moved, or where no heavy op made it.
std::optional<HeavyOrigin> originOf(mlir::Value value);

} // namespace ganc::quantize

#endif
