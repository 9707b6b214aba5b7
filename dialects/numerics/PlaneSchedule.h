// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In which order kernels that feed each other compute planes along x, so that what one leaves for the next is
// still in the cache.
//
// The last kernel asks for its planes in order; before a kernel computes some, the one before it computes those
// they read. Only a few planes of each result are alive at a time: they are kept in a ring, plane x at place
// x mod `ring`.

#ifndef GANC_DIALECTS_NUMERICS_PLANESCHEDULE_H
#define GANC_DIALECTS_NUMERICS_PLANESCHEDULE_H

#include "dialects/numerics/PhaseConv.h"

#include <span>

namespace ganc::numerics {

/// How a kernel computes the planes of its result from those of its source.
struct PlaneStage {
  PhaseAxis x;            ///< its phases are computed together
  int64_t source, result; ///< planes there are
};

/// Stage `stage` computes planes begin .. end - 1 of its result.
struct PlaneCall {
  int64_t stage, begin, end;
};

struct PlaneSchedule {
  std::vector<PlaneCall> calls;
  std::vector<int64_t> ring; ///< for each stage but the last
};

/// Each stage reads what the one before it makes. The result of the last is computed whole; planes of others
/// that nothing reads are left out.
PlaneSchedule schedulePlanes(std::span<const PlaneStage> stages);

} // namespace ganc::numerics

#endif
