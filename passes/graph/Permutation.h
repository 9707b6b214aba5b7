// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Orders of axes, as `gan.transpose` has them: axis i of the result is axis p[i] of the source.
// Pure functions; every list of axes given is a permutation of 0 .. n-1.

#ifndef GANC_PASSES_GRAPH_PERMUTATION_H
#define GANC_PASSES_GRAPH_PERMUTATION_H

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ganc::graph {

using Permutation = std::vector<int64_t>;

bool isIdentity(std::span<const int64_t> p);

Permutation inverse(std::span<const int64_t> p);

/// Transposing by `first`, then by `second`.
Permutation compose(std::span<const int64_t> first, std::span<const int64_t> second);

/// The entries of a source's axes (extents, pads, ...) as the result's axes have them.
std::vector<int64_t> permuted(std::span<const int64_t> entries, std::span<const int64_t> p);

/// Whether axes of other extent than one keep their order, so that elements do.
bool movesOnlyUnitAxes(std::span<const int64_t> srcShape, std::span<const int64_t> p);

/// For each element of the result, in C order, the element of the source.
std::vector<int64_t> transposedOrder(std::span<const int64_t> srcShape, std::span<const int64_t> p);

/// A transpose followed by a reshape, said the other way round: a reshape to `shape`, then a transpose.
struct ReshapeFirst {
  std::vector<int64_t> shape;
  Permutation permutation;
};

/// Swaps transpose and reshape where that can be: the reshape only merges, splits, drops or inserts axes,
/// and axes that it merges were neighbors, in order, before the transpose. Axes of extent one do not
/// count as being between others. `srcShape` is the transpose's source, `dstShape` the reshape's result;
/// axis 0 (the batch) stays alone.
std::optional<ReshapeFirst> swapWithReshape(std::span<const int64_t> srcShape, std::span<const int64_t> p,
                                            std::span<const int64_t> dstShape);

} // namespace ganc::graph

#endif
