// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/gan/ops/Convolution.h"

#include "dialects/gan/ops/MultiplyAdd.h"
#include "dialects/gan/ops/TensorTypes.h"

#include <limits>

namespace ganc::gan {

namespace {
/// All `from` in [0, fromExtent) with from * stride + offset in [0, toExtent).
struct Interval {
  int64_t begin, count;

  Interval(int64_t fromExtent, int64_t toExtent, int64_t stride, int64_t offset) {
    begin = offset >= 0 ? 0 : (-offset + stride - 1) / stride;
    const int64_t last = toExtent - 1 - offset;
    const int64_t end = last < 0 ? 0 : std::min(fromExtent, last / stride + 1);
    count = std::max<int64_t>(0, end - begin);
  }
};
} // namespace

Axis Axis::conv(int64_t srcExtent, int64_t dstExtent, Window window) {
  Axis axis{srcExtent, dstExtent, window.kernel, window.stride, 1, {}};
  for (int64_t tap = 0; tap < window.kernel; tap++) {
    const int64_t offset = tap * window.dilation - window.padLow;
    const Interval dst(dstExtent, srcExtent, window.stride, offset);
    if (dst.count > 0)
      axis.runs.push_back({tap, dst.begin * window.stride + offset, dst.begin, dst.count});
  }
  return axis;
}

Axis Axis::transposed(int64_t srcExtent, int64_t dstExtent, Window window) {
  Axis axis{srcExtent, dstExtent, window.kernel, 1, window.stride, {}};
  for (int64_t tap = window.kernel - 1; tap >= 0; tap--) {
    const int64_t offset = tap * window.dilation - window.padLow;
    const Interval src(srcExtent, dstExtent, window.stride, offset);
    if (src.count > 0)
      axis.runs.push_back({tap, src.begin, src.begin * window.stride + offset, src.count});
  }
  return axis;
}

Axis Axis::ofPhase(int64_t srcExtent, int64_t dstExtent, Phase p, numerics::PhaseAxis::Part part) {
  Axis axis{srcExtent, dstExtent, p.kernel, p.stride, p.phases, {}};
  const int64_t positions = std::max<int64_t>(0, (dstExtent - p.phase + p.phases - 1) / p.phases);
  for (int64_t tap = 0; tap < p.taps; tap++) {
    const Interval q(positions, part.extent, p.stride, p.offset + tap);
    const int64_t src = part.begin + q.begin * p.stride + p.offset + tap;
    if (q.count > 0)
      axis.runs.push_back({tap, src, q.begin * p.phases + p.phase, q.count});
  }
  return axis;
}

/// Adds one tap's products to all positions of one output channel.
template <typename T>
static void addTap(const std::array<Axis, 3> &axes, const Run &x, const Run &y, const Run &z, const T *src,
                   T weight, T *sums) {
  const int64_t srcStep = axes[2].srcStep, dstStep = axes[2].dstStep, count = z.count;
  for (int64_t i = 0; i < x.count; i++) {
    const int64_t srcX = x.src + i * axes[0].srcStep, dstX = x.dst + i * axes[0].dstStep;
    for (int64_t j = 0; j < y.count; j++) {
      const int64_t srcY = y.src + j * axes[1].srcStep, dstY = y.dst + j * axes[1].dstStep;
      const T *__restrict from = src + (srcX * axes[1].srcExtent + srcY) * axes[2].srcExtent + z.src;
      T *__restrict to = sums + (dstX * axes[1].dstExtent + dstY) * axes[2].dstExtent + z.dst;
      for (int64_t k = 0; k < count; k++)
        to[k * dstStep] = multiplyAdd(from[k * srcStep], weight, to[k * dstStep]);
    }
  }
}

/// The sums of one output channel over the taps z of one row of taps; `src` begins at its group's first channel,
/// `weight` at its own.
template <typename T>
static void addRow(const Convolution &c, const Run &x, const Run &y, const T *src, const T *weight, T *sums) {
  const std::array<Axis, 3> &axes = c.axes;
  const int64_t extent = axes[0].srcExtent * axes[1].srcExtent * axes[2].srcExtent;
  for (int64_t ci = 0; ci < c.inputs; ci++)
    for (const Run &z : axes[2].runs) {
      const int64_t tap = (x.tap * axes[1].kernel + y.tap) * axes[2].kernel + z.tap;
      addTap(axes, x, y, z, src + ci * extent, weight[ci * c.inputStride + tap], sums);
    }
}

bool fitsAccumulator(double sum) {
  return sum >= std::numeric_limits<int32_t>::min() && sum <= std::numeric_limits<int32_t>::max();
}

/// The sum of a row as emitted code adds it.
static float rowInFloat32(double sum) {
  return fitsAccumulator(sum) ? static_cast<float>(sum) : std::numeric_limits<float>::infinity();
}

/// Adds to all sums of one output channel, row by row.
static void sumRows(const Convolution &c, const double *src, const double *weight,
                    std::vector<double> &total) {
  const std::array<Axis, 3> &axes = c.axes;
  std::vector<float> sums(total.begin(), total.end());
  for (const Run &x : axes[0].runs)
    for (const Run &y : axes[1].runs) {
      std::vector<double> row(sums.size(), 0.0);
      addRow(c, x, y, src, weight, row.data());
      for (size_t i = 0; i < sums.size(); i++)
        sums[i] += rowInFloat32(row[i]);
    }
  total.assign(sums.begin(), sums.end());
}

/// Adds to all sums of one output channel, plane by plane.
template <typename T>
static void sumPlanes(const Convolution &c, const T *src, const T *weight, std::vector<T> &sums) {
  const std::array<Axis, 3> &axes = c.axes;
  const int64_t row = axes[1].dstExtent * axes[2].dstExtent;
  for (const Run &x : axes[0].runs) {
    std::vector<T> plane(sums.size(), T(0));
    for (const Run &y : axes[1].runs)
      addRow(c, x, y, src, weight, plane.data());
    for (int64_t i = 0; i < x.count; i++) {
      const int64_t begin = (x.dst + i * axes[0].dstStep) * row;
      for (int64_t k = begin; k < begin + row; k++)
        sums[k] += plane[k];
    }
  }
}

template <typename T>
static void accumulateBy(void (*sumChannel)(const Convolution &, const T *, const T *, std::vector<T> &),
                         const Convolution &c, const numerics::Tensor &src, const numerics::Tensor &weight,
                         numerics::Tensor &sums) {
  const std::vector<T> weights(weight.values.begin(), weight.values.end());
  const int64_t srcPlane = src.stride() / (c.groups * c.inputs);
  const int64_t dstPlane = sums.stride() / (c.groups * c.outputs);
  for (int64_t n = 0; n < src.batch(); n++) {
    const auto shower = src.values.begin() + n * src.stride();
    const std::vector<T> values(shower, shower + src.stride());
    for (int64_t channel = 0; channel < c.groups * c.outputs; channel++) {
      const int64_t group = channel / c.outputs, co = channel % c.outputs;
      const auto begin = sums.values.begin() + n * sums.stride() + channel * dstPlane;
      std::vector<T> sum(begin, begin + dstPlane);
      sumChannel(c, &values[group * c.inputs * srcPlane],
                 &weights[group * c.groupStride + co * c.outputStride], sum);
      std::copy(sum.begin(), sum.end(), begin);
    }
  }
}

void accumulate(const Convolution &convolution, const numerics::Tensor &src, const numerics::Tensor &weight,
                Summation summation, numerics::Tensor &sums) {
  if (summation == Summation::Float32)
    accumulateBy<float>(sumPlanes, convolution, src, weight, sums);
  else
    accumulateBy<double>(summation == Summation::IntegerRows ? sumRows : sumPlanes<double>, convolution, src,
                         weight, sums);
}

Summation summationOf(Heavy op, Arithmetic arithmetic) {
  if (isQuantized(op.getSrc()))
    return op.getRowSums() ? Summation::IntegerRows : Summation::Float64;
  return arithmetic == Arithmetic::Float32 ? Summation::Float32 : Summation::Float64;
}

} // namespace ganc::gan
