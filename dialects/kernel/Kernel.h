// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernel dialect: loop nests on buffers. Documentation of ops is in KernelOps.td.

#ifndef GANC_DIALECTS_KERNEL_KERNEL_H
#define GANC_DIALECTS_KERNEL_KERNEL_H

#include "dialects/numerics/PhaseColumns.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dialects/kernel/KernelDialect.h.inc"
#include "dialects/kernel/KernelEnums.h.inc"

namespace ganc::kernel {

/// 4-byte words of a vector, its bytes, to which buffers are aligned, and those of a word.
constexpr int64_t kLanes = 16, kVectorBytes = 64, kWordBytes = 4;

} // namespace ganc::kernel

#define GET_ATTRDEF_CLASSES
#include "dialects/kernel/KernelAttributes.h.inc"

#define GET_OP_CLASSES
#include "dialects/kernel/KernelOps.h.inc"

namespace ganc::kernel {

/// Extents of a buffer, from its type.
struct Extents {
  explicit Extents(mlir::Value buffer);
  int64_t x, y, groups, z, lanes, slots;
  int64_t cells() const { return x * y * groups * z; }
  int64_t cellBytes() const { return lanes * kWordBytes; }
  int64_t bytes() const { return cells() * cellBytes(); }
  int64_t planeBytes() const { return bytes() / x; }
};

/// The buffer that a value is, or is a view of.
BufferOp bufferOf(mlir::Value buffer);

/// Copies of the buffer that a value is, or is a view of: 1, or one for each block of showers.
int64_t copiesOf(mlir::Value buffer);

/// The planes of x that are kept of a buffer, 0 where it is whole.
int64_t keptPlanes(mlir::Value buffer);

/// The 4-byte words of a data op, in order, whatever attribute holds them.
std::vector<uint32_t> wordsOf(DataOp data);

/// Sources in the table of `kernel.move` that are no buffer.
constexpr int32_t kZeroValue = -1, kAnyValue = -2;

/// Names on functions of level 3.
constexpr llvm::StringLiteral kTargetAttr = "kernel.target", kScheduleAttr = "kernel.schedule";
constexpr llvm::StringLiteral kArenaBytesAttr = "kernel.arena_bytes", kCostAttr = "kernel.cost";

/// Names on run functions of level 4: up to how many showers they need less memory, and how much.
constexpr llvm::StringLiteral kTailAttr = "kernel.tail", kTailBytesAttr = "kernel.tail_bytes";

/// Names on the module, of what the model table is made from (`kernel-emit-model-table`).
constexpr llvm::StringLiteral kInputsAttr = "kernel.inputs", kOutputsAttr = "kernel.outputs";
constexpr llvm::StringLiteral kConditionsAttr = "kernel.conditions", kMetadataAttr = "kernel.metadata";

} // namespace ganc::kernel

#endif
