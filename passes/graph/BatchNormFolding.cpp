// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/graph/BatchNormFolding.h"

#include <algorithm>

namespace ganc::graph {

static int64_t tapCount(const gan::Convolution &geometry) {
  return geometry.axes[0].kernel * geometry.axes[1].kernel * geometry.axes[2].kernel;
}

/// Calls `visit(output channel, input channel, tap, index into the weight)` for all weights.
template <typename Visit> static void forEachWeight(const gan::Convolution &geometry, Visit visit) {
  const int64_t taps = tapCount(geometry);
  for (int64_t g = 0; g < geometry.groups; g++)
    for (int64_t co = 0; co < geometry.outputs; co++)
      for (int64_t ci = 0; ci < geometry.inputs; ci++)
        for (int64_t t = 0; t < taps; t++)
          visit(g * geometry.outputs + co, g * geometry.inputs + ci, t,
                g * geometry.groupStride + co * geometry.outputStride + ci * geometry.inputStride + t);
}

void scaleOutputs(const gan::Convolution &geometry, std::span<const double> scale,
                  std::vector<double> &weight) {
  forEachWeight(geometry, [&](int64_t co, int64_t, int64_t, int64_t i) { weight[i] *= scale[co]; });
}

void scaleInputs(const gan::Convolution &geometry, std::span<const double> scale,
                 std::vector<double> &weight) {
  forEachWeight(geometry, [&](int64_t, int64_t ci, int64_t, int64_t i) { weight[i] *= scale[ci]; });
}

/// For each position of the result, the taps whose source lies inside.
static std::vector<std::vector<int64_t>> tapsInside(const gan::Axis &axis) {
  std::vector<std::vector<int64_t>> taps(axis.dstExtent);
  for (const gan::Run &run : axis.runs)
    for (int64_t i = 0; i < run.count; i++)
      taps[run.dst + i * axis.dstStep].push_back(run.tap);
  return taps;
}

Bias shiftField(const gan::Convolution &geometry, std::span<const double> weight,
                std::span<const double> shift) {
  const int64_t taps = tapCount(geometry), channels = geometry.groups * geometry.outputs;
  std::vector<double> shifted(channels * taps, 0.0); // v[co, t]
  forEachWeight(geometry, [&](int64_t co, int64_t ci, int64_t t, int64_t i) {
    shifted[co * taps + t] += weight[i] * shift[ci];
  });
  const auto &axes = geometry.axes;
  const auto xs = tapsInside(axes[0]), ys = tapsInside(axes[1]), zs = tapsInside(axes[2]);
  Bias field{{}, static_cast<int64_t>(xs.size() * ys.size() * zs.size())};
  field.values.reserve(channels * field.positions);
  for (int64_t co = 0; co < channels; co++)
    for (const auto &x : xs)
      for (const auto &y : ys)
        for (const auto &z : zs) {
          double sum = 0.0;
          for (const int64_t tx : x)
            for (const int64_t ty : y)
              for (const int64_t tz : z)
                sum += shifted[co * taps + (tx * axes[1].kernel + ty) * axes[2].kernel + tz];
          field.values.push_back(sum);
        }
  return field;
}

Bias applied(const ChannelAffine &affine, const Bias &bias) {
  Bias result = bias;
  for (size_t i = 0; i < result.values.size(); i++) {
    const size_t channel = i / bias.positions;
    result.values[i] = affine.scale[channel] * bias.values[i] + affine.shift[channel];
  }
  return result;
}

Bias sum(const Bias &a, const Bias &b) {
  Bias result = a.positions > b.positions ? a : b;
  const Bias &other = a.positions > b.positions ? b : a;
  const int64_t perOther = result.positions / other.positions;
  for (size_t i = 0; i < result.values.size(); i++)
    result.values[i] += other.values[i / perOther];
  return result;
}

} // namespace ganc::graph
