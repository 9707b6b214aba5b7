// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files that appear in a folder together, when all of them are complete, or not at all: they are written in a
// hidden folder inside it and moved out by commit(). Errors read "cannot write X: reason". Not thread safe.

#ifndef GANC_COMPILER_TARGET_STAGEDFOLDER_H
#define GANC_COMPILER_TARGET_STAGEDFOLDER_H

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace ganc {

class StagedFolder {
public:
  /// Makes `folder` when it does not exist.
  static llvm::Expected<StagedFolder> create(llvm::StringRef folder);

  StagedFolder(StagedFolder &&other);
  StagedFolder(const StagedFolder &) = delete;
  StagedFolder &operator=(const StagedFolder &) = delete;
  /// Removes what was not committed, and the folder when create() made it and it stayed empty.
  ~StagedFolder();

  /// Where the file `name` is to be written by others.
  std::string add(llvm::StringRef name);

  llvm::Error write(llvm::StringRef name, llvm::StringRef bytes);

  /// Where a file may lie that is needed until the staged folder goes; it is never committed.
  std::string scratch(llvm::StringRef name) const;
  llvm::Expected<std::string> writeScratch(llvm::StringRef name, llvm::StringRef bytes) const;

  /// Replaces files of the same names.
  llvm::Error commit();

  /// "cannot write FOLDER/NAME: reason"
  llvm::Error cannotWrite(llvm::StringRef name, llvm::StringRef reason) const;

private:
  StagedFolder(std::string folder, std::string staging, bool isNew);
  std::string target(llvm::StringRef name) const;
  llvm::Error checkTargets() const;

  std::string folder, staging;
  bool isNew;
  std::vector<std::string> names;
};

} // namespace ganc

#endif
