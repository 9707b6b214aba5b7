// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an op of the network costs for one shower, whatever code is made of it: multiply-accumulates and bytes.

#ifndef GANC_COMPILER_NODEWORK_H
#define GANC_COMPILER_NODEWORK_H

#include "dialects/gan/Gan.h"

#include <string>

namespace ganc {

/// Products that the op's definition writes down, those with padding too: every weight at every position (of
/// the source for a transposed convolution, else of the result).
int64_t naiveMultiplyAccumulates(gan::Heavy op);

/// Products that are left when padding is skipped.
int64_t multiplyAccumulates(gan::Heavy op);

/// Constants that the op reads.
int64_t parameterBytes(mlir::Operation *op);

/// What the op makes for one shower, before it is laid out; a reshape makes nothing.
int64_t resultBytes(mlir::Operation *op);

/// "f32", "u8", "s8", "s16": what a tensor's values are stored as.
std::string storageName(mlir::Type tensor);

} // namespace ganc

#endif
