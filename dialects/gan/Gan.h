// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The gan dialect: the network on tensors. Documentation of ops is in GanOps.td.

#ifndef GANC_DIALECTS_GAN_GAN_H
#define GANC_DIALECTS_GAN_GAN_H

#include "dialects/numerics/Tensor.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Quant/IR/Quant.h"
#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include <vector>

namespace ganc::gan {
/// Where an element of a `Move`'s result comes from; operand -1 means zero.
struct MoveSource {
  int32_t operand;
  int64_t element;
};

/// How f32 tensors are evaluated: in float64 (level 1), or in float32 with one rounding for each named
/// step, in the order of emitted code (level 2).
enum class Arithmetic { Float64, Float32 };
} // namespace ganc::gan

#include "dialects/gan/GanDialect.h.inc"
#include "dialects/gan/GanEnums.h.inc"

#include "dialects/gan/GanInterfaces.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/gan/GanAttributes.h.inc"

#define GET_OP_CLASSES
#include "dialects/gan/GanOps.h.inc"

#endif
