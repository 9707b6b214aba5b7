// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/onnx/Extents.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>

using namespace llvm;

namespace ganc::onnx_import {

void keepFromBatch(std::vector<int64_t> &values) {
  std::replace(values.begin(), values.end(), kBatch, kBatch + 1);
}

std::optional<int64_t> elementCount(ArrayRef<int64_t> shape) {
  int64_t count = 1;
  bool tooMany = false;
  for (const int64_t extent : shape) {
    if (extent == kBatch)
      continue;
    if (extent < 0)
      return std::nullopt;
    if (extent == 0)
      return 0;
    tooMany |= extent > numerics::kMostElements / count;
    count = tooMany ? 1 : count * extent;
  }
  return tooMany ? std::nullopt : std::optional(count);
}

std::string printExtents(ArrayRef<int64_t> shape) {
  const auto print = [](int64_t extent) { return extent == kBatch ? std::string("batch") : itostr(extent); };
  return "[" + join(map_range(shape, print), ", ") + "]";
}

int64_t Integers::at(ArrayRef<int64_t> index) const {
  int64_t position = 0;
  for (size_t i = 0; i < shape.size(); i++)
    position = position * shape[i] + index[i];
  return values[position];
}

int64_t Integers::atBroadcast(ArrayRef<int64_t> index) const {
  SmallVector<int64_t> own(index.take_back(shape.size()));
  for (size_t i = 0; i < shape.size(); i++)
    own[i] = shape[i] == 1 ? 0 : own[i];
  return at(own);
}

std::optional<SmallVector<int64_t>> broadcast(ArrayRef<int64_t> lhs, ArrayRef<int64_t> rhs) {
  if (lhs.size() < rhs.size())
    std::swap(lhs, rhs);
  SmallVector<int64_t> shape(lhs);
  for (size_t i = 0; i < rhs.size(); i++) {
    int64_t &extent = shape[lhs.size() - rhs.size() + i];
    if (extent == 1)
      extent = rhs[i];
    else if (rhs[i] != 1 && rhs[i] != extent)
      return std::nullopt;
  }
  return shape;
}

} // namespace ganc::onnx_import
