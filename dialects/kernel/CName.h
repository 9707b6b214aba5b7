// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The name of a model in C: every character that is no letter or digit becomes `_`, and one is put before a
// leading digit (gan3d-25 -> gan3d_25). The artifact's only exported function is `<cName>_model`.

#ifndef GANC_DIALECTS_KERNEL_CNAME_H
#define GANC_DIALECTS_KERNEL_CNAME_H

#include "llvm/ADT/StringExtras.h"

#include <string>

namespace ganc {

inline std::string cName(llvm::StringRef modelName) {
  std::string name = modelName.str();
  for (char &character : name)
    if (!llvm::isAlnum(character))
      character = '_';
  return name.empty() || llvm::isDigit(name[0]) ? "_" + name : name;
}

} // namespace ganc

#endif
