// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the 16 lanes of a vector hold in a phase convolution, and what follows from it: how activations,
// weights and parameters are loaded, and where results go. The loop nest (EmitPhaseConv.cpp) is the same.
//
//   showers    lane = shower          activations are cells, weights and parameters single words in all lanes
//   channels   lane = column          activations are single words in all lanes, weights and parameters vectors

#ifndef GANC_PASSES_CODEGEN_PHASECONVLANES_H
#define GANC_PASSES_CODEGEN_PHASECONVLANES_H

#include "passes/codegen/EmitKernel.h"

namespace ganc::codegen {

/// Range of taps that lie inside the source, and the source position of tap 0.
struct Taps {
  mlir::Value low, high, origin;
};

/// A column of positions along z of the loop nest: phases and positions of x and y.
struct Column {
  int64_t phaseX, phaseY;
  mlir::Value x, y; // number phases * q + p
  Taps tapsX, tapsY;
};

/// Positions of one phase along z, or copies of one position, times vectors of columns.
struct Tile {
  int64_t phase, first, height, width;
  mlir::Value firstColumn;
  int64_t columns; // that count; the last vector may have less than it holds
};

class PhaseConvLanes {
public:
  static std::unique_ptr<PhaseConvLanes> create(Emitter &emit, const KernelArguments &arguments,
                                                kernel::PhaseConvOp op, int64_t copies);
  PhaseConvLanes(Emitter &emit, const KernelArguments &arguments, kernel::PhaseConvOp op, int64_t copies);
  virtual ~PhaseConvLanes() = default;

  /// The activations at z = 0 of a row of the source.
  mlir::Value sourceRow(mlir::Value x, mlir::Value y, mlir::Value group);
  /// Bytes from there to what position `row` of the tile reads at a tap; nothing where that is padding.
  std::optional<int64_t> sourceOffset(const Tile &tile, int64_t row, int64_t tap) const;
  virtual mlir::Value loadSource(mlir::Value pointer, mlir::VectorType type) = 0;
  /// The weights or parameters of a vector.
  virtual mlir::Value loadColumns(mlir::Value pointer, mlir::VectorType type) = 0;

  /// The bias of a vector of columns of the tile at a position of it.
  mlir::Value bias(const Column &column, const Tile &tile, int64_t row, int64_t vector);
  mlir::Value multiplier(const Column &column, const Tile &tile, int64_t vector);

  /// Stores a position of the tile, given in f32: rounded and packed where the destination holds integers.
  virtual void store(const Column &column, const Tile &tile, int64_t row,
                     llvm::ArrayRef<mlir::Value> vectors) = 0;

protected:
  /// Whether no result before rounding is beyond 32 bits, whatever the accumulators are.
  bool fitsWord();

  /// Position along z of the loop nest.
  int64_t positionZ(const Tile &tile, int64_t row) const {
    return copies > 1 ? 0 : static_cast<int64_t>(axisZ.phases.size()) * (tile.first + row) + tile.phase;
  }
  /// Bytes from the first copy of the destination to that of a row of the tile.
  int64_t copyOffset(int64_t row) const { return copies > 1 ? row * dst.bytes() : 0; }

  Emitter &emit;
  mutable kernel::PhaseConvOp op; // ops are handles; their getters are not const
  const int64_t copies;
  const kernel::Extents src, dst;
  const mlir::Value srcBase, dstBase;
  const numerics::PhaseColumns shape;
  const numerics::PhaseAxis axisY, axisZ;

private:
  mlir::Value parameter(llvm::StringRef symbol, mlir::Value element, int64_t vector);
};

} // namespace ganc::codegen

#endif
