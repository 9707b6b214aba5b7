// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/EnergyBins.h"
#include "runtime/physics/Distances.h"
#include "runtime/physics/Significance.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

namespace ganc {
namespace {

constexpr std::size_t mostFixedEnergies = 20, mostBins = 10, mostNarrowBins = 40, showersPerBin = 50,
                      fewestShowers = 10;

using Energies = std::span<const double>;

std::set<double> fixedEnergies(Energies energies) {
  std::set<double> values;
  for (double energy : energies)
    if (values.insert(energy); values.size() > mostFixedEnergies)
      return {};
  return values;
}

std::vector<EnergyBin> binsOfFixed(const std::set<double> &a, const std::set<double> &b) {
  std::vector<EnergyBin> bins;
  for (double energy : a)
    if (b.contains(energy))
      bins.push_back({energy, energy});
  return bins;
}

/// Windows as wide as the 3DGAN's validation takes them.
std::vector<EnergyBin> binsAround(const std::set<double> &fixed) {
  std::vector<EnergyBin> bins;
  for (auto energy = fixed.begin(); energy != fixed.end(); ++energy) {
    double below = energy == fixed.begin() ? *energy - 10 : *std::prev(energy);
    double above = std::next(energy) == fixed.end() ? *energy + 10 : *std::next(energy);
    bins.push_back(
        {std::max(*energy - 5, (below + *energy) / 2), std::min(*energy + 5, (*energy + above) / 2)});
  }
  return bins;
}

std::vector<EnergyBin> binsOfRange(Energies a, Energies b, std::size_t mostBins) {
  auto [lowA, highA] = std::ranges::minmax(a);
  auto [lowB, highB] = std::ranges::minmax(b);
  double low = std::max(lowA, lowB), high = std::min(highA, highB);
  // The extreme energies of two samples of the same law differ a little.
  double margin = 0.01 * std::max(0.0, high - low);
  auto common = [&](double e) { return low - margin <= e && e <= high + margin; };
  std::vector<double> pooled;
  std::ranges::copy_if(a, std::back_inserter(pooled), common);
  std::size_t inA = pooled.size();
  std::ranges::copy_if(b, std::back_inserter(pooled), common);
  std::size_t fewer = std::min(inA, pooled.size() - inA);
  if (fewer == 0)
    return {};
  std::ranges::sort(pooled);
  std::size_t count = std::clamp(fewer / showersPerBin, std::size_t(1), mostBins);
  std::vector<EnergyBin> bins;
  for (std::size_t k = 0; k < count; ++k)
    bins.push_back({pooled[k * (pooled.size() - 1) / count], pooled[(k + 1) * (pooled.size() - 1) / count]});
  return bins;
}

/// The first bin that holds the energy, or bins.size(). Bins are in ascending order.
std::size_t binOf(const std::vector<EnergyBin> &bins, double energy) {
  auto bin = std::ranges::lower_bound(bins, energy, {}, &EnergyBin::high);
  return bin != bins.end() && bin->low <= energy ? std::size_t(bin - bins.begin()) : bins.size();
}

void countShowers(std::vector<EnergyBin> &bins, Energies energies, std::size_t EnergyBin::*count) {
  for (double energy : energies)
    if (std::size_t bin = binOf(bins, energy); bin < bins.size())
      ++(bins[bin].*count);
}

/// Returns how many showers were added.
std::size_t addShowers(Pool &pool, Energies energies, bool ofB) {
  std::size_t before = pool.showers.size();
  for (std::size_t row = 0; row < energies.size(); ++row)
    if (std::size_t bin = binOf(pool.bins, energies[row]); bin < pool.bins.size())
      pool.showers.push_back({ofB, row, bin, energies[row]});
  return pool.showers.size() - before;
}

bool distributedDifferently(Energies a, Energies b) {
  std::vector<double> values(a.begin(), a.end());
  values.insert(values.end(), b.begin(), b.end());
  double distance = Distribution(values, a.size()).distances().kolmogorov;
  double effectiveSize = double(a.size()) * double(b.size()) / double(values.size());
  return kolmogorovProbability(distance, effectiveSize) < 1e-3;
}

std::vector<EnergyBin> makeBins(Energies a, Energies b, bool energiesDiffer) {
  std::set<double> fixedA = fixedEnergies(a), fixedB = fixedEnergies(b);
  if (!fixedA.empty() && !fixedB.empty())
    return binsOfFixed(fixedA, fixedB);
  if (!fixedA.empty() || !fixedB.empty())
    return binsAround(fixedA.empty() ? fixedB : fixedA);
  return binsOfRange(a, b, energiesDiffer ? mostNarrowBins : mostBins);
}

} // namespace

Pool makePool(Energies energiesA, Energies energiesB) {
  Pool pool;
  if (energiesA.empty() || energiesB.empty())
    return pool;
  pool.energiesDiffer = distributedDifferently(energiesA, energiesB);
  pool.bins = makeBins(energiesA, energiesB, pool.energiesDiffer);
  countShowers(pool.bins, energiesA, &EnergyBin::a);
  countShowers(pool.bins, energiesB, &EnergyBin::b);
  std::erase_if(pool.bins, [](const EnergyBin &bin) { return std::min(bin.a, bin.b) < fewestShowers; });
  pool.a = addShowers(pool, energiesA, false);
  pool.b = addShowers(pool, energiesB, true);
  pool.leftOutA = energiesA.size() - pool.a;
  pool.leftOutB = energiesB.size() - pool.b;
  return pool;
}

} // namespace ganc
