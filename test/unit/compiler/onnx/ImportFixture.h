// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests of the importer: models written as ONNX text (libonnx's syntax), changed as protobuf where text can
// not say it, imported from a file in a folder of the test's own.

#ifndef GANC_TEST_UNIT_COMPILER_ONNX_IMPORTFIXTURE_H
#define GANC_TEST_UNIT_COMPILER_ONNX_IMPORTFIXTURE_H

#include "compiler/onnx/Import.h"
#include "dialects/gan/Evaluation.h"

#include <gtest/gtest.h>
#include <onnx/onnx_pb.h>

#include <functional>
#include <string>

namespace ganc {

class ImportFixture : public testing::Test {
protected:
  ImportFixture();
  ~ImportFixture() override;

  /// The model of "graph (inputs) => (outputs) {nodes}"; fails the test when the text is wrong.
  static onnx::ModelProto parse(const std::string &graph, int opset = 13);

  /// Writes the bytes as model.onnx of the folder and imports that. Diagnostics go to `diagnostics`.
  mlir::OwningOpRef<mlir::ModuleOp> import(const std::string &bytes);
  mlir::OwningOpRef<mlir::ModuleOp> import(const onnx::ModelProto &model);

  /// Imports, which must work, and gives the ops of @main, constants and return apart: "dense relu".
  std::string importedOps(const onnx::ModelProto &model);

  /// Imports, which must work, and evaluates for one input; the values of the only output.
  std::vector<double> evaluate(const onnx::ModelProto &model, const numerics::Tensor &input);

  std::string folder;
  /// One line each: "error: NODE: message".
  std::string diagnostics;

private:
  mlir::MLIRContext context;
};

} // namespace ganc

#endif
