// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A tensor of the reference evaluation: shape and values in C order. Float tensors hold float64 values,
// quantized ones the stored integers, which float64 holds exactly up to 53 bits.

#ifndef GANC_DIALECTS_NUMERICS_TENSOR_H
#define GANC_DIALECTS_NUMERICS_TENSOR_H

#include <cstdint>
#include <utility>
#include <vector>

namespace ganc::numerics {

/// No tensor of one shower, and no parameter, may have more elements.
constexpr int64_t kMostElements = int64_t{1} << 31;

/// Product of the extents.
inline int64_t elementCount(const std::vector<int64_t> &shape) {
  int64_t count = 1;
  for (const int64_t extent : shape)
    count *= extent;
  return count;
}

struct Tensor {
  Tensor() = default;
  explicit Tensor(std::vector<int64_t> extents, double fill = 0.0)
      : shape(std::move(extents)), values(elementCount(shape), fill) {}

  std::vector<int64_t> shape;
  std::vector<double> values;

  int64_t batch() const { return shape.empty() ? 1 : shape.front(); }
  /// Values of one shower.
  int64_t stride() const { return batch() == 0 ? 0 : static_cast<int64_t>(values.size()) / batch(); }
};

} // namespace ganc::numerics

#endif
