// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What quantization does to showers: the paired error of runtime/physics/EnergyError.h between a network and its
// quantized form, of
//
//   with a generator description   the energy of each shower, after the description's transformation of outputs
//   without one                    all outputs, which then mean nothing:
//                                  error[n] = sum |actual - expected| / sum |expected|
//
// and, with a description, how well boosted trees would tell the profiles (runtime/physics/PairedArea.h): energies may
// be right in the mean and the showers still wrong in shape, most of all where showers hardly vary.
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
  double area = 0;      ///< of the classifier - 1/2, as estimated; 0 without a description
};

/// How much of the budget it takes, by the upper ends: 1 is all of it. At most kLargestLoad.
double loadOf(const Damage &damage, const DamageBudget &budget);
constexpr double kLargestLoad = 1e9;

/// Measures the damage of several quantized forms of one network, all on the same showers.
class DamageMeter {
public:
  /// Computes the first `showers` of `inputs` with `network` (level 1), or as many as there are. `description` may be
  /// null; it lives as long. An error is reported.
  static mlir::FailureOr<DamageMeter> create(mlir::ModuleOp network, ModelRunner &runner,
                                             const Description *description, const InputSource &inputs,
                                             int64_t showers);

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
  ///
  /// The area is kTolerableArea.
  DamageBudget noiseFloor() const;

private:
  /// What is judged of showers, [shower][number].
  struct Judged {
    ShowerTensors values;   ///< the energy in GeV, or all outputs
    ShowerTensors profiles; ///< fractions of the energy along each axis; none without a description
  };
  struct Batch {
    InputShowers showers;
    Judged expected;
  };
  mlir::FailureOr<Judged> judgedOf(ModelRunner &runner, const InputShowers &showers,
                                   mlir::TypeRange types) const;
  Judged energiesAndProfiles(const InputShowers &showers, llvm::ArrayRef<float> raw) const;

  const Description *description = nullptr;
  int output = 0;
  std::vector<Batch> batches;
};

constexpr int64_t kFloorShowers = 1000;

/// An area of 0.51 takes 30000 showers of each kind to be seen with four standard deviations (rankAreaNoise: 0.0024).
constexpr double kTolerableArea = 0.01;

/// 0.954 times the relative standard deviation of `response` in the order of `energy`; 0 for fewer than two.
double spreadOfNeighbors(std::span<const double> response, std::span<const double> energy);

} // namespace ganc

#endif
