// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the compiler knows of an artifact, as the bytes that go into its section .ganc.metadata (schema and
// meaning of the fields: runtime/include/ganc/metadata.fbs). No MLIR types.

#ifndef GANC_COMPILER_TARGET_METADATA_H
#define GANC_COMPILER_TARGET_METADATA_H

#include "ganc/metadata.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ganc {

/// A plain struct with the fields of the schema's Model. Required strings may be empty, required tables not
/// null.
using ModelFacts = metadata::ModelT;

/// A FlatBuffer; equal facts give equal bytes. Must lie at a multiple of 8 bytes to be read.
std::vector<uint8_t> packMetadata(const ModelFacts &facts);

/// In hexadecimal, as sha256sum prints it.
std::string sha256(std::string_view bytes);

} // namespace ganc

#endif
