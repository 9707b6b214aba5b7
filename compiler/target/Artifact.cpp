// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "compiler/target/Artifact.h"

#include "compiler/target/Interface.h"
#include "compiler/target/Linker.h"
#include "compiler/target/PathIn.h"
#include "compiler/target/Toolchain.h"
#include "dialects/kernel/CName.h"

#include "llvm/Object/Archive.h"
#include "llvm/Object/ArchiveWriter.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace ganc;

static constexpr char dispatchLibrary[] = "libganc_dispatch.a";

Expected<std::string> ganc::findRuntimeLibraries() {
  const std::string executable =
      sys::fs::getMainExecutable(nullptr, reinterpret_cast<void *>(&findRuntimeLibraries));
  const StringRef root = sys::path::parent_path(sys::path::parent_path(executable));
  const std::string installed = pathIn(pathIn(root, toolchain::libraryFolder), "ganc");
  const std::string built = pathIn(root, "lib");
  for (const std::string &folder : {installed, built})
    if (sys::fs::exists(pathIn(folder, dispatchLibrary)))
      return folder;
  return createStringError("cannot find " + Twine(dispatchLibrary) + " in " + installed + " or " + built +
                           ": the installation of ganc is not complete");
}

static Error addArchive(StagedFolder &staged, const Artifact &artifact, StringRef dispatchFile) {
  Expected<object::OwningBinary<object::Binary>> dispatch = object::createBinary(dispatchFile);
  if (!dispatch)
    return joinErrors(createStringError("cannot read " + dispatchFile), dispatch.takeError());
  std::vector<NewArchiveMember> members;
  const std::string objectName = artifact.facts.name + ".o"; // members only refer to their names
  members.emplace_back(MemoryBufferRef(artifact.object, objectName));
  Error error = Error::success();
  for (const object::Archive::Child &child : cast<object::Archive>(dispatch->getBinary())->children(error)) {
    Expected<NewArchiveMember> member = NewArchiveMember::getOldMember(child, /*Deterministic=*/true);
    if (!member)
      return member.takeError();
    members.push_back(std::move(*member));
  }
  if (error)
    return error;
  // Into memory, since LLVM ends the process when it cannot write a file to its end.
  SmallVector<char> bytes;
  raw_svector_ostream stream(bytes);
  if (Error failed =
          writeArchiveToStream(stream, members, SymtabWritingMode::NormalSymtab, object::Archive::K_GNU,
                               /*Deterministic=*/true, /*Thin=*/false))
    return failed;
  return staged.write("lib" + artifact.facts.name + ".a", StringRef(bytes.data(), bytes.size()));
}

static Error addSharedLibrary(StagedFolder &staged, const Artifact &artifact, StringRef dispatchFile) {
  const std::string name = "lib" + artifact.facts.name + ".so";
  Expected<std::string> object = staged.writeScratch("object", artifact.object);
  if (!object)
    return object.takeError();
  Expected<std::string> exports =
      staged.writeScratch("exports", "{ global: " + cName(artifact.facts.name) + "_model; local: *; };");
  if (!exports)
    return exports.takeError();
  std::vector<std::string> arguments = {"-shared",
                                        "-soname",
                                        name,
                                        "--version-script=" + *exports,
                                        "--as-needed",
                                        "-z",
                                        "relro",
                                        "-z",
                                        "now",
                                        "-o",
                                        staged.add(name),
                                        *object,
                                        dispatchFile.str()};
  const std::string libC = findLibC();
  if (!libC.empty())
    arguments.push_back(libC);
  if (!libC.empty() && !artifact.instrumented)
    arguments.insert(arguments.end(), {"-z", "defs"});
  if (Error error = runLinker(arguments, staged.scratch("log")))
    return staged.cannotWrite(name, toString(std::move(error)));
  return Error::success();
}

Error ganc::addLibrary(StagedFolder &staged, const Artifact &artifact, StringRef runtimeLibraries) {
  const ModelFacts &facts = artifact.facts;
  if (facts.name == "abi")
    return staged.cannotWrite("abi.h",
                              "it would be the header of the model and of the interface; rename the model");
  const std::string dispatchFile = pathIn(runtimeLibraries, dispatchLibrary);
  if (Error error = addArchive(staged, artifact, dispatchFile))
    return error;
  if (Error error = addSharedLibrary(staged, artifact, dispatchFile))
    return error;
  if (Error error = staged.write(facts.name + ".h", headerText(facts)))
    return error;
  if (Error error = staged.write("abi.h", toolchain::abiHeader))
    return error;
  return staged.write(facts.name + "Config.cmake", cmakeText(facts));
}

Error ganc::addGenerator(StagedFolder &staged, const Artifact &artifact, StringRef runtimeLibraries) {
  const std::string name = artifact.facts.name + "-generate";
  Expected<std::string> object = staged.writeScratch("generator.o", artifact.object);
  if (!object)
    return object.takeError();
  // The C++ library goes in, so that a worker node with an older one can run the generator.
  std::vector<std::string> arguments = {"-static-libstdc++",
                                        "-static-libgcc",
                                        "-pthread",
                                        "-o",
                                        staged.add(name),
                                        *object,
                                        "-Wl,--defsym=ganc_generated_model=" + cName(artifact.facts.name) +
                                            "_model"};
  if (*toolchain::cxxSanitize)
    arguments.push_back(toolchain::cxxSanitize);
  for (StringRef library : toolchain::generatorLibraries)
    arguments.push_back(pathIn(runtimeLibraries, library));
  arguments.insert(arguments.end(), {pathIn(runtimeLibraries, dispatchLibrary), toolchain::hdf5Library});
  if (Error error = runCxxDriver(arguments, staged.scratch("log")))
    return staged.cannotWrite(name, toString(std::move(error)));
  return Error::success();
}
