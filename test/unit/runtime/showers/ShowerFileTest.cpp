// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What ShowerWriter writes, ShowerReader reads.
#include "runtime/showers/ShowerReader.h"
#include "runtime/showers/ShowerWriter.h"
#include "test/unit/runtime/showers/Folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <thread>

using namespace ganc;
using testing::ElementsAre;

namespace {

const ShowerFormat grid = {{"x", "y", "z"}, {5, 6, 7}, 11, {}};
constexpr int64_t cells = 5 * 6 * 7;

// Shower s has the energies 1000 s + cell and the primary energy 10 + s.
void write(const std::string &path, const ShowerFormat &format, const std::vector<int64_t> &blocks) {
  Result<ShowerWriter> writer = ShowerWriter::create(path, format);
  ASSERT_TRUE(writer) << writer.error().message;
  int64_t first = 0;
  for (int64_t count : blocks) {
    std::vector<float> energies(count * cells);
    std::vector<double> primaries(count), conditions(count * format.conditions.size(), 0.1);
    for (int64_t s = 0; s < count; s++) {
      std::iota(energies.begin() + s * cells, energies.begin() + (s + 1) * cells, float(1000 * (first + s)));
      primaries[s] = double(10 + first + s);
    }
    const Result<Done> appended = writer->append(count, energies.data(), primaries.data(), conditions.data());
    ASSERT_TRUE(appended) << appended.error().message;
    first += count;
  }
  EXPECT_EQ(writer->written(), first);
  EXPECT_TRUE(writer->close());
}

TEST(ShowerFile, ReadsBackWhatWasWritten) {
  const Folder folder;
  write(folder.file("a.h5"), grid, {64, 64, 22});
  const Result<ShowerReader> reader = ShowerReader::open(folder.file("a.h5"));
  ASSERT_TRUE(reader) << reader.error().message;
  EXPECT_EQ(reader->showers(), 150);
  EXPECT_THAT(reader->shape(), ElementsAre(5, 6, 7));
  const Result<ShowerBlock> block = reader->read(60, 90);
  ASSERT_TRUE(block) << block.error().message;
  EXPECT_EQ(block->particles[3], 11);
  EXPECT_TRUE(block->conditions.empty());
  for (int64_t s = 0; s < 90; s++) {
    ASSERT_EQ(block->primaries[s], float(70 + s));
    ASSERT_EQ(block->energies[s * cells + 209], float(1000 * (60 + s) + 209));
  }
}

TEST(ShowerFile, KeepsConditionsBesideTheEnergy) {
  const Folder folder;
  ShowerFormat format = grid;
  format.conditions = {"energy", "theta"};
  write(folder.file("a.h5"), format, {3});
  const Result<ShowerReader> reader = ShowerReader::open(folder.file("a.h5"));
  ASSERT_TRUE(reader) << reader.error().message;
  EXPECT_THAT(reader->read(1, 2)->conditions, ElementsAre(0.1, 0.1, 0.1, 0.1));
}

TEST(ShowerFile, MayBeEmpty) {
  const Folder folder;
  write(folder.file("a.h5"), grid, {});
  const Result<ShowerReader> reader = ShowerReader::open(folder.file("a.h5"));
  ASSERT_TRUE(reader) << reader.error().message;
  EXPECT_EQ(reader->showers(), 0);
  EXPECT_TRUE(reader->read(0, 0));
}

TEST(ShowerFile, HasEqualBytesForEqualShowersAtAnotherTime) {
  const Folder folder;
  write(folder.file("a.h5"), grid, {64, 10});
  std::this_thread::sleep_for(std::chrono::milliseconds(1100)); // HDF5's time stamps count seconds
  write(folder.file("b.h5"), grid, {64, 10});
  EXPECT_EQ(bytes(folder.file("a.h5")), bytes(folder.file("b.h5")));
}

TEST(ShowerFile, HoldsNothingOfWhatWasReserved) {
  const Folder folder;
  write(folder.file("a.h5"), grid, {64});
  const size_t data = 64 * (cells + 2) * sizeof(float);
  EXPECT_LT(bytes(folder.file("a.h5")).size(), data + 20000);
}

TEST(ShowerFile, ReplacesAnOlderFile) {
  const Folder folder;
  write(folder.file("a.h5"), grid, {64, 64});
  write(folder.file("a.h5"), grid, {2});
  EXPECT_EQ(ShowerReader::open(folder.file("a.h5"))->showers(), 2);
}

TEST(ShowerFile, IsWholeAfterEveryBlock) {
  const Folder folder;
  Result<ShowerWriter> writer = ShowerWriter::create(folder.file("a.h5"), grid);
  ASSERT_TRUE(writer);
  const std::vector<float> energies(64 * cells, 1.5f);
  const std::vector<double> primaries(64, 10);
  for (int64_t block = 1; block <= 3; block++) {
    ASSERT_TRUE(writer->append(64, energies.data(), primaries.data(), nullptr));
    // As a killed process would leave it: a copy of the bytes.
    std::filesystem::copy_file(folder.file("a.h5"), folder.file("killed.h5"),
                               std::filesystem::copy_options::overwrite_existing);
    const Result<ShowerReader> reader = ShowerReader::open(folder.file("killed.h5"));
    ASSERT_TRUE(reader) << reader.error().message;
    EXPECT_EQ(reader->showers(), 64 * block);
    EXPECT_EQ(reader->read(0, 64 * block)->energies.back(), 1.5f);
  }
}

} // namespace
