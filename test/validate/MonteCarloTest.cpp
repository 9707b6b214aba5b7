// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The validator judged on real showers: 1000 against 1000 of the reference Monte Carlo, which stays outside
// of the repository ($GANC_MODELS/../reference, else ../shared/reference beside the source tree). Without it
// the tests are skipped.
#include "runtime/showers/ShowerReader.h"
#include "test/validate/Distortions.h"
#include "tools/ganc-validate/Validation.h"

#include <cstdlib>
#include <filesystem>
#include <gmock/gmock.h>

using namespace ganc;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

namespace {

constexpr std::int64_t n = 1000;

std::filesystem::path monteCarlo() {
  const char *models = std::getenv("GANC_MODELS");
  std::filesystem::path folder = models
                                     ? std::filesystem::path(models) / ".." / "reference"
                                     : std::filesystem::path(GANC_SOURCE_DIR) / ".." / "shared" / "reference";
  return folder / "mc-siw-continuous.h5";
}

class MonteCarlo : public testing::Test {
protected:
  Showers a = {}, b = {};

  void SetUp() override {
    if (!std::filesystem::exists(monteCarlo()))
      GTEST_SKIP() << monteCarlo() << " is absent";
    Result<ShowerReader> reader = ShowerReader::open(monteCarlo().string());
    ASSERT_TRUE(reader) << reader.error().message;
    a = read(*reader, 0);
    b = read(*reader, n);
  }

  static Showers read(const ShowerReader &reader, std::int64_t first) {
    Result<ShowerBlock> block = reader.read(first, n);
    if (!block)
      return {};
    std::vector<double> energies(block->primaries.begin(), block->primaries.end());
    return {{25, 25, 25}, std::move(block->energies), std::move(energies)};
  }

  std::vector<std::string> failures(const Showers &bad) const {
    Result<Report> report = validate({}, {sampleOf(a), sampleOf(bad)});
    if (!report)
      return {report.error().message};
    std::vector<std::string> names;
    for (std::size_t k = 0; k < report->figures.size(); ++k)
      if (report->judgements[k].verdict == Verdict::outside)
        names.push_back(report->figures[k].name);
    return names;
  }
};

} // namespace

TEST_F(MonteCarlo, halvesPass) {
  EXPECT_THAT(failures(b), IsEmpty());
}

TEST_F(MonteCarlo, scaledByTwoPercentFailsInTheResponse) {
  EXPECT_THAT(failures(scaled(b, 1.02f)),
              AllOf(Contains("response"), Contains("energy-sum"), Not(Contains(StartsWith("profile"))),
                    Not(Contains(StartsWith("moment"))), Not(Contains(StartsWith("third")))));
}

TEST_F(MonteCarlo, shiftedByOneLayerFailsInDepth) {
  // The layers differ in thickness, so that what is lost behind also touches other figures.
  EXPECT_THAT(failures(shiftedByOneLayer(b)), AllOf(Contains("profile-z"), Contains("moment-1-z"),
                                                    Contains("third-1"), Not(Contains("moment-1-x"))));
}

TEST_F(MonteCarlo, withNoiseUnderTheThresholdFailsInSpectrumAndOccupancy) {
  // The Frechet distance is of all numbers of a shower, occupied cells among them.
  EXPECT_THAT(failures(withNoise(b)), ElementsAre("spectrum", "occupied", "frechet"));
}

TEST_F(MonteCarlo, withADuplicatedShowerFailsInDuplicatesAlone) {
  EXPECT_THAT(failures(withDuplicate(b)), ElementsAre("duplicates"));
}
