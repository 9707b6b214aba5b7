// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Any bytes as an ONNX file: the answer must be a verified module or an error, never both or neither, and
// never a crash. Start it in a folder with a few real models.

#include "compiler/onnx/Import.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

using namespace mlir;

/// LLVM's allocator poisons memory in our instrumented code and does not unpoison it in its own library.
extern "C" const char *__asan_default_options() {
  return "allow_user_poisoning=0";
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const std::string path =
      std::filesystem::temp_directory_path() / ("onnx-reader-fuzzer-" + std::to_string(getpid()) + ".onnx");
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char *>(data), size);
  MLIRContext context(MLIRContext::Threading::DISABLED);
  int errors = 0;
  context.getDiagEngine().registerHandler(
      [&](Diagnostic &diagnostic) { errors += diagnostic.getSeverity() == DiagnosticSeverity::Error; });
  const bool imported = static_cast<bool>(ganc::importOnnx(path, context));
  if (imported == (errors > 0))
    std::abort();
  return 0;
}
