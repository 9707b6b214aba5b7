// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/Observables.h"
#include "runtime/physics/observables/Hits.h"
#include "runtime/physics/observables/Moments.h"
#include "runtime/physics/observables/Profiles.h"
#include "runtime/physics/observables/Response.h"
#include "runtime/physics/observables/Spectrum.h"
#include "runtime/physics/observables/Thirds.h"

namespace ganc {
namespace {

std::size_t one(Grid) {
  return 1;
}
std::size_t alongX(Grid grid) {
  return grid.x;
}
std::size_t alongY(Grid grid) {
  return grid.y;
}
std::size_t alongZ(Grid grid) {
  return grid.z;
}
std::size_t alongSpectrum(Grid) {
  return spectrumBins;
}
double slice(std::size_t k) {
  return double(k);
}

constexpr auto X = &Shower::sliceX;
constexpr auto Y = &Shower::sliceY;
constexpr auto Z = &Shower::sliceZ;

// clang-format off
constexpr Observable table[] = {
    {"energy-sum", "energy-sum", "energy sum / primary energy", "", "", one, slice, measureResponse},
    {"profile-z", "profile", "longitudinal profile (z)", "E_sum", "z / layer", alongZ, slice, measureProfile<Z>},
    {"profile-x", "profile", "transverse profile (x)", "E_sum", "x / cell", alongX, slice, measureProfile<X>},
    {"profile-y", "profile", "transverse profile (y)", "E_sum", "y / cell", alongY, slice, measureProfile<Y>},
    {"moment-1-z", "moments", "mean depth (z)", "layer", "", one, slice, measureMoment<Z, 1>},
    {"moment-1-x", "moments", "barycenter (x)", "cell", "", one, slice, measureMoment<X, 1>},
    {"moment-1-y", "moments", "barycenter (y)", "cell", "", one, slice, measureMoment<Y, 1>},
    {"moment-2-z", "moments", "second moment (z)", "layer^2", "", one, slice, measureMoment<Z, 2>},
    {"moment-2-x", "moments", "second moment (x)", "cell^2", "", one, slice, measureMoment<X, 2>},
    {"moment-2-y", "moments", "second moment (y)", "cell^2", "", one, slice, measureMoment<Y, 2>},
    {"third-1", "thirds", "energy in the first third of z", "E_sum", "", one, slice, measureThird<0>},
    {"third-2", "thirds", "energy in the middle third of z", "E_sum", "", one, slice, measureThird<1>},
    {"third-3", "thirds", "energy in the last third of z", "E_sum", "", one, slice, measureThird<2>},
    {"spectrum", "spectrum", "cell energies", "cells", "log10(cell energy / GeV)", alongSpectrum, spectrumEdge, measureSpectrum},
    {"occupied", "hits", "occupied cells", "cells", "", one, slice, measureOccupied},
    {"hits-0.1-mev", "hits", "hits over 0.1 MeV", "cells", "", one, slice, measureHits<1e-4f>},
    {"hits-0.3-mev", "hits", "hits over 0.3 MeV", "cells", "", one, slice, measureHits<3e-4f>},
    {"hits-1-mev", "hits", "hits over 1 MeV", "cells", "", one, slice, measureHits<1e-3f>},
    {"hits-10-mev", "hits", "hits over 10 MeV", "cells", "", one, slice, measureHits<1e-2f>},
};
// clang-format on

} // namespace

std::span<const Observable> observables() {
  return table;
}

std::size_t observableColumns(Grid grid) {
  std::size_t columns = 0;
  for (const Observable &row : table)
    columns += row.width(grid);
  return columns;
}

} // namespace ganc
