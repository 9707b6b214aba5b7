// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the 16 lanes of a vector hold in a phase convolution, and what follows from it: how activations,
// weights and parameters are loaded, and where results go. The loop nest (EmitPhaseConv.cpp) is the same.
//
//   showers    lane = shower          activations are cells, weights and parameters single words in all lanes
//   channels   lane = column          activations are single words in all lanes, weights and parameters vectors
//   positions  lane = position        PositionLanes.h

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

/// A position along z of the loop nest (number `position` of those of a phase), or a copy of the only one, or a
/// vector of positions of a plane.
struct Row {
  int64_t phase, position, copy;
};

/// Rows times vectors of columns.
struct Tile {
  llvm::SmallVector<Row> rows;
  int64_t width;
  mlir::Value firstColumn;
  int64_t columns; // that count; the last vector may have less than it holds
  mlir::Value start;
};

class PhaseConvLanes {
public:
  static std::unique_ptr<PhaseConvLanes> create(Emitter &emit, const KernelArguments &arguments,
                                                kernel::PhaseConvOp op, int64_t copies);
  PhaseConvLanes(Emitter &emit, const KernelArguments &arguments, kernel::PhaseConvOp op, int64_t copies);
  virtual ~PhaseConvLanes() = default;

  /// Columns of a phase of y.
  virtual int64_t columns(int64_t phaseY) { return shape.loopPositions(1, dst.y, phaseY); }
  /// Whether taps of y that lie outside the source are skipped.
  virtual bool skipsPaddingY() const { return true; }
  /// Calls `body` with the rows of tiles that together make a column, and the first position of the plane.
  using TileBody = llvm::function_ref<void(llvm::ArrayRef<Row> rows, mlir::Value start)>;
  virtual void forEachTile(const Column &column, TileBody body) = 0;

  /// The activations at z = 0 of the source.
  virtual mlir::Value sourceRow(mlir::Value x, mlir::Value y, mlir::Value group, const Tile &tile);
  /// Bytes from there to what a row of the tile reads at a tap; nothing where that is padding.
  virtual std::optional<int64_t> sourceOffset(const Row &row, int64_t tap) const;
  virtual mlir::Value loadSource(mlir::Value pointer, mlir::VectorType type) = 0;
  /// The weights or parameters of a vector.
  virtual mlir::Value loadColumns(mlir::Value pointer, mlir::VectorType type) = 0;

  /// The bias and multiplier of a vector of columns of the tile in a row of it; null for none.
  virtual mlir::Value bias(const Column &column, const Tile &tile, const Row &row, int64_t vector);
  mlir::Value multiplier(const Column &column, const Tile &tile, const Row &row, int64_t vector);

  /// Stores a row of the tile, given in f32: rounded and packed where the destination holds integers.
  virtual void store(const Column &column, const Tile &tile, const Row &row,
                     llvm::ArrayRef<mlir::Value> vectors) = 0;
  /// After all tiles of a column.
  virtual void finish(const Column &) {}

protected:
  /// Whether the bias differs between positions.
  bool hasField();
  /// The plane of the bias field for position x of the loop nest.
  mlir::Value biasPlane(mlir::Value x);
  /// Whether no result before rounding is beyond 32 bits, whatever the accumulators are.
  bool fitsWord();

  /// Position along z of the loop nest.
  int64_t positionZ(const Row &row) const { return phasesZ() * row.position + row.phase; }
  int64_t phasesZ() const { return axisZ.phases.size(); }

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
