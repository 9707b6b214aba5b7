// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Any op that multiplies weights as convolutions.

#ifndef GANC_DIALECTS_GAN_OPS_GEOMETRY_H
#define GANC_DIALECTS_GAN_OPS_GEOMETRY_H

#include "dialects/gan/ops/Convolution.h"

namespace ganc::gan {

/// One for each phase of a phase convolution, in order, each with the positions of its phase; its weights are
/// `groupStride` numbers of the op's, from phase * groupStride on. One for any other op: a dense layer is a
/// convolution at one position with one tap.
std::vector<Convolution> convolutionsOf(Heavy op);

/// The same for a phase convolution.
std::vector<Convolution> phasesOf(PhaseConvOp op);

/// For each tap, in C order, the source position that each position of the result reads; -1 where it reads none.
std::vector<std::vector<int64_t>> sourcesOfTaps(const Convolution &convolution);

/// Products that it adds up, taps outside src left out.
int64_t multiplyAccumulates(const Convolution &convolution);

} // namespace ganc::gan

#endif
