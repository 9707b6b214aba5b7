// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads what an artifact says about itself (metadata.fbs). Nothing is copied: what is returned lives as long
// as the artifact is loaded, is constant, and may be read from any number of threads. Throws nothing.

#ifndef GANC_METADATA_H
#define GANC_METADATA_H

#include "ganc/abi.h"
#include "ganc/metadata_generated.h"

namespace ganc {

/// The verified metadata, or null when there is none or it is damaged. Verifies on every call.
const metadata::Model *readMetadata(const ganc_model &model);

} // namespace ganc

extern "C" {

/// The text of the generator description, null-terminated; null when the model has none.
const char *ganc_description_text(const ganc_model *model);
}

#endif
