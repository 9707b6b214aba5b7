// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/LevelDump.h"

#include "compiler/Diagnostics.h"
#include "compiler/target/StagedFolder.h"
#include "dialects/gan/ModelName.h"

#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace ganc {

std::string levelText(ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  module.print(stream); // not in local scope, which leaves out resources: the weights
  stream << '\n';
  return text;
}

static LogicalResult writeInto(const std::string &folder, StringRef name, StringRef text) {
  auto staged = StagedFolder::create(folder);
  if (!staged)
    return reportError(llvm::toString(staged.takeError()));
  if (llvm::Error error = staged->write(name, text))
    return reportError(llvm::toString(std::move(error)));
  if (llvm::Error error = staged->commit())
    return reportError(llvm::toString(std::move(error)));
  return success();
}

LogicalResult writeFile(const std::string &path, StringRef text) {
  const StringRef folder = llvm::sys::path::parent_path(path);
  return writeInto(folder.empty() ? "." : folder.str(), llvm::sys::path::filename(path), text);
}

LogicalResult dumpLevel(ModuleOp module, Level level, const std::string &folder) {
  static constexpr StringLiteral names[] = {"1-graph.mlir", "2-quantized.mlir", "3-kernels.mlir",
                                            "4-machine.mlir"};
  return writeInto(folder, names[static_cast<int>(level)], levelText(module));
}

LogicalResult writeLevel(ModuleOp module, const std::string &folder) {
  if (folder.empty() || folder == "-") {
    llvm::outs() << levelText(module);
    return success();
  }
  return writeInto(folder, gan::modelName(module).str() + ".mlir", levelText(module));
}

} // namespace ganc
