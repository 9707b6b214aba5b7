// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "compiler/target/StagedFolder.h"

#include "compiler/target/PathIn.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <csignal>
#include <utility>

using namespace llvm;
using namespace ganc;

static Error writeError(const Twine &path, const Twine &reason) {
  return createStringError("cannot write " + path + ": " + reason);
}

Expected<StagedFolder> StagedFolder::create(StringRef folder) {
  // A file-size limit is to be an error of write(), also in the linkers that are started.
  std::signal(SIGXFSZ, SIG_IGN);
  const bool isNew = !sys::fs::exists(folder);
  if (!isNew && !sys::fs::is_directory(folder))
    return writeError(folder, "is no folder");
  if (std::error_code error = sys::fs::create_directories(folder, /*IgnoreExisting=*/true, sys::fs::all_all))
    return writeError(folder, error.message());
  SmallString<128> staging;
  sys::fs::createUniquePath(pathIn(folder, ".ganc-%%%%%%%%"), staging, /*MakeAbsolute=*/false);
  if (std::error_code error = sys::fs::create_directory(staging, /*IgnoreExisting=*/false))
    return writeError(folder, error.message());
  return StagedFolder(folder.str(), staging.str().str(), isNew);
}

StagedFolder::StagedFolder(std::string folder, std::string staging, bool isNew)
    : folder(std::move(folder)), staging(std::move(staging)), isNew(isNew) {}

StagedFolder::StagedFolder(StagedFolder &&other)
    : folder(std::move(other.folder)), staging(std::exchange(other.staging, "")), isNew(other.isNew),
      names(std::move(other.names)) {}

StagedFolder::~StagedFolder() {
  if (staging.empty())
    return;
  sys::fs::remove_directories(staging);
  if (isNew)
    sys::fs::remove(folder); // fails, as it should, when there is something in it
}

std::string StagedFolder::target(StringRef name) const {
  return pathIn(folder, name);
}

Error StagedFolder::cannotWrite(StringRef name, StringRef reason) const {
  return writeError(target(name), reason);
}

std::string StagedFolder::add(StringRef name) {
  names.push_back(name.str());
  return pathIn(staging, name);
}

static std::error_code writeFile(StringRef path, StringRef bytes) {
  std::error_code error;
  raw_fd_ostream file(path, error);
  if (error)
    return error;
  file << bytes;
  file.close();
  error = file.error();
  file.clear_error(); // else its destructor ends the process
  return error;
}

Error StagedFolder::write(StringRef name, StringRef bytes) {
  std::error_code error = writeFile(add(name), bytes);
  return error ? cannotWrite(name, error.message()) : Error::success();
}

std::string StagedFolder::scratch(StringRef name) const {
  return pathIn(staging, "scratch-" + name.str());
}

Expected<std::string> StagedFolder::writeScratch(StringRef name, StringRef bytes) const {
  if (std::error_code error = writeFile(scratch(name), bytes))
    return cannotWrite(name, error.message());
  return scratch(name);
}

// Looked at beforehand because a rename that fails in the middle cannot be undone.
Error StagedFolder::checkTargets() const {
  for (const std::string &name : names)
    if (sys::fs::is_directory(target(name)))
      return cannotWrite(name, "is a folder");
  return Error::success();
}

Error StagedFolder::commit() {
  if (Error error = checkTargets())
    return error;
  for (const std::string &name : names)
    if (std::error_code error = sys::fs::rename(pathIn(staging, name), target(name)))
      return cannotWrite(name, error.message());
  names.clear();
  return Error::success();
}
