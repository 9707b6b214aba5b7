// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is in the table is checked before it is believed.
#include "ganc/metadata.h"

#include <gtest/gtest.h>

#include <vector>

using namespace ganc;

namespace {

std::vector<uint8_t> pack(const char *description) {
  metadata::ModelT facts;
  facts.name = "m";
  facts.description = description;
  flatbuffers::FlatBufferBuilder builder;
  metadata::FinishModelBuffer(builder, metadata::Model::Pack(builder, &facts));
  return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
}

ganc_model tableWith(const std::vector<uint8_t> &bytes) {
  ganc_model model = {};
  model.metadata = bytes.data();
  model.metadata_bytes = bytes.size();
  return model;
}

TEST(Metadata, givesTheDescriptionThatWasPacked) {
  const std::vector<uint8_t> bytes = pack("[generator]\n");
  const ganc_model model = tableWith(bytes);
  EXPECT_STREQ(ganc_description_text(&model), "[generator]\n");
}

TEST(Metadata, hasNoDescriptionWhenTheModelHasNone) {
  const std::vector<uint8_t> bytes = pack("");
  const ganc_model model = tableWith(bytes);
  ASSERT_NE(readMetadata(model), nullptr);
  EXPECT_EQ(ganc_description_text(&model), nullptr);
}

TEST(Metadata, isNullInATableWithoutAny) {
  const ganc_model model = {};
  EXPECT_EQ(readMetadata(model), nullptr);
  EXPECT_EQ(ganc_description_text(&model), nullptr);
}

TEST(Metadata, isNullWhenCutShortAnywhere) {
  const std::vector<uint8_t> whole = pack("text");
  for (size_t size = 0; size + 1 < whole.size(); size++) {
    // A copy of the exact size, so that a sanitizer sees any read beyond it.
    const std::vector<uint8_t> cut(whole.begin(), whole.begin() + size);
    const ganc_model model = tableWith(cut);
    if (const metadata::Model *facts = readMetadata(model))
      EXPECT_EQ(facts->name()->str(), "m"); // only padding was cut
  }
  const std::vector<uint8_t> half(whole.begin(), whole.begin() + whole.size() / 2);
  EXPECT_EQ(readMetadata(tableWith(half)), nullptr);
}

TEST(Metadata, isNullWhenItIsSomethingElse) {
  std::vector<uint8_t> bytes = pack("text");
  bytes[4] ^= 1; // the file identifier
  EXPECT_EQ(readMetadata(tableWith(bytes)), nullptr);
}

TEST(Metadata, isNullWhenItsSizeIsAbsurd) {
  const std::vector<uint8_t> bytes = pack("text");
  ganc_model model = tableWith(bytes);
  model.metadata_bytes = UINT64_MAX;
  EXPECT_EQ(readMetadata(model), nullptr);
}

} // namespace
