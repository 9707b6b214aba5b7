// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the network's output to energies:
//
//   e = y^power * scale * (condition `times`),  0 where e < threshold,  then from the output's unit to GeV,
//
// and from the network's order of cells (layout) to that of the grid. Computed in double, with portable::pow
// (power other than 1 makes negative cells 0), the threshold compared in double, and one rounding to float
// last: bit-identical everywhere. NaN stays NaN.

#ifndef GANC_RUNTIME_SAMPLING_OUTPUTTRANSFORM_H
#define GANC_RUNTIME_SAMPLING_OUTPUTTRANSFORM_H

#include "runtime/sampling/Description.h"

#include <span>

namespace ganc {

// Thread safe: applying changes nothing.
class OutputTransform {
public:
  explicit OutputTransform(const Description &description);

  // One shower. `raw` and `energies` hold cells() floats and do not overlap; `conditions` those of the
  // shower, in the order of the description.
  void apply(const float *raw, const double *conditions, float *energies) const;

private:
  double energy(double y, double factor) const;

  OutputDescription output;
  double toGeV;
  std::vector<int32_t> source; // where in `raw` each cell of the grid is
};

} // namespace ganc

#endif
