// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "compiler/target/Linker.h"

#include "compiler/target/Toolchain.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

#include <dlfcn.h>
#include <link.h>

using namespace llvm;

static Expected<std::string> findTool(StringRef recorded, ArrayRef<StringRef> names) {
  if (sys::fs::can_execute(recorded))
    return recorded.str();
  for (StringRef name : names)
    if (ErrorOr<std::string> found = sys::findProgramByName(name))
      return *found;
  return createStringError("cannot link: " + names.front() + " is not on PATH, nor is it " + recorded);
}

static std::string contents(StringRef file) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> buffer = MemoryBuffer::getFile(file);
  return buffer ? (*buffer)->getBuffer().trim().str() : "";
}

static Error runTool(Expected<std::string> tool, ArrayRef<std::string> arguments, StringRef log) {
  if (!tool)
    return tool.takeError();
  SmallVector<StringRef> command = {*tool};
  command.append(arguments.begin(), arguments.end());
  const std::optional<StringRef> redirects[] = {StringRef(""), log, log};
  std::string problem;
  const int status = sys::ExecuteAndWait(*tool, command, std::nullopt, redirects, /*SecondsToWait=*/0,
                                         /*MemoryLimit=*/0, &problem);
  if (status == 0)
    return Error::success();
  return createStringError(*tool + " failed: " + (problem.empty() ? contents(log) : problem));
}

Error ganc::runLinker(ArrayRef<std::string> arguments, StringRef log) {
  return runTool(findTool(toolchain::linker, {"ld.lld-22", "ld.lld"}), arguments, log);
}

Error ganc::runCxxDriver(ArrayRef<std::string> arguments, StringRef log) {
  return runTool(findTool(toolchain::cxxDriver, {"c++", "g++", "clang++"}), arguments, log);
}

std::string ganc::findLibC() {
  void *handle = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
  link_map *map = nullptr;
  const bool known = handle && dlinfo(handle, RTLD_DI_LINKMAP, &map) == 0;
  std::string path = known ? map->l_name : "";
  if (handle)
    dlclose(handle);
  return path;
}
