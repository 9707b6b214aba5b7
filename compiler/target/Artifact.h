// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The files that users get, from the object code of one model:
//
//   libMODEL.a        the object and the dispatcher
//   libMODEL.so       the same, linked; exports MODEL_model only, needs libc only
//   MODEL.h abi.h     the C interface
//   MODELConfig.cmake targets MODEL::MODEL and MODEL::MODEL_static
//   MODEL-generate    the shower generator
//
// They stand alone: the folder can be moved. Equal facts and objects give equal files. MODEL is facts.name.

#ifndef GANC_COMPILER_TARGET_ARTIFACT_H
#define GANC_COMPILER_TARGET_ARTIFACT_H

#include "compiler/target/Metadata.h"
#include "compiler/target/StagedFolder.h"

namespace ganc {

struct Artifact {
  const ModelFacts &facts;
  llvm::StringRef object; ///< ELF; defines `<cName>_model`
  /// Instrumented code leaves the sanitizer's symbols to the program that loads it.
  bool instrumented = false;
};

/// The folder of ganc's own libraries: in the build tree or the installation of the running executable.
llvm::Expected<std::string> findRuntimeLibraries();

/// Everything but MODEL-generate.
llvm::Error addLibrary(StagedFolder &staged, const Artifact &artifact, llvm::StringRef runtimeLibraries);

/// MODEL-generate. Needs a C++ compiler driver on this machine; the object must not be instrumented.
llvm::Error addGenerator(StagedFolder &staged, const Artifact &artifact, llvm::StringRef runtimeLibraries);

} // namespace ganc

#endif
