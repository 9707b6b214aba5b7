// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The weights of a dense layer whose source elements come from elsewhere:
//
//   y[m] = sum over k: x[from(k)] * weight[k, m]  =  sum over s: x[s] * moved[s, m]
//   moved[s, m] = sum over the k with from(k) = s: weight[k, m]

#ifndef GANC_PASSES_GRAPH_MOVEDROWS_H
#define GANC_PASSES_GRAPH_MOVEDROWS_H

#include <cstdint>
#include <vector>

namespace ganc::graph {

/// An element that is zero.
constexpr int64_t kNowhere = -1;

/// `weight` has from.size() rows of `columns` numbers; the result has `rows`.
std::vector<double> movedRows(const std::vector<double> &weight, int64_t columns,
                              const std::vector<int64_t> &from, int64_t rows);

} // namespace ganc::graph

#endif
