// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads a piece of a network's input. Throws DescriptionError; private to the parser.

#ifndef GANC_RUNTIME_SAMPLING_PIECEPARSER_H
#define GANC_RUNTIME_SAMPLING_PIECEPARSER_H

#include "runtime/sampling/Description.h"
#include "runtime/sampling/TomlReader.h"

namespace ganc {

// The conditions of `description` are already read.
Piece parsePiece(const toml::table &table, const Description &description);

// The index of the condition that the text under `key` names.
int conditionNamed(TomlReader &reader, std::string_view key, const Description &description);

} // namespace ganc

#endif
