// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/graph/MovedRows.h"

#include <cstddef>

namespace ganc::graph {

std::vector<double> movedRows(const std::vector<double> &weight, int64_t columns,
                              const std::vector<int64_t> &from, int64_t rows) {
  std::vector<double> moved(rows * columns, 0.0);
  for (std::size_t k = 0; k < from.size(); k++)
    for (int64_t m = 0; m < columns && from[k] != kNowhere; m++)
      moved[from[k] * columns + m] += weight[k * columns + m];
  return moved;
}

} // namespace ganc::graph
