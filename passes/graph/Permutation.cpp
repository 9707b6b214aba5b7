// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "passes/graph/Permutation.h"

#include <algorithm>
#include <numeric>

namespace ganc::graph {

bool isIdentity(std::span<const int64_t> p) {
  for (size_t i = 0; i < p.size(); i++)
    if (p[i] != static_cast<int64_t>(i))
      return false;
  return true;
}

Permutation inverse(std::span<const int64_t> p) {
  Permutation result(p.size());
  for (size_t i = 0; i < p.size(); i++)
    result[p[i]] = static_cast<int64_t>(i);
  return result;
}

Permutation compose(std::span<const int64_t> first, std::span<const int64_t> second) {
  return permuted(first, second);
}

std::vector<int64_t> permuted(std::span<const int64_t> entries, std::span<const int64_t> p) {
  std::vector<int64_t> result(p.size());
  for (size_t i = 0; i < p.size(); i++)
    result[i] = entries[p[i]];
  return result;
}

bool movesOnlyUnitAxes(std::span<const int64_t> srcShape, std::span<const int64_t> p) {
  int64_t last = -1;
  for (const int64_t axis : p) {
    if (srcShape[axis] == 1)
      continue;
    if (axis < last)
      return false;
    last = axis;
  }
  return true;
}

std::vector<int64_t> transposedOrder(std::span<const int64_t> srcShape, std::span<const int64_t> p) {
  std::vector<int64_t> strides(p.size(), 1);
  for (size_t axis = p.size(); axis-- > 1;)
    strides[axis - 1] = strides[axis] * srcShape[axis];
  std::vector<int64_t> order{0};
  for (const int64_t axis : p) {
    std::vector<int64_t> longer;
    longer.reserve(order.size() * srcShape[axis]);
    for (const int64_t start : order)
      for (int64_t i = 0; i < srcShape[axis]; i++)
        longer.push_back(start + i * strides[axis]);
    order = std::move(longer);
  }
  return order;
}

namespace {
/// Neighboring axes on both sides of a reshape that hold the same elements.
struct AxisGroup {
  std::vector<int64_t> before, after;
};
} // namespace

/// Cuts both shapes into the shortest groups of equal size. Axes of one go with what is before them: a
/// repeated axis is written as one of extent one behind it.
static std::optional<std::vector<AxisGroup>> groupAxes(std::span<const int64_t> before,
                                                       std::span<const int64_t> after) {
  std::vector<AxisGroup> groups{{{0}, {0}}};
  size_t i = 1, j = 1;
  while (i < before.size() || j < after.size()) {
    if (i < before.size() && before[i] == 1) {
      groups.back().before.push_back(i++);
      continue;
    }
    if (j < after.size() && after[j] == 1) {
      groups.back().after.push_back(j++);
      continue;
    }
    AxisGroup group;
    int64_t sizeBefore = 1, sizeAfter = 1;
    do {
      const bool takeBefore = sizeBefore <= sizeAfter;
      if (takeBefore ? i == before.size() : j == after.size())
        return std::nullopt;
      if (takeBefore) {
        group.before.push_back(i);
        sizeBefore *= before[i++];
      } else {
        group.after.push_back(j);
        sizeAfter *= after[j++];
      }
    } while (sizeBefore != sizeAfter);
    groups.push_back(std::move(group));
  }
  return groups;
}

std::optional<ReshapeFirst> swapWithReshape(std::span<const int64_t> srcShape, std::span<const int64_t> p,
                                            std::span<const int64_t> dstShape) {
  auto groups = groupAxes(permuted(srcShape, p), dstShape);
  if (!groups || p[0] != 0)
    return std::nullopt;
  const auto sourceAxes = [&](const AxisGroup &group) {
    std::vector<int64_t> axes;
    for (const int64_t axis : group.before)
      if (srcShape[p[axis]] != 1 || p[axis] == 0)
        axes.push_back(p[axis]);
    return axes;
  };
  std::ranges::sort(*groups, {}, [&](const AxisGroup &group) { return sourceAxes(group).front(); });

  ReshapeFirst swapped;
  std::vector<int64_t> axesInOrder;
  Permutation toSwapped;
  for (const AxisGroup &group : *groups) {
    std::ranges::copy(sourceAxes(group), std::back_inserter(axesInOrder));
    for (const int64_t axis : group.after) {
      swapped.shape.push_back(dstShape[axis]);
      toSwapped.push_back(axis);
    }
  }
  if (!std::ranges::is_sorted(axesInOrder))
    return std::nullopt;
  swapped.permutation = inverse(toSwapped);
  return swapped;
}

} // namespace ganc::graph
