// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A folder of its own for each test, removed with it, and the bytes of a file.

#ifndef GANC_TEST_UNIT_RUNTIME_SHOWERS_FOLDER_H
#define GANC_TEST_UNIT_RUNTIME_SHOWERS_FOLDER_H

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdlib.h>
#include <string>

namespace ganc {

struct Folder {
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "ganc-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string file(const std::string &name) const { return (path / name).string(); }

  std::filesystem::path path;
};

inline std::string bytes(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace ganc

#endif
