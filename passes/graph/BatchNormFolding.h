// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The arithmetic of folding batch norms into sums of products, in float64.
//
// After the sum, for output channel co and position o:
//
//     s[co] (sum w[co, ci, t] x + b[co, o]) + h[co]  =  sum (s[co] w[co, ci, t]) x + (s[co] b[co, o] + h[co])
//
// Before it, t running over the taps T(o) whose source i(o, t) lies inside x (others add nothing):
//
//     sum over t in T(o), ci: w[co, ci, t] (s[ci] x[ci, i(o, t)] + h[ci]) + b[co, o]
//       =  sum over t in T(o), ci: (w[co, ci, t] s[ci]) x[ci, i(o, t)]  +  b[co, o] + f[co, o]
//     f[co, o]  =  sum over t in T(o): v[co, t],      v[co, t] = sum over ci: w[co, ci, t] h[ci]
//
// so the shift becomes a field over positions, exact at the border because only taps inside count. T(o) is a
// product of one set of taps for each axis, so f costs channels x positions x taps. Holds for convolution and
// transposed convolution (which differ in T(o) only) and for a dense layer (one position, one tap).

#ifndef GANC_PASSES_GRAPH_BATCHNORMFOLDING_H
#define GANC_PASSES_GRAPH_BATCHNORMFOLDING_H

#include "dialects/gan/ops/Convolution.h"
#include "dialects/numerics/Bias.h"

#include <span>
#include <vector>

namespace ganc::graph {

/// scale[c] x + shift[c].
struct ChannelAffine {
  std::vector<double> scale, shift;
};

using numerics::Bias;

/// weight[co, ci, t] *= scale[co], in place and wherever the layout has them.
void scaleOutputs(const gan::Convolution &geometry, std::span<const double> scale,
                  std::vector<double> &weight);

/// weight[co, ci, t] *= scale[ci].
void scaleInputs(const gan::Convolution &geometry, std::span<const double> scale,
                 std::vector<double> &weight);

/// f[co, o] of the formula above: what a source of `shift` everywhere inside adds up to.
Bias shiftField(const gan::Convolution &geometry, std::span<const double> weight,
                std::span<const double> shift);

/// scale[c] bias + shift[c].
Bias applied(const ChannelAffine &affine, const Bias &bias);

/// Channel by channel and position by position; one of them may be the same for all positions.
Bias sum(const Bias &a, const Bias &b);

} // namespace ganc::graph

#endif
