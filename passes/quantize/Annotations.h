// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What calibration and the passes of this stage write beside the network, as discardable attributes:
//
//   gan.range = [min, max]  of f64   on arguments of main and on ops that make new values (all but moves)
//   gan.magnitude = m       f64      there too: mean |value| over showers and elements
//   gan.ranges = {NAME = [min, max]} there too: ranges by several estimators
//   gan.estimator = NAME             on heavy ops: by which the range of a u8 source is; else it is gan.range
//   gan.precision = "u8" | "s16" | "f32"    on heavy ops: what the op computes with
//   gan.level = "quantized"                 on the module, once its promises hold

#ifndef GANC_PASSES_QUANTIZE_ANNOTATIONS_H
#define GANC_PASSES_QUANTIZE_ANNOTATIONS_H

#include "dialects/gan/Gan.h"
#include "dialects/numerics/ActivationQuantization.h"

#include "mlir/IR/BuiltinOps.h"

#include <optional>
#include <vector>

namespace ganc::quantize {

enum class Precision { U8, S16, F32 };

llvm::StringRef textOf(Precision precision);
std::optional<Precision> parsePrecision(llvm::StringRef text);

struct ValueStatistics {
  numerics::Range range; ///< worth the levels of few bits, by the estimator of calibration
  double magnitude;      ///< mean
  std::optional<numerics::Range> extremes = std::nullopt; ///< all that was seen, where it is more
};

/// The values that calibration observes, in the order of the network: arguments of `main` and results of all
/// ops that are neither moves nor constants.
std::vector<mlir::Value> observedValues(mlir::func::FuncOp main);

void setStatistics(mlir::Value value, const ValueStatistics &statistics);

/// Ranges by several estimators; nothing for a name that was not set, or a value without them.
void setRanges(mlir::Value value, llvm::ArrayRef<std::pair<llvm::StringRef, numerics::Range>> ranges);
std::optional<numerics::Range> rangeBy(llvm::StringRef estimator, mlir::Value value);

/// "" where there is none.
void setEstimator(gan::Heavy heavy, llvm::StringRef estimator);
llvm::StringRef estimatorOf(gan::Heavy heavy);

/// The mean over showers, weighted as compiler/ElementMeans.h says, of each element of a value (without batch, in C
/// order).
void setMean(mlir::Value value, llvm::ArrayRef<double> mean);
/// What was set on the values that `value` is made of by moves, or is the stored form of; nothing where there is none.
std::optional<std::vector<double>> meanOf(mlir::Value value);

/// Sums over showers of products of a heavy op's source [channel][position]: of channels, over all positions, and of
/// positions, over all channels (each scaled alike). Square matrices in C order.
struct SourceCorrelation {
  std::vector<double> channels, positions;
};
void setCorrelation(gan::Heavy heavy, const SourceCorrelation &correlation);
std::optional<SourceCorrelation> correlationOf(gan::Heavy heavy);

/// How many weights of an op without groups add to one result: inputs times taps.
int64_t weightsOfOutput(gan::Heavy heavy);

/// For each phase the sums, over showers and some positions, of products of what its weights [ci][tap] multiply: square
/// matrices in C order.
void setWindowProducts(gan::Heavy heavy, llvm::ArrayRef<std::vector<double>> products);
std::optional<std::vector<std::vector<double>>> windowProductsOf(gan::Heavy heavy);
void eraseWindowProducts(gan::Heavy heavy);

/// Sums over showers and positions of the squares of each channel of a heavy op's source, each shower scaled alike.
void setChannelSquares(gan::Heavy heavy, llvm::ArrayRef<double> squares);
std::optional<std::vector<double>> channelSquaresOf(gan::Heavy heavy);

/// Means and correlations are large, and of no use once weights are quantized.
void eraseLargeStatistics(mlir::ModuleOp module);

/// What was set, or computed from the values of a constant; an error at the value's op when there is none, or
/// when it is not finite.
llvm::FailureOr<ValueStatistics> statisticsOf(mlir::Value value);

void setPrecision(gan::Heavy heavy, Precision precision);
bool hasPrecision(gan::Heavy heavy);
/// An error when there is none.
llvm::FailureOr<Precision> precisionOf(gan::Heavy heavy);

void setQuantized(mlir::ModuleOp module);
bool isQuantized(mlir::ModuleOp module);

} // namespace ganc::quantize

#endif
