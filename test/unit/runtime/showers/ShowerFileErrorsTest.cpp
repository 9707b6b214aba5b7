// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bad files and full disks end in a diagnostic, and leave what was whole.
#include "runtime/showers/ShowerReader.h"
#include "runtime/showers/ShowerWriter.h"
#include "runtime/showers/TensorFile.h"
#include "test/unit/runtime/showers/Folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <sys/resource.h>

using namespace ganc;
using testing::HasSubstr;

namespace {

constexpr int64_t cells = 1000;
const ShowerFormat line = {{"x"}, {cells}, 22, {}};
const std::vector<float> energies(64 * cells, 0.25f);
const std::vector<double> primaries(64, 100);

std::string readingError(const std::string &path) {
  const Result<ShowerReader> reader = ShowerReader::open(path);
  return reader ? "" : reader.error().message;
}

std::string writingError(const std::string &path) {
  const Result<ShowerWriter> writer = ShowerWriter::create(path, line);
  return writer ? "" : writer.error().message;
}

void writeBlocks(const std::string &path, int blocks) {
  Result<ShowerWriter> writer = ShowerWriter::create(path, line);
  ASSERT_TRUE(writer) << writer.error().message;
  for (int block = 0; block < blocks; block++)
    ASSERT_TRUE(writer->append(64, energies.data(), primaries.data(), nullptr));
  ASSERT_TRUE(writer->close());
}

// Limits the size of files for as long as it lives.
struct SizeLimit {
  explicit SizeLimit(rlim_t size) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit limit{size, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SizeLimit() { setrlimit(RLIMIT_FSIZE, &before); }
  rlimit before;
};

TEST(ShowerWriter, LeavesTheEarlierShowersReadableWhenTheDiskIsFull) {
  const Folder folder;
  for (rlim_t size : {700000, 1000000, 1037000, 1500000}) {
    int64_t written = 0;
    {
      const SizeLimit limit(size);
      Result<ShowerWriter> writer = ShowerWriter::create(folder.file("a.h5"), line);
      ASSERT_TRUE(writer) << writer.error().message;
      Result<Done> appended = Done{};
      for (int block = 0; appended && block < 20; block++)
        appended = writer->append(64, energies.data(), primaries.data(), nullptr);
      ASSERT_FALSE(appended) << "limit " << size;
      EXPECT_THAT(appended.error().message,
                  HasSubstr("cannot write " + folder.file("a.h5") + ": File too large"));
      written = writer->written();
      EXPECT_TRUE(writer->close());
    }
    const Result<ShowerReader> reader = ShowerReader::open(folder.file("a.h5"));
    ASSERT_TRUE(reader) << reader.error().message;
    EXPECT_GT(written, 0);
    EXPECT_EQ(reader->showers(), written);
    EXPECT_EQ(reader->read(0, written)->energies, std::vector<float>(written * cells, 0.25f));
  }
}

// Large showers have chunks of few: what fits of a block is kept, to the chunk.
TEST(ShowerWriter, KeepsAsManyShowersOfABlockAsFit) {
  const Folder folder;
  const ShowerFormat grid = {{"x", "y", "z"}, {25, 25, 25}, 11, {}};
  const std::vector<float> block(64 * 25 * 25 * 25, 0.5f);
  Result<ShowerWriter> writer = ShowerWriter::create(folder.file("a.h5"), grid);
  ASSERT_TRUE(writer);
  {
    const SizeLimit limit(2500000);
    EXPECT_FALSE(writer->append(64, block.data(), primaries.data(), nullptr));
  }
  EXPECT_EQ(writer->written(), 32); // two chunks of 16 showers of 62500 bytes
  EXPECT_TRUE(writer->close());
  const Result<ShowerReader> reader = ShowerReader::open(folder.file("a.h5"));
  ASSERT_TRUE(reader) << reader.error().message;
  EXPECT_EQ(reader->showers(), 32);
}

TEST(ShowerWriter, TakesNothingMoreAfterAnError) {
  const Folder folder;
  Result<ShowerWriter> writer = ShowerWriter::create(folder.file("a.h5"), line);
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer->append(64, energies.data(), primaries.data(), nullptr));
  {
    const SizeLimit limit(300000);
    EXPECT_FALSE(writer->append(64, energies.data(), primaries.data(), nullptr));
  }
  EXPECT_FALSE(writer->append(64, energies.data(), primaries.data(), nullptr));
  EXPECT_EQ(writer->written(), 64);
}

TEST(ShowerWriter, LeavesNoFileWithoutShowers) {
  const Folder folder;
  {
    const SizeLimit limit(1000);
    EXPECT_THAT(writingError(folder.file("a.h5")), HasSubstr("File too large"));
  }
  EXPECT_FALSE(std::filesystem::exists(folder.file("a.h5")));
}

TEST(ShowerWriter, SaysWhyItCannotCreateAFile) {
  const Folder folder;
  EXPECT_EQ(writingError(folder.file("no/a.h5")),
            "cannot write " + folder.file("no/a.h5") + ": No such file or directory");
  EXPECT_THAT(writingError(folder.path), HasSubstr("it exists and is not a regular file"));
  EXPECT_THAT(writingError("/dev/full"), HasSubstr("it exists and is not a regular file"));
}

TEST(ShowerReader, RejectsFilesThatAreNoHdf5) {
  const Folder folder;
  EXPECT_EQ(readingError(folder.file("a.h5")),
            "cannot read " + folder.file("a.h5") + ": No such file or directory");
  std::ofstream(folder.file("text.h5")) << "no showers here";
  EXPECT_THAT(readingError(folder.file("text.h5")), HasSubstr("text.h5 is not a whole HDF5 file"));
  std::ofstream(folder.file("empty.h5"));
  EXPECT_THAT(readingError(folder.file("empty.h5")), HasSubstr("empty.h5 is not a whole HDF5 file"));
  EXPECT_THAT(readingError(folder.path), HasSubstr("is not a whole HDF5 file"));
}

TEST(ShowerReader, RejectsAFileCutShortAnywhere) {
  const Folder folder;
  writeBlocks(folder.file("a.h5"), 3);
  const std::string whole = bytes(folder.file("a.h5"));
  for (size_t part = 1; part < 20; part++) {
    std::ofstream(folder.file("cut.h5"), std::ios::binary) << whole.substr(0, whole.size() * part / 20);
    EXPECT_THAT(readingError(folder.file("cut.h5")), HasSubstr("is not a whole HDF5 file: truncated file"));
  }
}

TEST(ShowerReader, RejectsShowersBeyondTheEnd) {
  const Folder folder;
  writeBlocks(folder.file("a.h5"), 1);
  const Result<ShowerReader> reader = ShowerReader::open(folder.file("a.h5"));
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->read(60, 5).error().message,
            folder.file("a.h5") + " has 64 showers, 5 from 60 were asked for");
  EXPECT_FALSE(reader->read(-1, 1));
  EXPECT_FALSE(reader->read(1, INT64_MAX));
}

TEST(ShowerReader, RejectsOtherLayouts) {
  const Folder folder;
  const auto errorOf = [&](const std::vector<Tensor> &tensors) {
    EXPECT_TRUE(writeTensors(folder.file("a.h5"), tensors));
    return readingError(folder.file("a.h5"));
  };
  const Tensor ecal{"ECAL", 2, {3}, std::vector<float>(6)};
  EXPECT_THAT(errorOf({{"y", 2, {3}, std::vector<float>(6)}}), HasSubstr("has no dataset 'ECAL'"));
  EXPECT_THAT(errorOf({ecal}), HasSubstr("has no dataset 'target'"));
  EXPECT_THAT(errorOf({ecal, {"target", 3, {2}, std::vector<float>(6)}}),
              HasSubstr("dataset 'target' has 3 showers, expected 2 as in 'ECAL'"));
  EXPECT_THAT(errorOf({ecal, {"target", 2, {}, std::vector<float>(2)}}),
              HasSubstr("'target' is not [shower, 2]"));
  EXPECT_THAT(errorOf({ecal, {"target", 2, {1}, std::vector<float>(2)}}),
              HasSubstr("'target' is not [shower, 2]"));
  EXPECT_THAT(errorOf({{"ECAL", 2, {}, std::vector<float>(2)}, {"target", 2, {2}, std::vector<float>(4)}}),
              HasSubstr("'ECAL' has one axis"));
}

} // namespace
