// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the conversions from gan to kernel share: the buffer of each tensor, and data symbols.

#ifndef GANC_PASSES_SCHEDULE_KERNELBUILDER_H
#define GANC_PASSES_SCHEDULE_KERNELBUILDER_H

#include "dialects/gan/Gan.h"
#include "dialects/kernel/Kernel.h"
#include "dialects/numerics/CellLayout.h"

#include "mlir/IR/SymbolTable.h"

namespace ganc::schedule {

/// The layout of a tensor in cells, from its element type and its shape without the batch.
numerics::CellLayout layoutOf(mlir::Type tensor);

/// [low, high, zero point] of a quantized tensor, null for f32.
mlir::DenseI64ArrayAttr storageOf(mlir::Type tensor);

/// `buffer` holds `[x][y][groups][z][16][slots]`.
mlir::MemRefType bufferType(const numerics::CellLayout &layout, mlir::Type tensor);

class KernelBuilder {
public:
  /// Ops go to the end of `program`.
  KernelBuilder(mlir::ModuleOp module, mlir::func::FuncOp program);

  mlir::OpBuilder builder;

  mlir::Value makeBuffer(mlir::Location loc, mlir::Type tensor);
  mlir::Value makeBuffer(mlir::Location loc, mlir::MemRefType type);

  /// The buffer of a tensor that was converted before.
  mlir::Value operator[](mlir::Value tensor) const { return buffers.lookup(tensor); }
  bool isConverted(mlir::Value tensor) const { return buffers.contains(tensor); }
  void bind(mlir::Value tensor, mlir::Value buffer) { buffers[tensor] = buffer; }

  /// A symbol NAME.what (made unique) for words or floats; `loc` gives NAME.
  mlir::FlatSymbolRefAttr addData(mlir::Location loc, llvm::StringRef what, llvm::ArrayRef<float> values);
  mlir::FlatSymbolRefAttr addData(mlir::Location loc, llvm::StringRef what, llvm::ArrayRef<uint32_t> words);
  /// Words of elements of 4 bytes.
  mlir::FlatSymbolRefAttr addData(mlir::Location loc, llvm::StringRef what, llvm::ArrayRef<uint32_t> words,
                                  mlir::Type element);

private:
  mlir::FlatSymbolRefAttr addData(mlir::Location loc, llvm::StringRef what, mlir::Type element, int64_t count,
                                  llvm::ArrayRef<char> raw);

  mlir::SymbolTable symbols;
  llvm::DenseMap<mlir::Value, mlir::Value> buffers;
};

/// Conversions by family of ops; each binds the op's result. Failure has emitted a diagnostic.
mlir::LogicalResult convertHeavy(KernelBuilder &kernels, gan::Heavy op);
mlir::LogicalResult convertMove(KernelBuilder &kernels, gan::Move op);
mlir::LogicalResult convertMap(KernelBuilder &kernels, mlir::Operation *op);

} // namespace ganc::schedule

#endif
