// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/sampling/OutputTransform.h"

#include "runtime/sampling/PortableMath.h"
#include "runtime/sampling/Units.h"

namespace ganc {
namespace {

// Distance in the network's output of neighbors along each axis of the grid.
std::vector<int64_t> rawStrides(const Description &description) {
  std::vector<int64_t> strides(description.grid.size());
  int64_t stride = 1;
  for (auto axis = description.output.layout.rbegin(); axis != description.output.layout.rend(); ++axis) {
    strides[*axis] = stride;
    stride *= description.grid[*axis].cells;
  }
  return strides;
}

} // namespace

OutputTransform::OutputTransform(const Description &description)
    : output(description.output), toGeV(conversion(output.unit, "GeV").value_or(1)),
      source(description.cells()) {
  const std::vector<int64_t> strides = rawStrides(description);
  for (size_t cell = 0; cell < source.size(); cell++) {
    int64_t rest = int64_t(cell), place = 0;
    for (size_t axis = strides.size(); axis-- > 0; rest /= description.grid[axis].cells)
      place += rest % description.grid[axis].cells * strides[axis];
    source[cell] = int32_t(place);
  }
}

double OutputTransform::energy(double y, double factor) const {
  double e = y;
  if (output.power != 1)
    e = portable::pow(e, output.power);
  e = e * output.scale * factor;
  return output.threshold && e < *output.threshold ? 0 : e * toGeV;
}

void OutputTransform::apply(const float *raw, const double *conditions, float *energies) const {
  const double factor = output.times ? conditions[*output.times] : 1;
  for (size_t cell = 0; cell < source.size(); cell++)
    energies[cell] = float(energy(raw[source[cell]], factor));
}

} // namespace ganc
