// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tensor data kept in a file beside the model.

#ifndef GANC_COMPILER_ONNX_EXTERNALDATA_H
#define GANC_COMPILER_ONNX_EXTERNALDATA_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>

namespace ganc::onnx_import {

/// Bytes [offset, offset + length) of `location`, a path relative to `folder`. An error when the path is
/// absolute, names a parent, leads outside of the folder through a symbolic link, is no regular file, or
/// when the file ends before the range does.
llvm::Expected<std::string> readExternalData(llvm::StringRef folder, llvm::StringRef location,
                                             uint64_t offset, uint64_t length);

} // namespace ganc::onnx_import

#endif
