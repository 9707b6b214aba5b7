// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What goes wrong ends in a diagnostic and the right exit code.
#include "runtime/showers/ShowerReader.h"
#include "test/unit/runtime/showers/Folder.h"
#include "test/unit/tools/generate/FakeModel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace ganc;
using testing::HasSubstr;

namespace {

struct Outcome {
  int code;
  std::string said;
};

Outcome outcome(const std::vector<std::string> &arguments, const ganc_model &model = fake::model(),
                const std::string &description = fake::description) {
  testing::internal::CaptureStderr();
  const int code = fake::generate(arguments, model, description);
  return {code, testing::internal::GetCapturedStderr()};
}

void expectUsage(const std::vector<std::string> &arguments, const std::string &message) {
  const Outcome is = outcome(arguments);
  EXPECT_EQ(is.code, 2) << is.said;
  EXPECT_THAT(is.said, HasSubstr(message));
}

// In a process of its own, since the limit and the ignored signal are the process's.
int generateWithSizeLimit(rlim_t size, const std::vector<std::string> &arguments, const std::string &log) {
  const pid_t child = fork();
  if (child == 0) {
    const rlimit limit{size, size};
    if (!freopen(log.c_str(), "w", stderr) || setrlimit(RLIMIT_FSIZE, &limit) != 0)
      _exit(99);
    const int code = fake::generate(arguments);
    fflush(stderr);
    _exit(code);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST(GenerateErrors, AFullDiskLeavesTheShowersUntilThenReadable) {
  const Folder folder;
  ASSERT_EQ(fake::generate({"-n", "1000", "-o", folder.file("whole.h5")}), 0);
  for (const char *threads : {"1", "2"}) {
    ASSERT_EQ(generateWithSizeLimit(300000, {"-n", "1000", "--threads", threads, "-o", folder.file("a.h5")},
                                    folder.file("log")),
              1);
    const Result<ShowerReader> part = ShowerReader::open(folder.file("a.h5"));
    const Result<ShowerReader> whole = ShowerReader::open(folder.file("whole.h5"));
    ASSERT_TRUE(part) << part.error().message;
    const int64_t count = part->showers();
    EXPECT_GE(count, 256);
    EXPECT_EQ(part->read(0, count)->energies, whole->read(0, count)->energies);
    const std::string said = bytes(folder.file("log"));
    EXPECT_THAT(said,
                HasSubstr("fake-generate: error: cannot write " + folder.file("a.h5") + ": File too large"));
    EXPECT_THAT(said, HasSubstr(std::to_string(count) + " of 1000 showers are in " + folder.file("a.h5")));
  }
}

TEST(GenerateErrors, ADiskWithoutRoomForOneBlockLeavesNoFile) {
  const Folder folder;
  EXPECT_EQ(generateWithSizeLimit(70000, {"-n", "1000", "-o", folder.file("a.h5")}, folder.file("log")), 1);
  EXPECT_FALSE(std::filesystem::exists(folder.file("a.h5")));
  EXPECT_THAT(bytes(folder.file("log")), HasSubstr("0 of 1000 showers are in"));
}

TEST(GenerateErrors, AnUnwritableFileIsNamed) {
  const Folder folder;
  const Outcome is = outcome({"-n", "5", "-o", folder.file("no/a.h5")});
  EXPECT_EQ(is.code, 1);
  EXPECT_EQ(is.said,
            "fake-generate: error: cannot write " + folder.file("no/a.h5") + ": No such file or directory\n");
  EXPECT_EQ(outcome({"-n", "5", "-o", folder.path}).code, 1);
}

TEST(GenerateErrors, WrongUsageIsExplained) {
  expectUsage({}, "-n is required");
  expectUsage({"-n", "-5"}, "-n: is '-5', expected a whole number from 0");
  expectUsage({"-n", "many"}, "-n: is 'many'");
  expectUsage({"-n", "10x"}, "-n: is '10x'");
  expectUsage({"-n", "1e3"}, "-n: is '1e3'");
  expectUsage({"-n", "99999999999999999999"}, "-n: is '99999999999999999999'");
  expectUsage({"-n", "5", "--seed=-1"}, "--seed: is '-1'");
  expectUsage({"-n", "2", "--first", "18446744073709551614"}, "--first: is '18446744073709551614'");
  expectUsage({"-n", "5", "--threads", "0"}, "--threads: is '0', expected 1 to 1024");
  expectUsage({"-n", "5", "--energy=high"}, "--energy: is 'high', expected a number or LOW:HIGH");
  expectUsage({"-n", "5", "--energy=2000:"}, "--energy: is ''");
  expectUsage({"-n", "5", "--energy=nan"}, "--energy: is 'nan'");
  expectUsage({"-n", "5", "--mass=5"}, "--mass");
}

TEST(GenerateErrors, AConditionOutsideOfItsRangeIsRefused) {
  const Folder folder;
  const Outcome is = outcome({"-n", "5", "--energy=500:2000", "-o", folder.file("a.h5")});
  EXPECT_EQ(is.code, 1);
  EXPECT_THAT(is.said, HasSubstr("energy is 500:2000 MeV, expected inside of 1000:500000 MeV"));
  EXPECT_FALSE(std::filesystem::exists(folder.file("a.h5")));
  EXPECT_EQ(outcome({"-n", "5", "--angle=-1", "-o", folder.file("a.h5")}).code, 1);
}

TEST(GenerateErrors, AnUnsupportedCpuIsToldBeforeAnOlderFileIsReplaced) {
  const Folder folder;
  std::ofstream(folder.file("a.h5")) << "older";
  const Outcome is = outcome({"-n", "5", "-o", folder.file("a.h5")}, fake::model(fake::refuse));
  EXPECT_EQ(is.code, 1);
  EXPECT_THAT(is.said, HasSubstr("this CPU has none of the targets"));
  EXPECT_EQ(bytes(folder.file("a.h5")), "older");
}

TEST(GenerateErrors, ADescriptionThatDoesNotFitIsLocated) {
  EXPECT_THAT(outcome({"-n", "5"}, fake::model(), "").said,
              HasSubstr("compiled without a generator description"));
  EXPECT_THAT(outcome({"-n", "5"}, fake::model(), "[generator]\nfoo = 1").said,
              HasSubstr("error: fake.toml:2:1: key 'foo'"));
  std::string longer = fake::description;
  longer.replace(longer.find("normal = 8"), 10, "normal = 9");
  const Outcome is = outcome({"-n", "5"}, fake::model(), longer);
  EXPECT_EQ(is.code, 1);
  EXPECT_THAT(is.said, HasSubstr("input tensor 'z' have 9 elements together, expected 8"));
}

TEST(GenerateErrors, AModelOfAnotherInterfaceIsRefused) {
  ganc_model model = fake::model();
  model.abi_version = GANC_ABI_VERSION + 1;
  const Outcome is = outcome({"-n", "5"}, model);
  EXPECT_EQ(is.code, 1);
  EXPECT_THAT(is.said, HasSubstr("fake-generate: error: "));
}

} // namespace
