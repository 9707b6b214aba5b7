// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ganc-run as its users see it, on models made by hand: y[4] = z[4] * primary[1] / 100.
#include "tools/ganc-run/Run.h"

#include "runtime/showers/TensorFile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

#include <sys/resource.h>
#include <unistd.h>

using namespace ganc;
using testing::HasSubstr;
using testing::IsEmpty;

namespace fs = std::filesystem;

namespace {

struct Outcome {
  int exitCode;
  std::string out, err;
};

Outcome run(std::vector<std::string> arguments) {
  std::vector<const char *> argv = {"ganc-run"};
  for (const std::string &argument : arguments)
    argv.push_back(argument.c_str());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const int exitCode = runMain(int(argv.size()), argv.data());
  return {exitCode, testing::internal::GetCapturedStdout(), testing::internal::GetCapturedStderr()};
}

// Ten showers, and what the model makes of them.
struct Golden {
  Golden() {
    for (int n = 0; n < 10; n++) {
      primary.values.push_back(10 + 40 * n);
      for (int c = 0; c < 4; c++) {
        z.values.push_back(0.5f + c + n);
        y.values.push_back(z.values.back() * (primary.values.back() / 100));
      }
    }
  }
  Tensor z{"z", 10, {4}, {}}, primary{"primary", 10, {1}, {}}, y{"y", 10, {1, 2, 2}, {}};
};

class GancRun : public testing::Test {
protected:
  void SetUp() override { fs::create_directory(folder); }
  void TearDown() override { fs::remove_all(folder); }

  std::string write(const std::vector<Tensor> &tensors, const std::string &name = "golden.h5") {
    const std::string file = folder + "/" + name;
    EXPECT_TRUE(bool(writeTensors(file, tensors)));
    return file;
  }
  std::string write(const Golden &golden) { return write({golden.z, golden.primary, golden.y}); }

  const std::string folder = testing::TempDir() + "ganc-run-" + std::to_string(getpid());
};

TEST_F(GancRun, checksAllShowersWhateverTheCall) {
  const std::string file = write(Golden());
  for (const char *n : {"1", "3", "10", "1000"}) {
    const Outcome outcome = run({"check", FAKE_MODEL, file, "-n", n, "--json"});
    EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
    const auto json = nlohmann::json::parse(outcome.out);
    EXPECT_EQ(json["n"], std::stoi(n));
    EXPECT_EQ(json["showers"], 10);
    EXPECT_EQ(json["passed"], true);
    EXPECT_EQ(json["outputs"]["y"]["max_error"], 0);
    EXPECT_EQ(json["outputs"]["y"]["l2_error"], 0);
    EXPECT_EQ(json["outputs"]["y"]["energy_median"], 0);
    EXPECT_EQ(json["outputs"]["y"]["energy_p90"], 0);
  }
}

TEST_F(GancRun, findsOneWrongElementInTheLastShower) {
  Golden golden;
  golden.y.values.back() *= 1.0001f;
  const Outcome outcome = run({"check", FAKE_MODEL, write(golden), "-n", "3"});
  EXPECT_EQ(outcome.exitCode, 1);
  EXPECT_THAT(outcome.out, HasSubstr("FAILED (10 showers in calls of 3; max error, expected <= 3e-06)"));
  EXPECT_EQ(run({"check", FAKE_MODEL, write(golden), "--tolerance=1e-3"}).exitCode, 0);
}

TEST_F(GancRun, comparesExactlyWithToleranceZero) {
  Golden golden;
  golden.y.values[5] = std::nextafter(golden.y.values[5], 1e9f);
  EXPECT_EQ(run({"check", FAKE_MODEL, write(golden)}).exitCode, 0);
  EXPECT_EQ(run({"check", FAKE_MODEL, write(golden), "--tolerance=0"}).exitCode, 1);
}

TEST_F(GancRun, judgesFewerBitsByTheEnergies) {
  Golden golden;
  for (float &value : golden.y.values)
    value *= 1.05f;
  EXPECT_EQ(run({"check", FAKE_MODEL_INT8, write(golden)}).exitCode, 0);
  EXPECT_EQ(run({"check", FAKE_MODEL_INT8, write(golden), "--tolerance=3e-6"}).exitCode, 1);
  for (float &value : golden.y.values)
    value *= 1.2f;
  const Outcome outcome = run({"check", FAKE_MODEL_INT8, write(golden), "--json"});
  EXPECT_EQ(outcome.exitCode, 1);
  EXPECT_THAT(outcome.err, HasSubstr("expected a median <= 10 %"));
  EXPECT_NEAR(nlohmann::json::parse(outcome.out)["outputs"]["y"]["energy_median"], 1 - 1 / (1.05 * 1.2),
              1e-6);
}

TEST_F(GancRun, prefersRecordedEnergiesToThoseOfTheInputs) {
  Golden golden;
  // With primaries as high as these, every shower is under the cut of 0.5 %.
  const Tensor energy{"energy", 10, {}, std::vector<float>(10, 1e9f)};
  const std::string file = write({golden.z, golden.primary, golden.y, energy});
  const Outcome outcome = run({"check", FAKE_MODEL, file, "--json"});
  EXPECT_EQ(nlohmann::json::parse(outcome.out)["outputs"]["y"]["energy_median"], nullptr);
}

TEST_F(GancRun, computesWhatCheckAccepts) {
  const Golden golden;
  const std::string inputs = write({golden.z, golden.primary}, "inputs.h5"), outputs = folder + "/outputs.h5";
  const Outcome outcome = run({"compute", FAKE_MODEL, inputs, outputs});
  ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
  const Result<std::vector<Tensor>> read = readTensors(outputs, std::vector<std::string>{"y"});
  ASSERT_TRUE(bool(read));
  EXPECT_EQ(read->front().values, golden.y.values);
  EXPECT_EQ(read->front().shape, golden.y.shape);
}

TEST_F(GancRun, refusesAnOutputFileThatCannotBeMade) {
  const Golden golden;
  const std::string inputs = write({golden.z, golden.primary}, "inputs.h5");
  EXPECT_THAT(run({"compute", FAKE_MODEL, inputs, folder + "/no/out.h5"}).err, HasSubstr("cannot write"));
}

TEST_F(GancRun, endsOrderlyOnAFullDisk) {
  const Golden golden;
  const std::string inputs = write({golden.z, golden.primary}, "inputs.h5"), out = folder + "/out.h5";
  const std::vector<const char *> argv = {"ganc-run", "compute", FAKE_MODEL, inputs.c_str(), out.c_str()};
  const auto computeOnAFullDisk = [&] {
    const rlimit limit = {100, 100};
    setrlimit(RLIMIT_FSIZE, &limit);
    std::exit(runMain(int(argv.size()), argv.data()));
  };
  // A process of its own, because HDF5 crashed in what it did at exit.
  EXPECT_EXIT(computeOnAFullDisk(), testing::ExitedWithCode(1), "cannot write");
  EXPECT_FALSE(fs::exists(out));
}

TEST_F(GancRun, refusesTheGoldenOfAnotherModel) {
  Golden golden;
  Outcome outcome = run({"check", FAKE_MODEL, write({golden.z, golden.y})});
  EXPECT_EQ(outcome.exitCode, 1);
  EXPECT_THAT(outcome.err, HasSubstr("golden.h5 has no dataset 'primary'"));
  golden.z.shape = {2, 2, 2};
  golden.z.values.resize(80);
  outcome = run({"check", FAKE_MODEL, write(golden)});
  EXPECT_EQ(outcome.exitCode, 1);
  EXPECT_THAT(outcome.err, HasSubstr("dataset z has 8 elements a shower, expected 4"));
}

TEST_F(GancRun, refusesFilesThatAreNoGolden) {
  Golden golden;
  golden.y.showers = 5;
  golden.y.values.resize(20);
  EXPECT_THAT(run({"check", FAKE_MODEL, write(golden)}).err, HasSubstr("has 5 showers, expected 10"));
  std::ofstream(folder + "/text.h5") << "text";
  EXPECT_EQ(run({"check", FAKE_MODEL, folder + "/text.h5"}).exitCode, 1);
  EXPECT_EQ(run({"check", FAKE_MODEL, folder + "/none.h5"}).exitCode, 1);
  fs::resize_file(write(Golden()), 900);
  EXPECT_EQ(run({"check", FAKE_MODEL, folder + "/golden.h5"}).exitCode, 1);
}

TEST_F(GancRun, refusesLibrariesThatItCannotRun) {
  const std::string file = write(Golden());
  EXPECT_THAT(run({"describe", FAKE_MODEL_OTHER_ABI}).err, HasSubstr("ABI version 99, expected 1"));
  for (const std::vector<std::string> &arguments :
       {std::vector<std::string>{"check", FAKE_MODEL_OTHER_CPU, file}, {"selftest", FAKE_MODEL_OTHER_CPU}}) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exitCode, 1);
    EXPECT_THAT(outcome.err, HasSubstr("this CPU has none of the targets"));
  }
  EXPECT_EQ(run({"describe", "nosuch.so"}).exitCode, 1);
}

TEST_F(GancRun, testsItselfWithTheGoldenShowers) {
  Outcome outcome = run({"selftest", FAKE_MODEL});
  EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("baseline: passed (2 showers"));
  outcome = run({"selftest", FAKE_MODEL_WRONG});
  EXPECT_EQ(outcome.exitCode, 1);
  EXPECT_THAT(outcome.out, HasSubstr("baseline: FAILED (2 showers"));
}

TEST_F(GancRun, comparesOpsOfQuantizedModelsOnly) {
  const auto result = run({"compare", FAKE_MODEL});
  EXPECT_EQ(result.exitCode, 1);
  EXPECT_THAT(result.err, HasSubstr("expected a model that was compiled with --int8"));
  EXPECT_EQ(run({"compare", FAKE_MODEL, "--against=double"}).exitCode, 2);
}

TEST_F(GancRun, describesTheModel) {
  const auto json = nlohmann::json::parse(run({"describe", FAKE_MODEL, "--json"}).out);
  EXPECT_EQ(json["name"], "fake-net");
  EXPECT_EQ(json["inputs"][1]["shape"][0], 1);
  EXPECT_EQ(json["ops"][0]["precision"], "f32");
  EXPECT_EQ(json["conditions"][0]["high"], 500);
  EXPECT_THAT(run({"describe", FAKE_MODEL}).out, HasSubstr("condition    energy 10 .. 500 GeV"));
}

TEST_F(GancRun, tellsWrongUsageFromBadInput) {
  for (const std::vector<std::string> &arguments : {std::vector<std::string>{},
                                                    {"nonsense"},
                                                    {"check", FAKE_MODEL},
                                                    {"check", FAKE_MODEL, "a.h5", "-n", "0"},
                                                    {"check", FAKE_MODEL, "a.h5", "--tolerance=-1"},
                                                    {"describe", FAKE_MODEL, "--nonsense"}})
    EXPECT_EQ(run(arguments).exitCode, 2);
  EXPECT_EQ(run({"--help"}).exitCode, 0);
  EXPECT_EQ(run({"--version"}).exitCode, 0);
}

} // namespace
