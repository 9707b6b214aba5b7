// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the object of a model made by hand to the files that users get.
#include "compiler/target/Artifact.h"
#include "compiler/target/Interface.h"
#include "dialects/kernel/CName.h"

#include "llvm/Object/Archive.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/MemoryBuffer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include <dlfcn.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace ganc;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

namespace fs = std::filesystem;

namespace {

std::unique_ptr<metadata::TensorT> tensor(const std::string &name, std::vector<int64_t> shape) {
  auto made = std::make_unique<metadata::TensorT>();
  made->name = name;
  made->shape = std::move(shape);
  return made;
}

ModelFacts fakeFacts(const std::string &name = "fake-net") {
  ModelFacts facts;
  facts.name = name;
  facts.ganc_version = "0";
  facts.workspace_bytes = 64;
  facts.inputs.push_back(tensor("z", {4}));
  facts.inputs.push_back(tensor("*/ bad", {}));
  facts.outputs.push_back(tensor("y", {1, 2, 2}));
  return facts;
}

class ArtifactTest : public testing::Test {
protected:
  void TearDown() override { fs::remove_all(out); }

  llvm::Error write(const ModelFacts &facts, llvm::StringRef code,
                    const std::string &libraries = RUNTIME_LIBRARIES) {
    StagedFolder staged = llvm::cantFail(StagedFolder::create(out));
    if (llvm::Error error = addLibrary(staged, {facts, code}, libraries))
      return error;
    return staged.commit();
  }

  std::vector<std::string> files() {
    std::vector<std::string> names;
    for (const fs::directory_entry &entry : fs::directory_iterator(out))
      names.push_back(entry.path().filename());
    return names;
  }

  std::string bytes(const std::string &file) {
    return llvm::cantFail(llvm::errorOrToExpected(llvm::MemoryBuffer::getFile(out + "/" + file)))
        ->getBuffer()
        .str();
  }

  const std::string out = testing::TempDir() + "artifact-" + std::to_string(getpid());
  const std::unique_ptr<llvm::MemoryBuffer> object =
      llvm::cantFail(llvm::errorOrToExpected(llvm::MemoryBuffer::getFile(FAKE_OBJECT)));
};

std::vector<std::string> exportedNames(const llvm::object::ELFObjectFileBase &library) {
  std::vector<std::string> names;
  for (const llvm::object::ELFSymbolRef symbol : library.getDynamicSymbolIterators())
    if (!(llvm::cantFail(symbol.getFlags()) & llvm::object::SymbolRef::SF_Undefined))
      names.push_back(llvm::cantFail(symbol.getName()).str());
  return names;
}

std::vector<std::string> neededLibraries(const llvm::object::ELF64LEObjectFile &library) {
  const auto &file = library.getELFFile();
  const char *strings = nullptr;
  std::vector<uint64_t> offsets;
  for (const auto &entry : llvm::cantFail(file.dynamicEntries())) {
    if (entry.getTag() == llvm::ELF::DT_NEEDED)
      offsets.push_back(entry.getVal());
    if (entry.getTag() == llvm::ELF::DT_STRTAB)
      strings = reinterpret_cast<const char *>(llvm::cantFail(file.toMappedAddr(entry.getPtr())));
  }
  std::vector<std::string> names;
  for (uint64_t offset : offsets)
    names.push_back(strings + offset);
  return names;
}

TEST_F(ArtifactTest, writesTheFilesOfALibrary) {
  ASSERT_FALSE(write(fakeFacts(), object->getBuffer()));
  EXPECT_THAT(files(), UnorderedElementsAre("libfake-net.a", "libfake-net.so", "fake-net.h", "abi.h",
                                            "fake-netConfig.cmake"));
}

TEST_F(ArtifactTest, makesASharedLibraryThatRuns) {
  ASSERT_FALSE(write(fakeFacts(), object->getBuffer()));
  void *library = dlopen((out + "/libfake-net.so").c_str(), RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(library, nullptr) << dlerror();
  const auto function = reinterpret_cast<const ganc_model *(*)()>(dlsym(library, "fake_net_model"));
  ASSERT_NE(function, nullptr);
  const float z[] = {1, 2, 3, 4}, energy[] = {200};
  float y[4];
  const float *inputs[] = {z, energy};
  float *outputs[] = {y};
  alignas(GANC_WORKSPACE_ALIGNMENT) char workspace[64];
  ASSERT_EQ(function()->run(1, inputs, outputs, workspace), GANC_OK);
  EXPECT_THAT(y, ElementsAre(2, 4, 6, 8));
  dlclose(library);
}

TEST_F(ArtifactTest, exportsTheModelOnlyAndNeedsTheCLibraryOnly) {
  ASSERT_FALSE(write(fakeFacts(), object->getBuffer()));
  auto binary = llvm::cantFail(llvm::object::createBinary(out + "/libfake-net.so"));
  const auto &library = *llvm::cast<llvm::object::ELF64LEObjectFile>(binary.getBinary());
  EXPECT_THAT(exportedNames(library), ElementsAre("fake_net_model"));
  EXPECT_THAT(neededLibraries(library), ElementsAre("libc.so.6"));
}

TEST_F(ArtifactTest, putsObjectAndDispatcherIntoTheArchive) {
  ASSERT_FALSE(write(fakeFacts(), object->getBuffer()));
  auto binary = llvm::cantFail(llvm::object::createBinary(out + "/libfake-net.a"));
  const auto &archive = *llvm::cast<llvm::object::Archive>(binary.getBinary());
  std::vector<std::string> symbols;
  for (const auto &symbol : archive.symbols())
    symbols.push_back(symbol.getName().str());
  EXPECT_THAT(symbols, UnorderedElementsAre("fake_net_model", "ganc_dispatch_v1", "ganc_cpu_level_v1"));
}

TEST_F(ArtifactTest, writesEqualBytesForEqualFacts) {
  ASSERT_FALSE(write(fakeFacts(), object->getBuffer()));
  const std::string archive = bytes("libfake-net.a"), library = bytes("libfake-net.so");
  ASSERT_FALSE(write(fakeFacts(), object->getBuffer()));
  EXPECT_EQ(bytes("libfake-net.a"), archive);
  EXPECT_EQ(bytes("libfake-net.so"), library);
}

TEST_F(ArtifactTest, leavesNothingWhenTheObjectCannotBeLinked) {
  EXPECT_THAT(llvm::toString(write(fakeFacts(), "no ELF")),
              HasSubstr("cannot write " + out + "/libfake-net.so: "));
  EXPECT_FALSE(fs::exists(out));
}

TEST_F(ArtifactTest, refusesAnObjectWithoutTheModelsFunction) {
  EXPECT_THAT(llvm::toString(write(fakeFacts("other"), object->getBuffer())), HasSubstr("other_model"));
}

TEST_F(ArtifactTest, leavesNothingWhenTheRuntimeIsMissing) {
  EXPECT_THAT(llvm::toString(write(fakeFacts(), object->getBuffer(), "/no/such/folder")),
              HasSubstr("cannot read /no/such/folder/libganc_dispatch.a"));
  EXPECT_FALSE(fs::exists(out));
}

TEST_F(ArtifactTest, leavesNothingWhenTheDiskIsFullAtAnyPoint) {
  rlimit before;
  getrlimit(RLIMIT_FSIZE, &before);
  int failures = 0;
  for (rlim_t bytes = 64; bytes < 16384; bytes *= 2) {
    fs::remove_all(out);
    const rlimit limit = {bytes, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
    const std::string problem = llvm::toString(write(fakeFacts(), object->getBuffer()));
    setrlimit(RLIMIT_FSIZE, &before);
    failures += !problem.empty();
    EXPECT_TRUE(problem.empty() || problem.starts_with("cannot write " + out)) << problem;
    EXPECT_EQ(fs::exists(out), problem.empty());
  }
  EXPECT_GT(failures, 4);
}

TEST_F(ArtifactTest, refusesAModelWhoseHeaderWouldReplaceTheInterface) {
  EXPECT_THAT(llvm::toString(write(fakeFacts("abi"), object->getBuffer())), HasSubstr("rename the model"));
}

TEST(CName, replacesWhatCDoesNotKnow) {
  EXPECT_EQ(cName("gan3d-25"), "gan3d_25");
  EXPECT_EQ(cName("3d.gan"), "_3d_gan");
  EXPECT_EQ(cName("caf\xc3\xa9"), "caf__");
  EXPECT_EQ(cName(""), "_");
}

TEST(Interface, givesSizesAndSurvivesHostileNames) {
  const std::string header = headerText(fakeFacts());
  EXPECT_THAT(header, HasSubstr("#define FAKE_NET_INPUT_0_ELEMENTS 4 /* z [4] */"));
  EXPECT_THAT(header, HasSubstr("#define FAKE_NET_INPUT_1_ELEMENTS 1 /* ?/ bad [] */"));
  EXPECT_THAT(header, HasSubstr("#define FAKE_NET_OUTPUT_0_ELEMENTS 4 /* y [1, 2, 2] */"));
  EXPECT_THAT(header, HasSubstr("#define FAKE_NET_WORKSPACE_BYTES 64"));
  EXPECT_THAT(header, HasSubstr("const ganc_model *fake_net_model(void);"));
}

TEST(Interface, namesTargetsLikeTheModel) {
  const std::string text = cmakeText(fakeFacts());
  EXPECT_THAT(text, HasSubstr("add_library(\"fake-net::fake-net\" SHARED IMPORTED)"));
  EXPECT_THAT(text, HasSubstr("\"${CMAKE_CURRENT_LIST_DIR}/libfake-net.a\""));
  EXPECT_THAT(cmakeText(fakeFacts("a\"$b")), HasSubstr("liba\\\"\\$b.so"));
}

TEST(Metadata, packsEqualFactsIntoEqualBytesThatReadBack) {
  const std::vector<uint8_t> bytes = packMetadata(fakeFacts());
  EXPECT_EQ(bytes, packMetadata(fakeFacts()));
  ganc_model model = {};
  model.metadata = bytes.data();
  model.metadata_bytes = bytes.size();
  ASSERT_NE(readMetadata(model), nullptr);
  EXPECT_EQ(readMetadata(model)->outputs()->Get(0)->shape()->Get(2), 2);
}

TEST(Metadata, hashesLikeSha256sum) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

} // namespace
