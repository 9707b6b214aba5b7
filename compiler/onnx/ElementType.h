// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ONNX element types as stored in raw little-endian bytes, and their conversion to float32 or int64.

#ifndef GANC_COMPILER_ONNX_ELEMENTTYPE_H
#define GANC_COMPILER_ONNX_ELEMENTTYPE_H

#include "compiler/onnx/OnnxModel.h"

#include "llvm/ADT/StringRef.h"

namespace ganc::onnx_import {

/// One element type: its number in TensorProto.DataType, its name, and its size in bytes.
struct ElementType {
  int number;
  const char *name;
  int bytes;
  bool isFloat;
};

/// The type of this number; null when it is unknown or unsupported (strings, complex, 4- and 8-bit floats).
const ElementType *findElementType(int number);

/// Decodes a whole number of elements: to float32 (rounded to nearest) or int64.
decltype(OnnxTensor::values) decodeElements(const ElementType &type, llvm::StringRef bytes);

} // namespace ganc::onnx_import

#endif
