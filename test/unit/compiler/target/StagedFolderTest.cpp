// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files appear all or none, whatever goes wrong.
#include "compiler/target/StagedFolder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include <sys/resource.h>
#include <unistd.h>

using namespace ganc;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

namespace fs = std::filesystem;

namespace {

class StagedFolderTest : public testing::Test {
protected:
  void SetUp() override {
    fs::remove_all(root);
    fs::create_directory(root);
  }
  void TearDown() override { fs::remove_all(root); }

  StagedFolder stage(const std::string &folder) { return llvm::cantFail(StagedFolder::create(folder)); }

  // What is in a folder, hidden files too.
  static std::vector<std::string> files(const std::string &folder) {
    std::vector<std::string> names;
    for (const fs::directory_entry &entry : fs::directory_iterator(folder))
      names.push_back(entry.path().filename());
    return names;
  }

  static std::string text(const std::string &file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  const std::string root = testing::TempDir() + "staged-folder-" + std::to_string(getpid());
  const std::string out = root + "/out";
};

std::string message(llvm::Error error) {
  return llvm::toString(std::move(error));
}

TEST_F(StagedFolderTest, showsNothingBeforeTheCommitAndAllAfterwards) {
  {
    StagedFolder staged = stage(out);
    ASSERT_FALSE(staged.write("a", "first"));
    ASSERT_FALSE(staged.write("b", "second"));
    EXPECT_FALSE(fs::exists(out + "/a"));
    ASSERT_FALSE(staged.commit());
  }
  EXPECT_THAT(files(out), UnorderedElementsAre("a", "b"));
  EXPECT_EQ(text(out + "/b"), "second");
}

TEST_F(StagedFolderTest, leavesNothingWithoutACommit) {
  {
    StagedFolder staged = stage(out);
    ASSERT_FALSE(staged.write("a", "first"));
    ASSERT_TRUE(bool(staged.writeScratch("b", "second")));
  }
  EXPECT_THAT(files(root), IsEmpty());
}

TEST_F(StagedFolderTest, leavesAFolderThatWasThereAndWhatIsInIt) {
  fs::create_directory(out);
  std::ofstream(out + "/a") << "old";
  {
    StagedFolder staged = stage(out);
    ASSERT_FALSE(staged.write("a", "new"));
  }
  EXPECT_EQ(text(out + "/a"), "old");
  EXPECT_THAT(files(out), UnorderedElementsAre("a"));
}

TEST_F(StagedFolderTest, replacesOldFiles) {
  fs::create_directory(out);
  std::ofstream(out + "/a") << "old";
  StagedFolder staged = stage(out);
  ASSERT_FALSE(staged.write("a", "new"));
  ASSERT_FALSE(staged.commit());
  EXPECT_EQ(text(out + "/a"), "new");
}

TEST_F(StagedFolderTest, refusesAFileAsFolder) {
  std::ofstream(out) << "a file";
  llvm::Expected<StagedFolder> staged = StagedFolder::create(out);
  ASSERT_FALSE(bool(staged));
  EXPECT_EQ(message(staged.takeError()), "cannot write " + out + ": is no folder");
}

TEST_F(StagedFolderTest, saysWhyAFolderCannotBeMade) {
  std::ofstream(out) << "a file";
  llvm::Expected<StagedFolder> staged = StagedFolder::create(out + "/below");
  ASSERT_FALSE(bool(staged));
  EXPECT_THAT(message(staged.takeError()), HasSubstr("cannot write " + out + "/below: "));
}

TEST_F(StagedFolderTest, refusesAFolderThatIsNotWritable) {
  if (geteuid() == 0)
    GTEST_SKIP() << "root may write everywhere; /proc is tested instead";
  fs::create_directory(out);
  fs::permissions(out, fs::perms::owner_read | fs::perms::owner_exec);
  llvm::Expected<StagedFolder> staged = StagedFolder::create(out);
  ASSERT_FALSE(bool(staged));
  EXPECT_THAT(message(staged.takeError()), HasSubstr("ermission denied"));
}

TEST_F(StagedFolderTest, refusesAFileSystemThatTakesNoFiles) {
  llvm::Expected<StagedFolder> staged = StagedFolder::create("/proc");
  ASSERT_FALSE(bool(staged));
  EXPECT_THAT(message(staged.takeError()), HasSubstr("cannot write /proc: "));
}

TEST_F(StagedFolderTest, commitsNothingWhenOneNameIsTakenByAFolder) {
  fs::create_directories(out + "/b");
  {
    StagedFolder staged = stage(out);
    ASSERT_FALSE(staged.write("a", "first"));
    ASSERT_FALSE(staged.write("b", "second"));
    EXPECT_EQ(message(staged.commit()), "cannot write " + out + "/b: is a folder");
  }
  EXPECT_THAT(files(out), UnorderedElementsAre("b"));
}

TEST_F(StagedFolderTest, reportsThatTheDiskIsFull) {
  rlimit before;
  getrlimit(RLIMIT_FSIZE, &before);
  {
    StagedFolder staged = stage(out);
    const rlimit limit = {1000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
    const std::string problem = message(staged.write("a", std::string(100000, 'x')));
    setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_EQ(problem, "cannot write " + out + "/a: File too large");
  }
  EXPECT_THAT(files(root), IsEmpty());
}

} // namespace
