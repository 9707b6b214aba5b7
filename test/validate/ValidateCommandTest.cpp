// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ganc-validate from the command line: exit codes, diagnostics, and the files it leaves.
#include "runtime/showers/ShowerWriter.h"
#include "test/validate/Distortions.h"
#include "tools/ganc-validate/Validate.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unistd.h>

using namespace ganc;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace {

namespace fs = std::filesystem;

struct Outcome {
  int exitCode;
  std::string out, err;
};

Outcome run(std::vector<std::string> arguments) {
  std::vector<const char *> argv{"ganc-validate"};
  for (const std::string &argument : arguments)
    argv.push_back(argument.c_str());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  int exitCode = validateMain(int(argv.size()), argv.data());
  std::string out = testing::internal::GetCapturedStdout();
  return {exitCode, out, testing::internal::GetCapturedStderr()};
}

std::string contentOf(const fs::path &file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

class ValidateCommand : public testing::Test {
protected:
  fs::path folder = fs::temp_directory_path() / ("ganc-validate-" + std::to_string(getpid()));

  void SetUp() override { fs::create_directories(folder); }
  void TearDown() override { fs::remove_all(folder); }

  std::string path(const std::string &name) const { return (folder / name).string(); }

  std::string write(const std::string &name, const Showers &showers) const {
    std::vector<std::int64_t> cells;
    for (std::size_t extent : {showers.grid.x, showers.grid.y, showers.grid.z})
      cells.push_back(std::int64_t(extent));
    Result<ShowerWriter> writer = ShowerWriter::create(path(name), {{"x", "y", "z"}, cells, 11, {}});
    EXPECT_TRUE(writer && writer->append(std::int64_t(showers.size()), showers.cells.data(),
                                         showers.primaryEnergies.data(), nullptr));
    EXPECT_TRUE(writer->close());
    return path(name);
  }

  void expectDiagnostic(std::vector<std::string> arguments, const std::string &text) const {
    Outcome outcome = run(std::move(arguments));
    EXPECT_EQ(outcome.exitCode, 1);
    EXPECT_THAT(outcome.err, HasSubstr(text));
    EXPECT_EQ(outcome.out, "");
  }
};

} // namespace

TEST_F(ValidateCommand, answersHelpAndVersion) {
  Outcome help = run({"--help"});
  EXPECT_EQ(help.exitCode, 0);
  EXPECT_THAT(help.out, AllOf(HasSubstr("--paired"), HasSubstr("--floor"), HasSubstr("Exit code")));
  EXPECT_EQ(run({"--version"}).exitCode, 0);
}

TEST_F(ValidateCommand, endsWrongUsageWithTwo) {
  EXPECT_EQ(run({}).exitCode, 2);
  EXPECT_EQ(run({"a.h5"}).exitCode, 2);
  EXPECT_EQ(run({"a.h5", "b.h5", "--unknown"}).exitCode, 2);
  EXPECT_EQ(run({"a.h5", "b.h5", "--floor=c.h5"}).exitCode, 2);
  for (const char *budget : {"energy", "energy:", "energy:x", ":1", "energy:-1", "energy:nan", "energy:0.1x"})
    EXPECT_EQ(run({"a.h5", "b.h5", std::string("--budget=") + budget}).exitCode, 2) << budget;
}

TEST_F(ValidateCommand, passesSamplesOfOneLawWithZero) {
  Outcome outcome = run({write("a.h5", makeShowers(500, 1)), write("b.h5", makeShowers(500, 8))});
  EXPECT_EQ(outcome.exitCode, 0) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("passed"));
  EXPECT_EQ(outcome.err, "");
}

TEST_F(ValidateCommand, endsAFailedComparisonWithOne) {
  Outcome outcome =
      run({write("a.h5", makeShowers(500, 1)), write("b.h5", scaled(makeShowers(500, 8), 1.05f))});
  EXPECT_EQ(outcome.exitCode, 1);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("FAILED"), HasSubstr("outside")));
}

TEST_F(ValidateCommand, judgesByAFloor) {
  std::string a = write("a.h5", makeShowers(500, 1)), b = write("b.h5", makeShowers(500, 8));
  std::string bad = write("bad.h5", scaled(makeShowers(500, 8), 1.05f));
  std::string floor =
      "--floor=" + write("c.h5", makeShowers(500, 3)) + "," + write("d.h5", makeShowers(500, 4));
  Outcome good = run({a, b, floor});
  EXPECT_EQ(good.exitCode, 0);
  EXPECT_THAT(good.out, HasSubstr("within the floor"));
  EXPECT_EQ(run({a, bad, floor}).exitCode, 1);
}

TEST_F(ValidateCommand, judgesByAFloorOfManySamples) {
  std::string a = write("a.h5", makeShowers(300, 1)), b = write("b.h5", makeShowers(300, 8));
  std::string floor = "--floor=" + write("f0.h5", makeShowers(300, 20));
  for (unsigned k = 1; k < 4; ++k)
    floor += "," + write("f" + std::to_string(k) + ".h5", makeShowers(300, 20 + k));
  Outcome good = run({a, b, floor, "--json=" + path("r.json")});
  EXPECT_EQ(good.exitCode, 0) << good.out;
  EXPECT_THAT(good.out, AllOf(HasSubstr("floor 4: "), HasSubstr("% of its pairs differ more")));
  EXPECT_EQ(nlohmann::json::parse(contentOf(path("r.json")))["floor"].size(), 4);
  EXPECT_EQ(run({a, write("bad.h5", scaled(makeShowers(300, 8), 1.05f)), floor}).exitCode, 1);
}

TEST_F(ValidateCommand, failsEachFaultOnTheRightFigure) {
  std::string a = write("a.h5", makeShowers(1000, 1));
  Showers good = makeShowers(1000, 8);
  const std::pair<std::string, Showers> faults[] = {{"response", scaled(good, 1.02f)},
                                                    {"profile-z", shiftedByOneLayer(good)},
                                                    {"spectrum", withNoise(good)},
                                                    {"duplicates", withDuplicate(good)}};
  for (const auto &[figure, showers] : faults) {
    Outcome outcome = run({a, write(figure + ".h5", showers), "--json=" + path("r.json")});
    EXPECT_EQ(outcome.exitCode, 1) << figure;
    for (const auto &judged : nlohmann::json::parse(contentOf(path("r.json")))["figures"])
      if (judged["name"] == figure)
        EXPECT_EQ(judged["verdict"], "outside") << figure;
  }
  EXPECT_EQ(run({a, a}).exitCode, 0);
  EXPECT_EQ(run({a, write("good.h5", good)}).exitCode, 0);
}

TEST_F(ValidateCommand, letsAClassifierTry) {
  std::string a = write("a.h5", makeShowers(300, 1));
  Outcome good = run({a, write("b.h5", makeShowers(300, 8)), "--classifier"});
  EXPECT_EQ(good.exitCode, 0) << good.out;
  EXPECT_THAT(good.out, HasSubstr("classifier"));
  Outcome bad = run({a, write("bad.h5", shiftedByOneLayer(makeShowers(300, 8))), "--classifier",
                     "--budget=classifier:0.01"});
  EXPECT_EQ(bad.exitCode, 1);
  EXPECT_THAT(bad.out, HasSubstr("over the budget 0.01"));
}

TEST_F(ValidateCommand, judgesPairsByABudget) {
  Showers showers = makeShowers(200, 1);
  std::string a = write("a.h5", showers), b = write("b.h5", scaled(showers, 1.004f));
  EXPECT_EQ(run({a, b, "--paired", "--budget=energy:0.005,profile:0.01"}).exitCode, 0);
  Outcome over = run({a, b, "--paired", "--budget=energy:0.003"});
  EXPECT_EQ(over.exitCode, 1);
  EXPECT_THAT(over.out, HasSubstr("over the budget 0.003"));
}

TEST_F(ValidateCommand, writesJsonAndASelfContainedPage) {
  std::string a = write("a.h5", makeShowers(300, 1)), b = write("b.h5", makeShowers(300, 8));
  Outcome outcome = run({a, b, "--json=" + path("r.json"), "--report=" + path("r.html")});
  auto json = nlohmann::json::parse(contentOf(path("r.json")));
  EXPECT_EQ(json["passed"].get<bool>(), outcome.exitCode == 0);
  EXPECT_EQ(json["a"]["showers"], 300);
  EXPECT_EQ(json["figures"][0]["name"], "response");
  EXPECT_EQ(json["figures"].back()["name"], "duplicates");
  std::string page = contentOf(path("r.html"));
  EXPECT_THAT(page, AllOf(HasSubstr("<svg"), HasSubstr("</html>"), Not(HasSubstr("http")),
                          Not(HasSubstr("<script")), Not(HasSubstr("nan"))));
}

TEST_F(ValidateCommand, leavesNothingWhereAReportCannotBeWritten) {
  std::string a = write("a.h5", makeShowers(50, 1)), b = write("b.h5", makeShowers(50, 8));
  expectDiagnostic({a, b, "--report=" + path("absent/r.html")}, "r.html: cannot be written");
  fs::create_directories(folder / "taken" / "inside");
  expectDiagnostic({a, b, "--json=" + path("taken")}, "cannot be written");
  EXPECT_FALSE(fs::exists(path("taken.part")));
}

TEST_F(ValidateCommand, refusesFilesThatAreNoSamples) {
  std::string a = write("a.h5", makeShowers(50, 1)), cut = write("cut.h5", makeShowers(50, 2));
  fs::resize_file(cut, fs::file_size(cut) / 2);
  std::ofstream(path("text.h5")) << "no showers";
  std::ofstream(path("nothing.h5")).flush();
  for (const char *name : {"cut.h5", "text.h5", "nothing.h5", "absent.h5"}) {
    expectDiagnostic({a, path(name)}, name);
    expectDiagnostic({path(name), a}, name);
  }
  expectDiagnostic({a, write("empty.h5", makeShowers(0, 1))}, "empty.h5: has no showers");
}

TEST_F(ValidateCommand, refusesAnotherGrid) {
  Showers other;
  other.grid = {9, 12, 9};
  other.cells = makeShowers(30, 2).cells;
  other.primaryEnergies = makeShowers(30, 2).primaryEnergies;
  expectDiagnostic({write("a.h5", makeShowers(30, 1)), write("b.h5", other)},
                   "b.h5: the grid is 9 x 12 x 9, expected 9 x 9 x 12 as in");
}

TEST_F(ValidateCommand, refusesANanAndNamesItsCell) {
  Showers showers = makeShowers(30, 2);
  showers.cellsOf(17)[5] = NAN;
  expectDiagnostic({write("a.h5", makeShowers(30, 1)), write("b.h5", showers)},
                   "b.h5: shower 17: cell [0][0][5] is nan");
}

TEST_F(ValidateCommand, refusesPairsThatAreNone) {
  std::string a = write("a.h5", makeShowers(30, 1));
  expectDiagnostic({a, write("b.h5", makeShowers(29, 1)), "--paired"}, "b.h5: has 29 showers, expected 30");
  expectDiagnostic({a, write("c.h5", makeShowers(30, 2)), "--paired"},
                   "paired showers have the same conditions");
}

TEST_F(ValidateCommand, refusesADescriptionOfAnotherGrid) {
  std::string a = write("a.h5", makeShowers(30, 1));
  std::ofstream(path("g.toml"))
      << "[generator]\nname = \"g\"\n[conditions.energy]\nrange = [10.0, 500.0]\nunit = \"GeV\"\n"
         "[[inputs]]\npieces = [ { normal = 8 } ]\n[output]\nlayout = [\"x\", \"y\", \"z\"]\n"
         "unit = \"GeV\"\n[grid]\nx = { cells = 9 }\ny = { cells = 9 }\nz = { cells = 11 }\n";
  expectDiagnostic({a, a, "--generator=" + path("g.toml")}, "the grid is 9 x 9 x 11, expected 9 x 9 x 12");
  expectDiagnostic({a, a, "--generator=" + path("absent.toml")}, "absent.toml");
}

TEST_F(ValidateCommand, refusesABudgetOfNoFigure) {
  std::string a = write("a.h5", makeShowers(30, 1));
  expectDiagnostic({a, a, "--budget=enrgy:0.1"}, "'enrgy' is no figure, expected a name or family: response");
}
