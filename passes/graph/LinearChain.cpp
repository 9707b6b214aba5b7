// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/graph/LinearChain.h"

#include <Eigen/Core>

#include <algorithm>

namespace ganc::graph {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Strided = Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>;

/// Elements of one channel between positions, [x][y][z].
static int64_t placeOf(const std::array<int64_t, 3> &extents, int64_t x, int64_t y, int64_t z) {
  return (x * extents[1] + y) * extents[2] + z;
}

namespace {
/// Both activations with the showers innermost, [channel][position][shower], so that one tap at one position
/// is a product of matrices: [co, ci] of the weights times [ci, shower] of the source.
struct Product {
  const gan::Convolution &c;
  const double *weight, *src;
  double *dst;
  int64_t showers;

  std::array<int64_t, 3> extents(int64_t gan::Axis::*extent) const {
    return {c.axes[0].*extent, c.axes[1].*extent, c.axes[2].*extent};
  }

  void addPosition(int64_t group, int64_t tap, int64_t srcPlace, int64_t dstPlace, int64_t srcPlaces,
                   int64_t dstPlaces) const {
    const Eigen::Map<const RowMajor, 0, Strided> w(weight + group * c.groupStride + tap, c.outputs, c.inputs,
                                                   Strided(c.outputStride, c.inputStride));
    const Eigen::Map<const RowMajor, 0, Eigen::OuterStride<>> from(
        src + (group * c.inputs * srcPlaces + srcPlace) * showers, c.inputs, showers,
        Eigen::OuterStride<>(srcPlaces * showers));
    Eigen::Map<RowMajor, 0, Eigen::OuterStride<>> to(
        dst + (group * c.outputs * dstPlaces + dstPlace) * showers, c.outputs, showers,
        Eigen::OuterStride<>(dstPlaces * showers));
    to.noalias() += w * from;
  }

  void addTap(const gan::Run &x, const gan::Run &y, const gan::Run &z) const {
    const auto src = extents(&gan::Axis::srcExtent), dst = extents(&gan::Axis::dstExtent);
    const int64_t srcPlaces = src[0] * src[1] * src[2], dstPlaces = dst[0] * dst[1] * dst[2];
    const int64_t tap = (x.tap * c.axes[1].kernel + y.tap) * c.axes[2].kernel + z.tap;
    for (int64_t i = 0; i < x.count; i++)
      for (int64_t j = 0; j < y.count; j++)
        for (int64_t k = 0; k < z.count; k++)
          for (int64_t group = 0; group < c.groups; group++)
            addPosition(group, tap,
                        placeOf(src, x.src + i * c.axes[0].srcStep, y.src + j * c.axes[1].srcStep,
                                z.src + k * c.axes[2].srcStep),
                        placeOf(dst, x.dst + i * c.axes[0].dstStep, y.dst + j * c.axes[1].dstStep,
                                z.dst + k * c.axes[2].dstStep),
                        srcPlaces, dstPlaces);
  }
};
} // namespace

std::vector<double> convolveAll(llvm::ArrayRef<gan::Convolution> phases, llvm::ArrayRef<double> weight,
                                const numerics::Tensor &src, int64_t dstElements) {
  const int64_t showers = src.batch();
  const RowMajor from = Eigen::Map<const RowMajor>(src.values.data(), showers, src.stride()).transpose();
  RowMajor to = RowMajor::Zero(dstElements, showers);
  for (const gan::Convolution &c : phases) {
    const Product product{c, weight.data(), from.data(), to.data(), showers};
    for (const gan::Run &x : c.axes[0].runs)
      for (const gan::Run &y : c.axes[1].runs)
        for (const gan::Run &z : c.axes[2].runs)
          product.addTap(x, y, z);
    weight = weight.drop_front(phases.size() > 1 ? c.groupStride : 0);
  }
  const RowMajor result = to.transpose();
  return {result.data(), result.data() + result.size()};
}

double secondsOf(int64_t multiplyAccumulates, int64_t weights, int64_t showers) {
  constexpr double kMultiplyAccumulates = 110e9, kBytesFromL2 = 176e9, kBytesFromBeyond = 27e9;
  constexpr int64_t kL2Bytes = int64_t{2} << 20;
  const int64_t bytes = weights * sizeof(float);
  const double reading = bytes / (bytes <= kL2Bytes ? kBytesFromL2 : kBytesFromBeyond) / showers;
  return std::max(multiplyAccumulates / kMultiplyAccumulates, reading);
}

} // namespace ganc::graph
