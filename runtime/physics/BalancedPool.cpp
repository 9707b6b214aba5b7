// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/BalancedPool.h"

#include <algorithm>
#include <numeric>

namespace ganc {
namespace {

/// Is the k-th of `all` among `kept` that are evenly spread?
bool isKept(std::size_t k, std::size_t kept, std::size_t all) {
  return (k + 1) * kept / all > k * kept / all;
}

std::vector<std::size_t> balancedRows(const Pool &pool) {
  std::vector<std::size_t> seenOfA(pool.bins.size()), seenOfB = seenOfA, rows;
  for (std::size_t row = 0; row < pool.showers.size(); ++row) {
    const PooledShower &shower = pool.showers[row];
    const EnergyBin &bin = pool.bins[shower.bin];
    std::size_t k = (shower.ofB ? seenOfB : seenOfA)[shower.bin]++;
    if (isKept(k, std::min(bin.a, bin.b), shower.ofB ? bin.b : bin.a))
      rows.push_back(row);
  }
  return rows;
}

} // namespace

BalancedPool balance(const Pool &pool) {
  BalancedPool balanced{pool, std::vector<std::size_t>(pool.showers.size())};
  std::iota(balanced.rows.begin(), balanced.rows.end(), 0);
  if (!pool.energiesDiffer)
    return balanced;
  balanced.rows = balancedRows(pool);
  balanced.pool.showers.clear();
  for (std::size_t row : balanced.rows)
    balanced.pool.showers.push_back(pool.showers[row]);
  for (EnergyBin &bin : balanced.pool.bins)
    bin.a = bin.b = std::min(bin.a, bin.b);
  balanced.pool.a = balanced.pool.b = balanced.rows.size() / 2;
  return balanced;
}

} // namespace ganc
