// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/Diagnostics.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Location.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace ganc {

static StringRef severity(DiagnosticSeverity severity) {
  switch (severity) {
  case DiagnosticSeverity::Error:
    return "error";
  case DiagnosticSeverity::Warning:
    return "warning";
  case DiagnosticSeverity::Remark:
    return "remark";
  case DiagnosticSeverity::Note:
    return "note";
  }
  return "";
}

static void print(Diagnostic &diagnostic) {
  const auto file = diagnostic.getLocation()->findInstanceOf<FileLineColLoc>();
  const auto node = diagnostic.getLocation()->findInstanceOf<NameLoc>();
  llvm::errs() << (file ? file.getFilename().getValue() : "ganc");
  if (file && file.getLine() > 0)
    llvm::errs() << ':' << file.getLine() << ':' << file.getColumn();
  llvm::errs() << ": ";
  if (node)
    llvm::errs() << '"' << node.getName().getValue() << "\": ";
  llvm::errs() << severity(diagnostic.getSeverity()) << ": " << diagnostic.str() << '\n';
  for (Diagnostic &note : diagnostic.getNotes())
    print(note);
}

DiagnosticPrinter::DiagnosticPrinter(MLIRContext &context)
    : handler(&context, [](Diagnostic &diagnostic) {
        print(diagnostic);
        return success();
      }) {}

LogicalResult reportError(const llvm::Twine &message) {
  llvm::errs() << "ganc: error: " << message << '\n';
  return failure();
}

} // namespace ganc
