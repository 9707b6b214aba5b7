// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What quantization does to each op: its source beside the storage it is rounded to, and its result as it is stored for
// what reads it, with the errors of all ops before it, beside float32.
//
//   saturated         share of the source's values beyond the ends of the storage, by more than half a step
//   signal to noise   10 log10( sum r^2 / sum (r' - r)^2 ) dB over the result's elements, r float32, r' quantized

#ifndef GANC_COMPILER_OPQUALITY_H
#define GANC_COMPILER_OPQUALITY_H

#include "compiler/InputSource.h"

#include <optional>
#include <span>

namespace ganc {

struct OpQuality {
  double low, high;     ///< of the source in float32
  double saturated;     ///< 0 .. 1; 0 for f32
  double signalToNoise; ///< dB; kExact where all results are equal
  /// 0 .. 1: of the network's damage; nothing where it was not measured.
  std::optional<double> damageShare = std::nullopt;
};

constexpr double kExact = 999;

/// Of the damage that each op does alone, all others in float32: share = alone^2 / sum of alone^2, as errors that are
/// independent add up in quadrature; 0 where none does any.
void setDamageShares(std::span<OpQuality> qualities, std::span<const double> alone);

/// Sums for one op.
class QualityStatistics {
public:
  void addSource(std::span<const float> values, double lowest, double highest);
  void addResult(std::span<const float> reference, std::span<const float> quantized);
  OpQuality quality() const;

private:
  double low = 0, high = 0, signal = 0, noise = 0;
  int64_t count = 0, beyond = 0;
};

/// Of each heavy op, in the order of the network. `quantized` (level 2) was made of `network` (level 1); both run on
/// the first `showers` of `inputs`. An error is reported.
mlir::FailureOr<std::vector<OpQuality>> measureOps(mlir::ModuleOp network, mlir::ModuleOp quantized,
                                                   const InputSource &inputs, int64_t showers,
                                                   const MakeModelRunner &makeRunner);

} // namespace ganc

#endif
