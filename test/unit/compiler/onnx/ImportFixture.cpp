// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/unit/compiler/onnx/ImportFixture.h"

#include "dialects/gan/Constants.h"

#include "llvm/Support/FileSystem.h"

#include <onnx/defs/parser.h>

#include <fstream>

using namespace mlir;

namespace ganc {

static void append(std::string &text, const Diagnostic &diagnostic) {
  static const char *const kinds[] = {"note: ", "warning: ", "error: ", "remark: "};
  text += kinds[static_cast<int>(diagnostic.getSeverity())];
  text += gan::nameOf(diagnostic.getLocation()).str() + ": " + diagnostic.str() + "\n";
  for (const Diagnostic &note : diagnostic.getNotes())
    append(text, note);
}

ImportFixture::ImportFixture() : context(MLIRContext::Threading::DISABLED) {
  llvm::SmallString<128> path;
  EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("ganc-import", path));
  folder = path.str().str();
  context.getDiagEngine().registerHandler(
      [this](Diagnostic &diagnostic) { append(diagnostics, diagnostic); });
}

ImportFixture::~ImportFixture() {
  llvm::sys::fs::remove_directories(folder);
}

onnx::ModelProto ImportFixture::parse(const std::string &graph, int opset) {
  const std::string text = "<ir_version: 8, opset_import: [\"\" : " + std::to_string(opset) + "]> " + graph;
  onnx::ModelProto model;
  const onnx::Common::Status status = onnx::OnnxParser(text.c_str()).Parse(model);
  EXPECT_TRUE(status.IsOK()) << status.ErrorMessage();
  return model;
}

OwningOpRef<ModuleOp> ImportFixture::import(const std::string &bytes) {
  const std::string path = folder + "/model.onnx";
  std::ofstream(path, std::ios::binary) << bytes;
  diagnostics.clear();
  return importOnnx(path, context);
}

OwningOpRef<ModuleOp> ImportFixture::import(const onnx::ModelProto &model) {
  return import(model.SerializeAsString());
}

static std::string opsOf(ModuleOp module) {
  std::string ops;
  for (Operation &op : module.lookupSymbol<func::FuncOp>("main").getBody().front())
    if (!isa<gan::ConstantOp, func::ReturnOp>(op))
      ops += (ops.empty() ? "" : " ") + op.getName().stripDialect().str();
  return ops;
}

std::string ImportFixture::importedOps(const onnx::ModelProto &model) {
  const OwningOpRef<ModuleOp> module = import(model);
  EXPECT_TRUE(module) << diagnostics;
  return module ? opsOf(module.get()) : "";
}

std::vector<double> ImportFixture::evaluate(const onnx::ModelProto &model, const numerics::Tensor &input) {
  const OwningOpRef<ModuleOp> module = import(model);
  EXPECT_TRUE(module) << diagnostics;
  if (!module)
    return {};
  const auto outputs = gan::evaluate(module.get(), {{model.graph().input(0).name(), input}});
  EXPECT_TRUE(succeeded(outputs)) << diagnostics;
  return succeeded(outputs) ? outputs->begin()->second.values : std::vector<double>();
}

} // namespace ganc
