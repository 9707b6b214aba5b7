// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tests of bad models: each must end in one error, and in no module.

#ifndef GANC_TEST_UNIT_COMPILER_ONNX_HOSTILEIMPORT_H
#define GANC_TEST_UNIT_COMPILER_ONNX_HOSTILEIMPORT_H

#include "test/unit/compiler/onnx/ImportFixture.h"

namespace ganc {

class HostileImport : public ImportFixture {
protected:
  /// Imports, which must fail with one error "NODE: message" that contains `expected`.
  template <typename Model> void expectError(const Model &model, const std::string &expected) {
    EXPECT_FALSE(import(model)) << "expected: " << expected;
    EXPECT_NE(diagnostics.find("error: " + expected), std::string::npos)
        << "diagnostics: " << diagnostics << "expected: " << expected;
    EXPECT_EQ(diagnostics.find("error: "), diagnostics.rfind("error: ")) << diagnostics;
  }
  void expectTextError(const std::string &graph, const std::string &expected, int opset = 13) {
    expectError(parse(graph, opset), expected);
  }

  /// A dense layer, to be damaged.
  static onnx::ModelProto dense() {
    return parse(
        "g (float[N, 2] z, float[2, 3] w = {1, 2, 3, 4, 5, 6}) => (float[N, 3] y) { y = MatMul(z, w) }");
  }
};

inline onnx::TensorProto *weightOf(onnx::ModelProto &model) {
  return model.mutable_graph()->mutable_initializer(0);
}

} // namespace ganc

#endif
