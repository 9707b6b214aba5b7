// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The C++ interface to compiled models, on top of abi.h. Header only; C++20, the C and C++ libraries, libdl.
//
//   ganc::Model model("out/libgan3d-25.so");           // or model(*gan3d_25_model()) when linked in
//   ganc::Workspace workspace(model.workspaceBytes(n)); // one for each thread
//   int32_t status = model.run(n, inputs, outputs, workspace.bytes());
//
// A Model that loaded a library keeps it loaded; tables and names obtained from it live as long as it or a
// copy. Constructors throw std::runtime_error, whose text says what is wrong with which library; nothing else
// throws but std::bad_alloc. All const members may be called from any number of threads at once.

#ifndef GANC_RUNTIME_H
#define GANC_RUNTIME_H

#include "ganc/abi.h"

#include <dlfcn.h>
#include <link.h>

#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <memory>
#include <new>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ganc {

/// For every value, also one that no ganc_status has.
inline const char *statusText(int32_t status) {
  switch (status) {
  case GANC_OK:
    return "done";
  case GANC_UNSUPPORTED_CPU:
    return "this CPU has none of the targets that the model was compiled for";
  case GANC_INVALID_ARGUMENT:
    return "an argument is invalid";
  }
  return "unknown status";
}

/// Memory that `run` may write to, aligned as it must be. One call at a time uses it.
class Workspace {
public:
  explicit Workspace(std::size_t size) : memory(new (alignment) std::byte[size]), size(size) {}

  std::span<std::byte> bytes() { return {memory.get(), size}; }

private:
  static constexpr std::align_val_t alignment{GANC_WORKSPACE_ALIGNMENT};
  struct Free {
    void operator()(std::byte *bytes) const { ::operator delete[](bytes, alignment); }
  };
  std::unique_ptr<std::byte[], Free> memory;
  std::size_t size;
};

class Model {
public:
  /// A model that is linked into the program; `table` lives as long as that.
  explicit Model(const ganc_model &table) : model(&table) { checkVersion("the model"); }

  /// Loads a library that ganc made. It may have been renamed.
  explicit Model(const std::string &libraryPath) : library(load(libraryPath)) {
    const auto function = reinterpret_cast<const ganc_model *(*)()>(
        dlsym(library.get(), (modelName(library.get()) + "_model").c_str()));
    model = function ? function() : nullptr;
    if (!model)
      throw std::runtime_error(libraryPath + " was not made by ganc: it has no function MODEL_model");
    checkVersion(libraryPath);
  }

  const ganc_model &table() const { return *model; }
  std::span<const ganc_tensor> inputs() const { return {model->inputs, std::size_t(model->input_count)}; }
  std::span<const ganc_tensor> outputs() const { return {model->outputs, std::size_t(model->output_count)}; }
  std::span<const ganc_condition> conditions() const {
    return {model->conditions, std::size_t(model->condition_count)};
  }
  std::span<const ganc_variant> variants() const {
    return {model->variants, std::size_t(model->variant_count)};
  }
  std::size_t workspaceBytes(int64_t n) const { return model->workspace_bytes(n); }

  /// Makes n showers (see ganc_run_fn) and returns a ganc_status: GANC_INVALID_ARGUMENT also when there are
  /// too few pointers or the workspace is too small. Allocates nothing.
  int32_t run(int64_t n, std::span<const float *const> inputs, std::span<float *const> outputs,
              std::span<std::byte> workspace) const noexcept {
    if (inputs.size() != this->inputs().size() || outputs.size() != this->outputs().size() || n < 0 ||
        workspace.size() < workspaceBytes(n))
      return GANC_INVALID_ARGUMENT;
    return model->run(n, inputs.data(), outputs.data(), workspace.data());
  }

  /// The same with a workspace that lasts for the call.
  int32_t run(int64_t n, std::span<const float *const> inputs, std::span<float *const> outputs) const {
    if (n < 0)
      return GANC_INVALID_ARGUMENT;
    Workspace workspace(workspaceBytes(n));
    return run(n, inputs, outputs, workspace.bytes());
  }

private:
  // A name without a slash would make dlopen search the system's folders.
  static std::shared_ptr<void> load(const std::string &path) {
    const std::string file = path.find('/') == path.npos ? "./" + path : path;
    if (isCutShort(file))
      throw std::runtime_error("cannot load " + path + ": file is cut short");
    if (void *handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL))
      return {handle, dlclose};
    throw std::runtime_error("cannot load " + path + ": " + dlerror());
  }

  // dlopen would end the process with SIGBUS. Linkers put the table of sections last.
  static bool isCutShort(const std::string &file) {
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    const auto length = std::uint64_t(stream.tellg());
    ElfW(Ehdr) header{};
    stream.seekg(0).read(reinterpret_cast<char *>(&header), sizeof header);
    const std::uint64_t tableBytes = std::uint64_t(header.e_shnum) * header.e_shentsize;
    return stream && std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 &&
           (header.e_shoff > length || tableBytes > length - header.e_shoff);
  }

  // In C: `gan3d_25` from the name that the library bears inside, libgan3d-25.so. Empty when it bears none.
  static std::string modelName(void *handle) {
    const std::string_view soName = librarySoName(handle);
    if (!soName.starts_with("lib") || !soName.ends_with(".so"))
      return "";
    std::string name(soName.substr(3, soName.size() - 6));
    for (char &character : name)
      if (!std::isalnum(static_cast<unsigned char>(character)))
        character = '_';
    return name.empty() || std::isdigit(static_cast<unsigned char>(name[0])) ? "_" + name : name;
  }

  static std::string_view librarySoName(void *handle) {
    link_map *map = nullptr;
    if (dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0)
      return "";
    const char *strings = nullptr;
    const ElfW(Dyn) *soName = nullptr;
    for (const ElfW(Dyn) *entry = map->l_ld; entry->d_tag != DT_NULL; entry++) {
      if (entry->d_tag == DT_STRTAB)
        strings = reinterpret_cast<const char *>(entry->d_un.d_ptr);
      if (entry->d_tag == DT_SONAME)
        soName = entry;
    }
    return strings && soName ? strings + soName->d_un.d_val : "";
  }

  void checkVersion(const std::string &where) const {
    if (model->abi_version != GANC_ABI_VERSION)
      throw std::runtime_error(where + " has ABI version " + std::to_string(model->abi_version) +
                               ", expected " + std::to_string(GANC_ABI_VERSION));
    if (model->model_bytes != sizeof(ganc_model))
      throw std::runtime_error(where + " has a model table of " + std::to_string(model->model_bytes) +
                               " bytes, expected " + std::to_string(sizeof(ganc_model)));
  }

  std::shared_ptr<void> library; // none when the model is linked in
  const ganc_model *model;
};

} // namespace ganc

#endif
