// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Neighboring positions of a flat plane in the lanes (dialects/numerics/FlatPlane.h).
//
//   rows of a tile     vectors of positions q_y * pitch + q_z of one phase, from `start` on
//   activations        vectors of the flat source, further by a constant for each tap; none is padding
//   results            go to scratch, [phase of z][group][position], whole vectors; when a plane of phases (x, y)
//                      is complete, its rows go to the destination, phases of z in turn:
//                        dst[.., u * q_y + p_y, group, u_z * q_z + p_z] = scratch[p_z][group][q_y * pitch + q_z]

#ifndef GANC_PASSES_CODEGEN_POSITIONLANES_H
#define GANC_PASSES_CODEGEN_POSITIONLANES_H

#include "passes/codegen/PhaseConvLanes.h"

namespace ganc::codegen {

class PositionLanes : public PhaseConvLanes {
public:
  PositionLanes(Emitter &emit, const KernelArguments &arguments, kernel::PhaseConvOp op);

  int64_t columns(int64_t phaseY) override;
  bool skipsPaddingY() const override { return false; }
  void forEachTile(const Column &column, TileBody body) override;
  mlir::Value sourceRow(mlir::Value x, mlir::Value y, mlir::Value group, const Tile &tile) override;
  std::optional<int64_t> sourceOffset(const Row &row, int64_t tap) const override;
  mlir::Value loadSource(mlir::Value pointer, mlir::VectorType type) override;
  mlir::Value loadColumns(mlir::Value pointer, mlir::VectorType type) override;
  mlir::Value bias(const Column &column, const Tile &tile, const Row &row, int64_t vector) override;
  void store(const Column &column, const Tile &tile, const Row &row,
             llvm::ArrayRef<mlir::Value> vectors) override;
  void finish(const Column &column) override;

private:
  /// The first position of a row.
  mlir::Value position(const Tile &tile, const Row &row);
  void storeRow(const Column &column, mlir::Value y, mlir::Value group);
  llvm::SmallVector<mlir::Value> interleave(llvm::ArrayRef<mlir::Value> phases);

  const kernel::Extents scratch;
  const mlir::Value scratchBase;
  const int64_t pitch, lead;
  const bool fits = fitsWord();
};

} // namespace ganc::codegen

#endif
