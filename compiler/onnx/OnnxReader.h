// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads an ONNX file into plain structs. Whatever the bytes are, the answer is a model or a report.

#ifndef GANC_COMPILER_ONNX_ONNXREADER_H
#define GANC_COMPILER_ONNX_ONNXREADER_H

#include "compiler/onnx/OnnxModel.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>

namespace ganc::onnx_import {

/// Receives the name of the node or tensor at fault ("" when it is the file) and what is wrong.
using Report = llvm::function_ref<void(const std::string &where, const std::string &message)>;

/// The model in `path`, with external data loaded. Names and shapes are not yet checked against each
/// other; tensors hold as many values as their shapes say. Nothing, after one report, on error.
std::optional<OnnxModel> readOnnx(llvm::StringRef path, Report report);

/// The same from bytes; `folder` holds external data.
std::optional<OnnxModel> parseOnnx(llvm::StringRef bytes, llvm::StringRef folder, Report report);

} // namespace ganc::onnx_import

#endif
