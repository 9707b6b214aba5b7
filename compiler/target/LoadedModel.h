// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Object code of a model, loaded into this process.

#ifndef GANC_COMPILER_TARGET_LOADEDMODEL_H
#define GANC_COMPILER_TARGET_LOADEDMODEL_H

#include "compiler/target/ObjectEmitter.h"
#include "ganc/abi.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>

namespace llvm::orc {
class LLJIT;
}

namespace ganc {

/// A function of this process that the code may call.
struct ProvidedFunction {
  llvm::StringRef name;
  void *address;
};

class LoadedModel {
public:
  /// `objects` as emitObject made it or ObjectPieces made them, for a model of that name. The dispatcher is this
  /// process's own.
  static llvm::Expected<LoadedModel> load(llvm::ArrayRef<ObjectCode> objects, llvm::StringRef modelName,
                                          llvm::ArrayRef<ProvidedFunction> provided = {});
  LoadedModel(LoadedModel &&) noexcept;
  LoadedModel &operator=(LoadedModel &&) noexcept;
  ~LoadedModel();

  /// Lives as long as this.
  const ganc_model &table() const { return *model; }

private:
  LoadedModel(std::unique_ptr<llvm::orc::LLJIT> code, const ganc_model *model);

  std::unique_ptr<llvm::orc::LLJIT> code;
  const ganc_model *model;
};

} // namespace ganc

#endif
