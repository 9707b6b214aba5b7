// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "compiler/target/Metadata.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"

std::vector<uint8_t> ganc::packMetadata(const ModelFacts &facts) {
  flatbuffers::FlatBufferBuilder builder;
  metadata::FinishModelBuffer(builder, metadata::Model::Pack(builder, &facts));
  return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
}

std::string ganc::sha256(std::string_view bytes) {
  llvm::ArrayRef data(reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size());
  return llvm::toHex(llvm::SHA256::hash(data), /*LowerCase=*/true);
}
