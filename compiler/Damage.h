// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What quantization does to showers: the paired error of runtime/physics/EnergyError.h between a network and its
// quantized form, of
//
//   with a generator description   the energy of each shower, after the description's transformation of outputs
//   without one                    all outputs, which then mean nothing: error[n] = sum |actual - expected| / sum |expected|
//
// Few showers are judged, many will be made: what is held to a budget is the upper end, two standard deviations up, of
// each quantile: the quantile q + 2 sqrt(q (1 - q) / n) of the n errors, whatever their law.

#ifndef GANC_COMPILER_DAMAGE_H
#define GANC_COMPILER_DAMAGE_H

#include "compiler/InputSource.h"
#include "compiler/Options.h"
#include "runtime/physics/EnergyError.h"

namespace ganc {

struct Damage {
  EnergyError error;
  EnergyError upperEnd; ///< of either quantile
};

/// How much of the budget it takes, by the upper ends: 1 is all of it. At most kLargestLoad.
double loadOf(const Damage &damage, const DamageBudget &budget);
constexpr double kLargestLoad = 1e9;

/// Measures the damage of several quantized forms of one network, all on the same showers.
class DamageMeter {
public:
  /// Computes the first `showers` of `inputs` with `network` (level 1), or as many as there are. `description` may be
  /// null; it lives as long. An error is reported.
  static mlir::FailureOr<DamageMeter> create(mlir::ModuleOp network, const Description *description,
                                             const InputSource &inputs, int64_t showers,
                                             const MakeModelRunner &makeRunner);

  /// `quantized` has the inputs and outputs of the network.
  mlir::FailureOr<Damage> measure(mlir::ModuleOp quantized, const MakeModelRunner &makeRunner) const;

  /// How many showers take part in the error: the others are empty in float32, so that no error is relative to them.
  int64_t countingShowers() const;

  /// Tolerable where nobody says what is: what two float32 samples of n = kFloorShowers showers differ by.
  ///
  ///   median = spread sqrt(2 / n)                if all errors are alike: the difference of their mean responses
  ///   p90    = 1.645 spread sqrt(2 / sqrt(n))    if they are random: that of their resolutions, 1 / sqrt(n), since
  ///                                              errors of standard deviation d widen it by d^2 / (2 spread^2)
  ///
  /// with the relative spread of the response (energy of the shower / primary energy) around its dependence on the
  /// primary energy, from differences of neighbors in energy: median |r' - r| / (0.954 median r) for normal errors
  /// (0.954 = sqrt(2) 0.6745), which heavy tails do not move. Without a description 2 % and 6 %.
  DamageBudget noiseFloor() const;

private:
  struct Batch {
    InputShowers showers;
    ShowerTensors values; ///< [shower][value that counts]
  };
  mlir::FailureOr<ShowerTensors> valuesOf(ModelRunner &runner, const InputShowers &showers,
                                          mlir::TypeRange types) const;

  const Description *description = nullptr;
  int output = 0;
  std::vector<Batch> batches;
};

constexpr int64_t kFloorShowers = 1000;

/// 0.954 times the relative standard deviation of `response` in the order of `energy`; 0 for fewer than two.
double spreadOfNeighbors(std::span<const double> response, std::span<const double> energy);

} // namespace ganc

#endif
