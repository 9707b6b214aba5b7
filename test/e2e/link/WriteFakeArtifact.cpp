// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// write-fake-artifact DIR: library and generator of the model made by hand (test/runtime/fake-model.c), as
// ganc writes it.
#include "compiler/target/Artifact.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace ganc;

static std::unique_ptr<metadata::TensorT> tensor(const char *name, std::vector<int64_t> shape) {
  auto made = std::make_unique<metadata::TensorT>();
  made->name = name;
  made->shape = std::move(shape);
  return made;
}

static ModelFacts fakeFacts() {
  ModelFacts facts;
  facts.name = "fake-net";
  facts.ganc_version = "0";
  facts.workspace_bytes = 64;
  facts.inputs.push_back(tensor("z", {4}));
  facts.inputs.push_back(tensor("primary", {1}));
  facts.outputs.push_back(tensor("y", {1, 2, 2}));
  return facts;
}

int main(int argc, char **argv) {
  llvm::ExitOnError exitOnError("write-fake-artifact: ");
  if (argc != 2)
    exitOnError(llvm::createStringError("expected one argument, the folder"));
  const auto object = exitOnError(llvm::errorOrToExpected(llvm::MemoryBuffer::getFile(FAKE_OBJECT)));
  StagedFolder staged = exitOnError(StagedFolder::create(argv[1]));
  const ModelFacts facts = fakeFacts();
  exitOnError(addLibrary(staged, {facts, object->getBuffer()}, RUNTIME_LIBRARIES));
  exitOnError(addGenerator(staged, {facts, object->getBuffer()}, RUNTIME_LIBRARIES));
  exitOnError(staged.commit());
}
