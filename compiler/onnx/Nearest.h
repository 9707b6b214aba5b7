// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nearest upsampling by whole factors, as Resize and Upsample write it.

#ifndef GANC_COMPILER_ONNX_NEAREST_H
#define GANC_COMPILER_ONNX_NEAREST_H

#include "compiler/onnx/Binder.h"

namespace ganc::onnx_import {

/// Whether Resize with these modes repeats every entry of an axis `factor` times, dst[i] = src[i / factor].
/// With r = i mod factor, the source coordinate lies at i / factor (rounded down) plus
///
///     asymmetric              r / factor                          in [0, 1)
///     half_pixel (and the     (r + 1/2) / factor - 1/2            in (-1/2, 1/2)
///     pytorch, symmetric forms)
///     tf_half_pixel_for_nn    (r + 1/2) / factor                  in (0, 1)
///
/// so rounding down is right for the first and third, rounding to nearest for the second, and for the first
/// with factor 2 if ties go down. An axis of one entry, or a factor of one, is always repeated.
bool repeatsEntries(llvm::StringRef coordinates, llvm::StringRef rounding, int64_t extent, int64_t factor);

/// Factors of each axis from scales; an error unless they are whole and positive.
mlir::ParseResult readFactors(Binder &node, llvm::ArrayRef<float> scales, std::vector<int64_t> &factors);

/// gan.upsample, or the operand itself when all factors are one.
mlir::LogicalResult defineUpsampled(Binder &node, mlir::Value src, llvm::ArrayRef<int64_t> factors);

} // namespace ganc::onnx_import

#endif
