// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The C++ interface, on libraries made by hand: y = z * energy / 100.
#include "ganc/runtime.h"
#include "ganc/metadata.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>
#include <vector>

using namespace ganc;
using testing::ElementsAre;
using testing::HasSubstr;

extern "C" const ganc_model *fake_net_model(void);

namespace {

std::string messageOf(const std::function<void()> &action) {
  try {
    action();
  } catch (const std::runtime_error &error) {
    return error.what();
  }
  return "no error";
}

std::string messageOfLoading(const std::string &path) {
  return messageOf([&] { Model model(path); });
}

// Two showers through any model of the fake kind.
struct TwoShowers {
  std::vector<float> z = {1, 2, 3, 4, 5, 6, 7, 8}, energy = {50, 200}, y = std::vector<float>(8, -1);
  const float *inputs[2] = {z.data(), energy.data()};
  float *outputs[1] = {y.data()};
};

TEST(Runtime, runsALoadedLibrary) {
  const Model model(FAKE_MODEL);
  TwoShowers showers;
  EXPECT_EQ(model.run(2, showers.inputs, showers.outputs), GANC_OK);
  EXPECT_THAT(showers.y, ElementsAre(0.5, 1, 1.5, 2, 10, 12, 14, 16));
}

TEST(Runtime, runsAModelThatIsLinkedIn) {
  const Model model(*fake_net_model());
  TwoShowers showers;
  Workspace workspace(model.workspaceBytes(2));
  EXPECT_EQ(model.run(2, showers.inputs, showers.outputs, workspace.bytes()), GANC_OK);
  EXPECT_EQ(showers.y[7], 16);
}

TEST(Runtime, describesTheModel) {
  const Model model(FAKE_MODEL);
  EXPECT_STREQ(model.table().name, "fake-net");
  ASSERT_EQ(model.inputs().size(), 2u);
  EXPECT_STREQ(model.inputs()[1].name, "primary");
  EXPECT_EQ(model.outputs()[0].elements, 4);
  EXPECT_EQ(model.conditions()[0].high, 500);
  EXPECT_STREQ(model.variants()[0].target, "baseline");
  ASSERT_NE(readMetadata(model.table()), nullptr);
}

TEST(Runtime, keepsTheLibraryAsLongAsACopy) {
  std::optional<Model> first(FAKE_MODEL);
  const Model copy = *first;
  first.reset();
  EXPECT_STREQ(copy.table().name, "fake-net");
}

TEST(Runtime, findsTheFunctionOfARenamedLibrary) {
  const std::string renamed = testing::TempDir() + "another-name";
  std::filesystem::copy_file(FAKE_MODEL, renamed, std::filesystem::copy_options::overwrite_existing);
  EXPECT_STREQ(Model(renamed).table().name, "fake-net");
  std::filesystem::remove(renamed);
}

TEST(Runtime, doesNothingForNoShowers) {
  const Model model(FAKE_MODEL);
  TwoShowers showers;
  EXPECT_EQ(model.run(0, showers.inputs, showers.outputs), GANC_OK);
  EXPECT_EQ(showers.y[0], -1);
}

TEST(Runtime, refusesWrongArgumentsAndLeavesTheOutputs) {
  const Model model(FAKE_MODEL);
  TwoShowers showers;
  Workspace enough(model.workspaceBytes(2)), small(1);
  const std::span<const float *const> tooFew(showers.inputs, 1);
  EXPECT_EQ(model.run(-1, showers.inputs, showers.outputs), GANC_INVALID_ARGUMENT);
  EXPECT_EQ(model.run(2, tooFew, showers.outputs), GANC_INVALID_ARGUMENT);
  EXPECT_EQ(model.run(2, showers.inputs, {}), GANC_INVALID_ARGUMENT);
  EXPECT_EQ(model.run(2, showers.inputs, showers.outputs, small.bytes()), GANC_INVALID_ARGUMENT);
  Workspace shifted(model.workspaceBytes(2) + 4);
  EXPECT_EQ(model.run(2, showers.inputs, showers.outputs, shifted.bytes().subspan(4)), GANC_INVALID_ARGUMENT);
  showers.inputs[1] = nullptr;
  EXPECT_EQ(model.run(2, showers.inputs, showers.outputs, enough.bytes()), GANC_INVALID_ARGUMENT);
  EXPECT_EQ(showers.y, std::vector<float>(8, -1));
}

TEST(Runtime, saysThatTheCpuIsUnsupported) {
  const Model model(FAKE_MODEL_OTHER_CPU);
  TwoShowers showers;
  EXPECT_EQ(model.run(2, showers.inputs, showers.outputs), GANC_UNSUPPORTED_CPU);
  EXPECT_EQ(showers.y[0], -1);
}

TEST(Runtime, alignsItsWorkspaces) {
  for (size_t size : {1, 63, 64, 1000})
    EXPECT_EQ(reinterpret_cast<uintptr_t>(Workspace(size).bytes().data()) % GANC_WORKSPACE_ALIGNMENT, 0u);
}

TEST(Runtime, isUsedByTwoThreadsAtOnce) {
  const Model model(FAKE_MODEL);
  auto work = [&] {
    for (int repeat = 0; repeat < 100; repeat++) {
      TwoShowers showers;
      ASSERT_EQ(model.run(2, showers.inputs, showers.outputs), GANC_OK);
      ASSERT_EQ(showers.y[7], 16);
    }
  };
  std::thread first(work), second(work);
  first.join();
  second.join();
}

TEST(Runtime, namesAMissingLibrary) {
  EXPECT_THAT(messageOfLoading("no/such.so"), HasSubstr("cannot load no/such.so: "));
  EXPECT_THAT(messageOfLoading("nosuch.so"), HasSubstr("cannot load nosuch.so: "));
}

TEST(Runtime, refusesATextFile) {
  const std::string path = testing::TempDir() + "text.so";
  std::ofstream(path) << "no library\n";
  EXPECT_THAT(messageOfLoading(path), HasSubstr("cannot load " + path));
  std::filesystem::remove(path);
}

TEST(Runtime, refusesALibraryOfSomebodyElse) {
  EXPECT_THAT(messageOfLoading("/proc/self/exe"), HasSubstr("cannot load"));
  const std::string cxxLibrary = [] {
    Dl_info info;
    return dladdr(reinterpret_cast<void *>(&std::terminate), &info) ? info.dli_fname : "";
  }();
  EXPECT_THAT(messageOfLoading(cxxLibrary), HasSubstr("was not made by ganc"));
}

TEST(Runtime, refusesAnotherAbi) {
  EXPECT_THAT(messageOfLoading(FAKE_MODEL_OTHER_ABI), HasSubstr("has ABI version 99, expected 1"));
  ganc_model other = *fake_net_model();
  other.model_bytes = 8;
  EXPECT_THAT(messageOf([&] { Model model(other); }), HasSubstr("model table of 8 bytes, expected"));
}

TEST(Runtime, hasATextForEveryStatus) {
  EXPECT_STREQ(statusText(GANC_OK), "done");
  EXPECT_STREQ(statusText(77), "unknown status");
}

} // namespace
