// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The arithmetic of folding a dense layer into the convolution behind it, and what that costs.
//
//     y = sum over i: C[o, i] (sum over k: D[k, i] x[k] + d[i])  =  sum over k: (C D)[o, k] x[k] + (C d)[o]
//
// C D is the convolution C of each row of D, seen as an activation: K showers at once.

#ifndef GANC_PASSES_GRAPH_LINEARCHAIN_H
#define GANC_PASSES_GRAPH_LINEARCHAIN_H

#include "dialects/gan/ops/Convolution.h"

namespace ganc::graph {

/// Convolves each shower of `src` [n, ci, space...], in float64: dst [n, co, space...], elements of one shower
/// as many as `dstElements`. One convolution for each phase, their weights one behind the other (Geometry.h).
std::vector<double> convolveAll(llvm::ArrayRef<gan::Convolution> phases, llvm::ArrayRef<double> weight,
                                const numerics::Tensor &src, int64_t dstElements);

/// Seconds a shower that the layers take on the reference machine when `showers` share one pass over the
/// weights: the time of the products, or that of reading the weights where it is longer.
///
/// The machine is fixed, so that what is folded, and with it every bit of the result, does not depend on where
/// the compiler runs or for which target: one core with 110 G float32 multiply-accumulates a second, weights
/// from L2 (2 MiB) at 176 GB/s and from beyond at 27 GB/s (measured on a Granite Rapids class Xeon).
double secondsOf(int64_t multiplyAccumulates, int64_t weights, int64_t showers);

} // namespace ganc::graph

#endif
