// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "ganc/metadata.h"

// FlatBuffers asserts, rather than fails, on buffers that its offsets cannot span.
static bool hasPlausibleSize(const ganc_model &model) {
  return model.metadata && model.metadata_bytes < FLATBUFFERS_MAX_BUFFER_SIZE;
}

const ganc::metadata::Model *ganc::readMetadata(const ganc_model &model) {
  if (!hasPlausibleSize(model))
    return nullptr;
  flatbuffers::Verifier verifier(model.metadata, model.metadata_bytes);
  return metadata::VerifyModelBuffer(verifier) ? metadata::GetModel(model.metadata) : nullptr;
}

const char *ganc_description_text(const ganc_model *model) {
  const ganc::metadata::Model *facts = ganc::readMetadata(*model);
  return facts && facts->description() ? facts->description()->c_str() : nullptr;
}
