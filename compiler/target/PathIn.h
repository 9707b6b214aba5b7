// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef GANC_COMPILER_TARGET_PATHIN_H
#define GANC_COMPILER_TARGET_PATHIN_H

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

#include <string>

namespace ganc {

/// FOLDER/NAME
inline std::string pathIn(llvm::StringRef folder, const llvm::Twine &name) {
  llvm::SmallString<128> path(folder);
  llvm::sys::path::append(path, name);
  return path.str().str();
}

} // namespace ganc

#endif
