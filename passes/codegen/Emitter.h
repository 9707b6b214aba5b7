// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The vocabulary in which kernels are written: 64-bit integers, pointers with byte offsets, and vectors of 16
// words: a cell of 16 showers, or 16 cells of one. Float operations round once and are never contracted or
// reordered. Functions of vectors also take single words.

#ifndef GANC_PASSES_CODEGEN_EMITTER_H
#define GANC_PASSES_CODEGEN_EMITTER_H

#include "dialects/kernel/Targets.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace ganc::codegen {

class Emitter {
public:
  Emitter(mlir::OpBuilder &builder, mlir::Location loc, const kernel::Target &target);

  mlir::OpBuilder &builder;
  const mlir::Location loc;
  const kernel::Target &target;

  const mlir::Type i64Type, i32Type, f32Type, pointerType;
  const mlir::VectorType wordVector, floatVector; // vector<16xi32>, vector<16xf32>

  // 64-bit integers. Sums and products of constants are folded at once, so that a reader of emitted code
  // sees offsets.
  mlir::Value i64(int64_t value);
  mlir::Value add(mlir::Value a, mlir::Value b);
  mlir::Value add(mlir::Value a, int64_t b);
  mlir::Value sub(mlir::Value a, mlir::Value b);
  mlir::Value mul(mlir::Value a, int64_t b);
  mlir::Value divide(mlir::Value nonNegative, int64_t by);
  mlir::Value remainder(mlir::Value nonNegative, int64_t by);
  mlir::Value min(mlir::Value a, mlir::Value b);
  mlir::Value max(mlir::Value a, mlir::Value b);

  // Memory.
  mlir::Value at(mlir::Value pointer, mlir::Value bytes);
  mlir::Value at(mlir::Value pointer, int64_t bytes);
  mlir::Value addressOf(llvm::StringRef symbol);
  mlir::Value load(mlir::Value pointer, mlir::Type type, unsigned alignment);
  void store(mlir::Value value, mlir::Value pointer, unsigned alignment);
  /// Brings the line at `pointer` into all caches; the pointer need not be valid.
  void prefetch(mlir::Value pointer);
  /// The 4-byte scalar at `pointer` in all lanes.
  mlir::Value loadSplat(mlir::Value pointer, mlir::VectorType vector);
  /// `words` of them at `pointer` in the first lanes, 0 in the others.
  mlir::Value loadWords(mlir::Value pointer, mlir::VectorType vector, int64_t words, unsigned alignment);
  /// Stores the first `words` lanes.
  void storeWords(mlir::Value value, mlir::Value pointer, int64_t words, unsigned alignment);

  // Vectors.
  mlir::Value splat(mlir::Value scalar);
  mlir::Value splat(float value);
  mlir::Value splat(int32_t value);
  /// `value` as a word or in every word of a vector, as `type` says.
  mlir::Value words(mlir::Type type, int32_t value);
  mlir::Value bitcast(mlir::Value value, mlir::Type type);
  /// a * b + c with one rounding, whatever the target has.
  mlir::Value fma(mlir::Value a, mlir::Value b, mlir::Value c);
  mlir::Value multiply(mlir::Value a, mlir::Value b);
  /// yes where a > b, no elsewhere and where a or b is NaN.
  mlir::Value selectGreater(mlir::Value a, mlir::Value b, mlir::Value yes, mlir::Value no);
  /// slope absent: value; 0: relu; else leaky relu.
  mlir::Value activate(mlir::Value value, std::optional<float> slope);
  /// zero_point + round_half_even(clamp(value)) as words; `storage` = [low, high, zero point].
  mlir::Value roundToStorage(mlir::Value value, llvm::ArrayRef<int64_t> storage);
  /// Puts `values`, words of stored integers of 4 / `slots` bytes, side by side into each word.
  mlir::Value packSlots(llvm::ArrayRef<mlir::Value> values, int64_t slots);
  /// The stored integer in `slot` of each word: unsigned bytes, signed halves.
  mlir::Value unpackSlot(mlir::Value words, int64_t slot, int64_t slots);

  /// 16 vectors of 16 words become those of the lanes: lane i of vector j goes to lane j of vector i.
  void transpose(llvm::MutableArrayRef<mlir::Value> vectors);

  // Control.
  using Body = llvm::function_ref<void(mlir::Value index)>;
  using Reduction =
      llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::Value index, mlir::ValueRange values)>;
  /// for index = low .. high - 1.
  void loop(mlir::Value low, mlir::Value high, Body body);
  /// The same for 0 .. count - 1; a single iteration is emitted as such.
  void loop(int64_t count, Body body);
  void when(mlir::Value condition, llvm::function_ref<void()> body);
  /// Calls body(first cell, words) so that vectors of `words` words together hold `cells` cells of `lanes`
  /// showers each.
  void forEachVector(int64_t cells, int64_t lanes,
                     llvm::function_ref<void(mlir::Value cell, int64_t words)> body);
  llvm::SmallVector<mlir::Value> reduce(mlir::Value low, mlir::Value high, mlir::ValueRange initial,
                                        Reduction body);
};

/// The symbol of the function that computes fma on targets without it; made by `emitFmaFunction`.
constexpr llvm::StringLiteral kFmaSymbol = "ganc.fma";

} // namespace ganc::codegen

#endif
