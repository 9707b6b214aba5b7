// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/sampling/Counter.h"
#include "runtime/sampling/Normal.h"
#include "runtime/showers/ShowerReader.h"
#include "test/unit/runtime/showers/Folder.h"
#include "test/unit/tools/generate/FakeModel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace ganc;
using testing::HasSubstr;

namespace {

ShowerBlock showersOf(const std::string &path) {
  const Result<ShowerReader> reader = ShowerReader::open(path);
  EXPECT_TRUE(reader) << reader.error().message;
  return *reader->read(0, reader->showers());
}

TEST(Generate, MakesTheSameFileWithAnyNumberOfThreads) {
  const Folder folder;
  for (const char *threads : {"1", "2", "3", "7"})
    ASSERT_EQ(fake::generate({"-n", "1000", "--seed", "5", "--threads", threads, "-o", folder.file(threads)}),
              0);
  const std::string one = bytes(folder.file("1"));
  EXPECT_GT(one.size(), size_t(1000 * fake::cells * 4));
  for (const char *threads : {"2", "3", "7"})
    EXPECT_EQ(bytes(folder.file(threads)), one) << threads << " threads";
}

TEST(Generate, MakesTheSameShowersHoweverTheRunIsCut) {
  const Folder folder;
  ASSERT_EQ(fake::generate({"-n", "1000", "--seed", "5", "-o", folder.file("whole")}), 0);
  const ShowerBlock whole = showersOf(folder.file("whole"));
  for (int first : {500, 37, 999}) {
    const int count = std::min(500, 1000 - first);
    ASSERT_EQ(fake::generate({"-n", std::to_string(count), "--seed", "5", "--first", std::to_string(first),
                              "--threads", "2", "-o", folder.file("part")}),
              0);
    const ShowerBlock part = showersOf(folder.file("part"));
    ASSERT_EQ(part.primaries.size(), size_t(count));
    EXPECT_TRUE(
        std::equal(part.energies.begin(), part.energies.end(), whole.energies.begin() + first * fake::cells));
    EXPECT_TRUE(std::equal(part.primaries.begin(), part.primaries.end(), whole.primaries.begin() + first));
    EXPECT_TRUE(
        std::equal(part.conditions.begin(), part.conditions.end(), whole.conditions.begin() + 2 * first));
  }
}

TEST(Generate, FeedsTheNetworkAsDescribed) {
  const Folder folder;
  ASSERT_EQ(
      fake::generate({"-n", "3", "--seed", "9", "--energy=2000", "--angle", "45", "-o", folder.file("a.h5")}),
      0);
  const ShowerBlock showers = showersOf(folder.file("a.h5"));
  EXPECT_EQ(showers.primaries[2], 2); // GeV
  EXPECT_EQ(showers.particles[2], 11);
  EXPECT_THAT(showers.conditions, testing::ElementsAre(2000, 45, 2000, 45, 2000, 45));
  const float z = float(normalQuantile(Draws(9, 2, 1).uniform(3)));
  const float energy = 2 + z * 11;
  EXPECT_EQ(showers.energies[2 * fake::cells + 11], energy < 1e-6f ? 0 : energy);
}

TEST(Generate, DrawsFromTheRangeThatIsAskedFor) {
  const Folder folder;
  ASSERT_EQ(fake::generate({"-n", "300", "--energy=2000:3000", "-o", folder.file("a.h5")}), 0);
  const ShowerBlock showers = showersOf(folder.file("a.h5"));
  const auto [least, most] = std::minmax_element(showers.primaries.begin(), showers.primaries.end());
  EXPECT_GE(*least, 2);
  EXPECT_LE(*most, 3);
  EXPECT_GT(*most - *least, 0.9);
}

TEST(Generate, MakesAnEmptyFileOfNoShowers) {
  const Folder folder;
  ASSERT_EQ(fake::generate({"-n", "0", "-o", folder.file("a.h5")}), 0);
  EXPECT_EQ(ShowerReader::open(folder.file("a.h5"))->showers(), 0);
}

TEST(Generate, AcceptsTheLastShowerNumbers) {
  const Folder folder;
  EXPECT_EQ(fake::generate({"-n", "1", "--first", "18446744073709551614", "-o", folder.file("a.h5")}), 0);
}

TEST(Generate, PrintsHelpWithEveryConditionAndVersion) {
  testing::internal::CaptureStdout();
  EXPECT_EQ(fake::generate({"--help"}), 0);
  const std::string help = testing::internal::GetCapturedStdout();
  for (const char *part :
       {"-n", "--seed", "--first", "--threads", "-o", "fake.h5", "--energy", "--angle", "1000:500000"})
    EXPECT_THAT(help, HasSubstr(part));
  testing::internal::CaptureStdout();
  EXPECT_EQ(fake::generate({"--version"}), 0);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "fake-generate (ganc 0)\n");
}

TEST(Generate, SumsUpOnStderrWithoutAProgressBarInAPipe) {
  const Folder folder;
  testing::internal::CaptureStderr();
  ASSERT_EQ(fake::generate({"-n", "100", "-o", folder.file("a.h5")}), 0);
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, testing::StartsWith("100 showers in "));
  EXPECT_THAT(said, HasSubstr(" us/shower, in " + folder.file("a.h5") + "\n"));
}

} // namespace
