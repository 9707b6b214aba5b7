// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/sampling/Description.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

using namespace ganc;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

const std::string full = R"([generator]
name = "all of it"
version = "2"
authors = "A"
licence = "L"
citation = "C"
particle = 22
[conditions.theta]
range = [60.0, 120.0]
unit = "deg"
[conditions.energy]
range = [1e3, 1e6]
law = "log"
unit = "MeV"
[conditions.geometry]
values = [0, 3]
[[inputs]]
tensor = "z"
pieces = [ { normal = 10, times = "energy", scale = 0.01, offset = 2 }, { uniform = 3, low = -1, high = 1 } ]
[[inputs]]
tensor = "c"
pieces = [ { condition = "energy", unit = "GeV", map = "log10", scale = 2, offset = 1 }, { condition = "theta", unit = "rad" },
           { onehot = "geometry", size = 4 }, { constant = [0.0, 1.0] } ]
[output]
tensor = "y"
layout = ["z", "r"]
unit = "MeV"
power = 2
scale = 3
times = "energy"
threshold = 0.5
[grid]
z = { edges = [0, 1, 3, 7], unit = "mm" }
r = { cells = 5, size = 4.65, unit = "mm" }
)";

const std::string minimal = R"([conditions.energy]
range = [10, 500]
unit = "GeV"
[[inputs]]
pieces = [ { normal = 8 } ]
[output]
layout = ["x"]
[grid]
x = { cells = 7 }
)";

// `minimal` with one text replaced; the error must say where and what.
void expectError(std::string_view from, std::string_view to, const std::string &message) {
  std::string text = minimal;
  const size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  const Result<Description> result = parseDescription(text, "model.toml");
  ASSERT_FALSE(result) << text;
  EXPECT_THAT(result.error().message, HasSubstr(message)) << text;
}

TEST(Description, ReadsEveryKey) {
  const Result<Description> result = parseDescription(full, "full.toml");
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->text, full);
  EXPECT_EQ(result->name, "all of it");
  EXPECT_EQ(result->licence, "L");
  EXPECT_EQ(result->particle, 22);
  EXPECT_EQ(result->conditions[1].name, "energy");
  EXPECT_EQ(result->conditions[1].high, 1e6);
  EXPECT_TRUE(result->conditions[1].logarithmic);
  EXPECT_TRUE(result->conditions[2].discrete);
  EXPECT_EQ(result->conditions[2].high, 3);
  EXPECT_EQ(result->inputs[0].elements(), 13);
  EXPECT_EQ(result->inputs[1].elements(), 8);
  const Piece &energy = result->inputs[1].pieces[0];
  EXPECT_EQ(energy.condition, 1);
  EXPECT_EQ(energy.unitFactor, 1e-3);
  EXPECT_TRUE(energy.log10);
  EXPECT_EQ(result->inputs[1].pieces[1].unitFactor, M_PI / 180);
  EXPECT_EQ(result->output.times, 1);
  EXPECT_EQ(result->output.threshold, 0.5);
  EXPECT_EQ(result->cells(), 15);
}

TEST(Description, KeepsTheOrderOfTheFile) {
  const Result<Description> result = parseDescription(full, "full.toml");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->conditions[0].name, "theta");
  EXPECT_EQ(result->grid[0].name, "z");
  EXPECT_EQ(result->grid[1].name, "r");
  EXPECT_THAT(result->output.layout, ElementsAre(0, 1));
}

TEST(Description, HasTheDocumentedDefaults) {
  const Result<Description> result = parseDescription(minimal, "minimal.toml");
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->output.unit, "GeV");
  EXPECT_EQ(result->output.power, 1);
  EXPECT_EQ(result->output.threshold, std::nullopt);
  EXPECT_EQ(result->inputs[0].tensor, "");
  EXPECT_EQ(result->inputs[0].pieces[0].scale, 1);
}

TEST(Description, RejectsUnknownKeysEverywhereWithTheirPlace) {
  expectError("range = [10, 500]", "range = [10, 500]\nlaws = \"log\"",
              "model.toml:3:1: key 'laws' in [conditions.energy] is not known, expected one of: ");
  expectError("[[inputs]]", "[[inputs]]\ntensors = \"z\"", "model.toml:5:1: key 'tensors'");
  expectError("normal = 8", "normal = 8, mean = 0", "key 'mean' in piece is not known");
  expectError("normal = 8", "normal = 8, low = 0", "key 'low' in piece is not known");
  expectError("layout", "foo = 1\nlayout", "key 'foo' in [output]");
  expectError("cells = 7", "cells = 7, sizes = 1", "key 'sizes' in [grid] x");
  expectError("[output]", "[generator]\nauthor = \"A\"\n[output]", "key 'author' in [generator]");
  expectError("[grid]", "[other]\n[grid]", "key 'other' in the description");
}

TEST(Description, RejectsValuesOfTheWrongType) {
  expectError("[10, 500]", "\"10:500\"",
              "model.toml:2:9: 'range' in [conditions.energy] is of type string, expected an array");
  expectError("[10, 500]", "[10, \"500\"]", "model.toml:2:14: 'range'");
  expectError("normal = 8", "normal = 8.0", "is of type floating-point, expected a whole number");
  expectError("\"GeV\"", "1", "'unit' in [conditions.energy] is of type integer, expected a text");
  expectError("{ cells = 7 }", "7", "expected a table");
  expectError("[ { normal = 8 } ]", "[ 8 ]", "expected a table");
}

TEST(Description, RejectsWhatIsMissing) {
  expectError("[grid]\nx = { cells = 7 }", "", "table [grid] is missing");
  expectError("[output]\nlayout = [\"x\"]", "", "table [output] is missing");
  expectError("[[inputs]]\npieces = [ { normal = 8 } ]", "", "'inputs' is missing");
  expectError("range = [10, 500]", "", "condition has no range");
  expectError("cells = 7", "size = 1", "'cells' is missing");
  expectError("{ normal = 8 }", "{ scale = 1 }", "piece has no kind");
}

TEST(Description, RejectsNumbersThatMakeNoSense) {
  expectError("[10, 500]", "[500, 10]", "range is not [low, high]");
  expectError("[10, 500]", "[10, inf]", "is inf, expected a finite number");
  expectError("[10, 500]", "[0, 500]\nlaw = \"log\"", "range starts at 0, expected more than 0");
  expectError("[10, 500]", "[10, 500]\nvalues = [5]", "values reach from 5 to 5");
  expectError("normal = 8", "normal = 0", "is 0, expected 1 to");
  expectError("normal = 8", "uniform = 8, low = 2", "low is 2 and high is 1");
  expectError("cells = 7", "edges = [0, 2, 1]", "edges are not two or more increasing");
  expectError("cells = 7", "cells = 7, size = 0", "size is 0");
  expectError("[\"x\"]", "[\"x\"]\npower = 0", "power is 0");
  expectError("{ cells = 7 }", "{ cells = 2000000000 }\ny = { cells = 2000000000 }",
              "more than 2147483647 cells");
}

TEST(Description, RejectsNamesThatMeanNothing) {
  expectError("normal = 8", "normal = 8, times = \"mass\"", "condition 'mass' is not described");
  expectError("normal = 8", "condition = \"energy\", unit = \"rad\"",
              "unit is 'rad', expected one that 'GeV'");
  expectError("normal = 8", "condition = \"energy\", map = \"ln\"", "map is 'ln'");
  expectError("normal = 8", "onehot = \"energy\", size = 2", "has a range, expected only values");
  expectError("normal = 8", "normal = 8, uniform = 3", "piece is 'normal' and 'uniform'");
  expectError("\"GeV\"", "\"K\"", "unit of the energy is 'K'");
  expectError("[\"x\"]", "[\"x\", \"y\"]", "layout names 'y'");
  expectError("[\"x\"]", "[\"x\", \"x\"]", "layout names 'x'");
  expectError("{ cells = 7 }", "{ cells = 7 }\ny = { cells = 2 }", "layout has 1 axes, expected the 2");
  expectError("[[inputs]]", "[conditions.seed]\nrange = [0, 1]\n[[inputs]]", "has the name of an option");
  expectError("[[inputs]]", "[conditions.\"a b\"]\nrange = [0, 1]\n[[inputs]]", "condition 'a b' is no name");
  expectError("[output]", "[[inputs]]\ntensor = \"a\"\npieces = [ { normal = 1 } ]\n[output]",
              "'tensor' in [[inputs]] is missing");
}

TEST(Description, LocatesSyntaxErrors) {
  const Result<Description> result = parseDescription("[generator]\nname = \n", "broken.toml");
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("broken.toml:2:"));
}

TEST(Description, SaysWhichFileItCannotRead) {
  EXPECT_THAT(readDescription("absent.toml").error().message,
              HasSubstr("cannot read absent.toml: No such file"));
  EXPECT_THAT(readDescription("/").error().message, HasSubstr("cannot read /: "));
}

TEST(Description, ReadsThoseOfAllModels) {
  const char *folder = std::getenv("GANC_MODELS");
  const std::filesystem::path models =
      folder ? folder : std::filesystem::path(__FILE__).parent_path() / "../../../../../shared/models";
  if (!std::filesystem::is_directory(models))
    GTEST_SKIP() << "no models; set GANC_MODELS";
  int read = 0;
  for (const auto &entry : std::filesystem::directory_iterator(models))
    if (const std::filesystem::path file = entry.path() / "generator.toml"; std::filesystem::exists(file)) {
      const Result<Description> result = readDescription(file);
      EXPECT_TRUE(result) << result.error().message;
      read++;
    }
  EXPECT_GT(read, 0);
}

} // namespace
