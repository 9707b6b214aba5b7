// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/onnx/ExternalData.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;
namespace path = llvm::sys::path;

namespace ganc::onnx_import {

template <typename... Values> static Error refuse(const char *format, const Values &...values) {
  return createStringError(inconvertibleErrorCode(), format, values...);
}

/// The real path of an existing regular file inside the folder.
static Expected<std::string> locate(StringRef folder, StringRef location) {
  const std::string name = location.str();
  // A NUL would end the name for the system but not for these checks.
  if (location.empty() || location.contains('\0') || path::is_absolute(location) ||
      is_contained(make_range(path::begin(location), path::end(location)), StringRef("..")))
    return refuse("external data is in '%s', expected a path inside the model's folder", name.c_str());
  SmallString<256> wanted(folder), file, inside;
  path::append(wanted, location);
  if (const std::error_code error = sys::fs::real_path(wanted, file))
    return refuse("external data '%s' is not readable: %s", name.c_str(), error.message().c_str());
  if (const std::error_code error = sys::fs::real_path(folder.empty() ? "." : folder, inside))
    return refuse("the model's folder is not readable: %s", error.message().c_str());
  if (!file.starts_with(inside == "/" ? "/" : (inside + "/").str()))
    return refuse("external data '%s' is a link to '%s', expected a file inside the model's folder",
                  name.c_str(), file.c_str());
  if (!sys::fs::is_regular_file(file))
    return refuse("external data '%s' is no regular file", name.c_str());
  return file.str().str();
}

Expected<std::string> readExternalData(StringRef folder, StringRef location, uint64_t offset,
                                       uint64_t length) {
  Expected<std::string> file = locate(folder, location);
  if (!file)
    return file.takeError();
  uint64_t size = 0;
  if (const std::error_code error = sys::fs::file_size(*file, size))
    return refuse("external data '%s' is not readable: %s", file->c_str(), error.message().c_str());
  if (offset > size || length > size - offset)
    return refuse("external data '%s' has %llu bytes, expected %llu at offset %llu", location.str().c_str(),
                  static_cast<unsigned long long>(size), static_cast<unsigned long long>(length),
                  static_cast<unsigned long long>(offset));
  if (length == 0)
    return std::string();
  auto buffer = MemoryBuffer::getFileSlice(*file, length, offset);
  if (!buffer)
    return refuse("external data '%s' is not readable: %s", file->c_str(),
                  buffer.getError().message().c_str());
  return (*buffer)->getBuffer().str();
}

} // namespace ganc::onnx_import
