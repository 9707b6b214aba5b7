// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bad models: each ends in one error at its node or tensor, and in no module.

#include "test/unit/compiler/onnx/HostileImport.h"

#include <cmath>
#include <limits>
#include <random>

using namespace mlir;

namespace ganc {
namespace {

//===- Files --------------------------------------------------------------===//

TEST_F(HostileImport, RejectsFilesThatAreNoModel) {
  expectError(std::string(), ": file is empty");
  expectError(std::string("once upon a time\n"), ": file ");
  expectError(std::string(1000, '\xff'), ": file ");
  MLIRContext context;
  std::string message;
  context.getDiagEngine().registerHandler([&](Diagnostic &diagnostic) { message = diagnostic.str(); });
  EXPECT_FALSE(importOnnx(folder + "/absent.onnx", context));
  EXPECT_NE(message.find("not readable"), std::string::npos);
  EXPECT_FALSE(importOnnx(folder, context));
  EXPECT_NE(message.find("no regular file"), std::string::npos);
}

TEST_F(HostileImport, RejectsAModelCutShortAnywhere) {
  const std::string bytes = dense().SerializeAsString();
  for (size_t length = 0; length < bytes.size(); length++) {
    EXPECT_FALSE(import(bytes.substr(0, length))) << length;
    EXPECT_NE(diagnostics.find("error: "), std::string::npos) << length;
  }
}

TEST_F(HostileImport, SurvivesChangedBytes) {
  const std::string bytes = dense().SerializeAsString();
  std::mt19937 random(1);
  for (int trial = 0; trial < 1000; trial++) {
    std::string changed = bytes;
    for (int change = 0; change < 3; change++)
      changed[random() % changed.size()] = static_cast<char>(random());
    if (!import(changed)) {
      EXPECT_NE(diagnostics.find("error: "), std::string::npos);
    }
  }
}

TEST_F(HostileImport, RejectsOtherOpsets) {
  for (const int opset : {6, 22})
    expectTextError("g (float[N, 2] z) => (float[N, 2] y) { y = Relu(z) }",
                    ": opset is " + std::to_string(opset), opset);
  onnx::ModelProto model = dense();
  model.clear_opset_import();
  expectError(model, ": no opset of ONNX");
}

//===- Nodes --------------------------------------------------------------===//

TEST_F(HostileImport, NamesUnsupportedOpAndNodeAndListsSupportedOnes) {
  onnx::ModelProto model = parse("g (float[N, 2] z) => (float[N, 2] y) { y = Einsum(z) }");
  model.mutable_graph()->mutable_node(0)->set_name("attention");
  expectError(model, "attention: op is Einsum, expected a supported one");
  EXPECT_NE(diagnostics.find("note: attention: supported are Add, BatchNormalization,"), std::string::npos);
}

TEST_F(HostileImport, RejectsOtherDomainsFunctionsAndSubgraphs) {
  onnx::ModelProto model = dense();
  model.mutable_graph()->mutable_node(0)->set_domain("com.microsoft");
  expectError(model, "MatMul#0: op is com.microsoft.MatMul");
  model = dense();
  model.add_functions()->set_name("block");
  expectError(model, ": model defines the function 'block'");
  expectTextError("g (float[N, 2] z) => (float[N, 2] y) { y = If(z) }", "If#0: op is If");
  expectTextError("g (float[N, 2] z) => (float[N, 2] y) { y = Upsample(z) }", "Upsample#0: opset is 13");
}

TEST_F(HostileImport, RejectsWrongNumbersOfOperands) {
  expectTextError("g (float[N, 2] z) => (float[N, 2] y) { y = Add(z) }", "Add#0: Add has 1 operands");
  expectTextError("g (float[N, 2] z) => (float[N, 2] y) { y = Add(z, ) }", "Add#0: Add has");
  expectTextError("g (float[N, 2] z) => (float[N, 2] y) { y = Relu(z, z) }", "Relu#0: Relu has 2 operands");
}

TEST_F(HostileImport, RejectsAttributesOfAnotherType) {
  expectTextError("g (float[N, 2] z) => (float[N, 2] y) { y = LeakyRelu <alpha = 1> (z) }",
                  "LeakyRelu#0: attribute 'alpha' is of another type");
  expectTextError("g (float[N, 2] z) => (float[N, 2] y) { y = Flatten <axis = [1]> (z) }",
                  "Flatten#0: attribute 'axis' is of another type");
}

TEST_F(HostileImport, RejectsUndefinedNamesAndCycles) {
  expectTextError("g (float[N, 2] z) => (float[N, 2] y) { y = Add(z, missing) }",
                  "Add#0: tensor 'missing' is not defined");
  expectTextError("g (float[N, 2] z) => (float[N, 2] y) { a = Add(z, b) b = Relu(a) y = Relu(b) }",
                  "Add#0: tensor 'b' is used before it is computed");
  expectTextError("g (float[N, 2] z) => (float[N, 2] y) { y = Add(z, y) }",
                  "Add#0: tensor 'y' is used before it is computed");
  expectTextError("g (float[N, 2] z) => (float[N, 2] other) { y = Relu(z) }",
                  "other: tensor 'other' is not defined");
  expectTextError("g (float[N, 2] z) => (float[N, 2] y) { d, mask = Dropout(z) y = Relu(mask) }",
                  "Relu#1: tensor 'mask' is a secondary result of Dropout");
}

TEST_F(HostileImport, RejectsNamesDefinedTwice) {
  expectTextError("g (float[N, 2] z) => (float[N, 2] y) { y = Relu(z) y = Tanh(z) }",
                  "Tanh#1: tensor 'y' is defined twice");
  expectTextError("g (float[N, 2] z) => (float[N, 2] z) { z = Relu(z) }",
                  "Relu#0: tensor 'z' is defined twice");
  onnx::ModelProto model = dense();
  *model.mutable_graph()->add_initializer() = model.graph().initializer(0);
  expectError(model, "w: tensor 'w' is defined twice");
}

//===- Tensors ------------------------------------------------------------===//

TEST_F(HostileImport, RejectsNumbersThatAreNotFinite) {
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    onnx::ModelProto model = dense();
    weightOf(model)->set_float_data(4, bad);
    expectError(model,
                std::string("w: tensor 'w' is ") + (std::isnan(bad) ? "nan" : "infinite") + " at index 4");
  }
}

TEST_F(HostileImport, RejectsInconsistentWeights) {
  onnx::ModelProto model = dense();
  weightOf(model)->add_float_data(7);
  expectError(model, "w: data is 28 bytes, expected 24");
  model = dense();
  weightOf(model)->set_raw_data("123");
  expectError(model, "w: data is 3 bytes, expected 24");
  model = dense();
  weightOf(model)->set_dims(0, 3);
  weightOf(model)->set_dims(1, 2);
  expectError(model, "MatMul#0: operands' shapes are [batch, 2] and [3, 2]");
}

TEST_F(HostileImport, RejectsImpossibleDimensions) {
  onnx::ModelProto model = dense();
  weightOf(model)->set_dims(0, -2);
  expectError(model, "w: a dimension is -2");
  weightOf(model)->set_dims(0, int64_t(1) << 40);
  weightOf(model)->set_dims(1, int64_t(1) << 40);
  expectError(model, "w: shape is [1099511627776, 1099511627776], expected at most 2^31 elements");
  expectTextError("g (float[N, 70000, 70000] z) => (float[N, 2] y) { y = Relu(z) }",
                  "z: input 'z' is of shape");
  expectTextError("g (float[N, 70000, 1] a, float[N, 1, 70000] b) => (float[N, 2] y) { y = Add(a, b) }",
                  "Add#0: result's shape is [batch, 70000, 70000], expected at most 2^31 elements");
}

TEST_F(HostileImport, RefusesToComputeHugeConstants) {
  expectTextError("g (float[N, 2] z, int64[1] n = {2000000000}) => (float[N, 2] y)"
                  "{ c = ConstantOfShape(n) y = Add(z, c) }",
                  "ConstantOfShape#0: constant to compute is 2000000000 elements");
  expectTextError("g (float[N, 2] z, float[1, 1] o = {1}, int64[2] n = {16777216, 4}) => (float[N, 2] y)"
                  "{ c = Tile(o, n) y = Add(z, c) }",
                  "Tile#0: constant to compute is 67108864 elements");
  expectTextError("g (float[N, 2] z, int64[1] o = {1}, int64[1] n = {2000000000}) => (float[N, 2] y)"
                  "{ c = Tile(o, n) y = Reshape(z, c) }",
                  "Tile#0: shape of integers is [2000000000]");
}

TEST_F(HostileImport, RejectsUnknownElementTypes) {
  onnx::ModelProto model = dense();
  for (const int type : {0, 8, 14, 17, 22, 99}) {
    weightOf(model)->set_data_type(type);
    expectError(model, "w: element type is number " + std::to_string(type));
  }
}

//===- Inputs and outputs -------------------------------------------------===//

TEST_F(HostileImport, RejectsInputsWithoutTheBatchFirst) {
  expectTextError("g (float[2, N] z) => (float[2, N] y) { y = Relu(z) }",
                  "z: input 'z' is dynamic in dimension 1 ('N')");
  expectTextError("g (float[N, -3] z) => (float[N, 2] y) { y = Relu(z) }", "z: input 'z' is ");
  expectTextError("g (float z) => (float y) { y = Relu(z) }", "z: input 'z' is of unknown shape or a scalar");
  expectTextError("g (int64[N, 2] z) => (float[N, 2] y) { y = Relu(z) }",
                  "z: input 'z' is of int64, expected float");
  expectTextError("g (float[N, 2] a, float[4, 2] b) => (float[N, 2] y) { y = Add(a, b) }",
                  "b: first dimension of input 'b' is 4, expected the batch as in 'a', which is dynamic");
}

TEST_F(HostileImport, RejectsWhatMixesShowers) {
  const auto expectMove = [&](const std::string &node, const std::string &error) {
    expectTextError("g (float[N, 2, 3] z, int64[1] s = {-1}, int64[2] t = {3, -1}, int64[1] zero = {0}, "
                    "int64[1] one = {1},"
                    "   int64[3] twice = {2, 1, 1}) => (float[N, 2, 3] y) { y = " +
                        node + " }",
                    error);
  };
  expectMove("Transpose(z)", "Transpose#0: result's shape is [3, 2, batch], expected the batch first");
  expectMove("Reshape(z, s)", "Reshape#0: target is [-1], expected one that [batch, 2, 3] fits");
  expectMove("Reshape(z, t)", "Reshape#0: target is [3, -1]");
  expectMove("Concat <axis = 0> (z, z)", "Concat#0: axis is 0, the batch");
  expectMove("Gather <axis = 0> (z, zero)", "Gather#0: axis is 0, the batch");
  expectMove("Slice (z, zero, one, zero)", "Slice#0: slice of axis 0");
  expectMove("Unsqueeze (z, zero)", "Unsqueeze#0: result's shape is [1, batch, 2, 3]");
  expectMove("Tile (z, twice)", "Tile#0: repeat of the batch is 2");
  expectMove("Flatten <axis = 0> (z)", "Flatten#0: axis is 0");
  expectMove("Split <axis = 0> (z)", "Split#0: axis is 0, the batch");
}

TEST_F(HostileImport, RejectsArithmeticWithTheBatchsValue) {
  expectTextError("g (float[N, 2] z, int64[1] two = {2}) => (float[N, 2] y) { s = Shape(z) t = Mul(s, two) y "
                  "= Reshape(z, t) }",
                  "Mul#1: result on [batch, 2] and [2] is not known");
  expectTextError(
      "g (float[N, 2] z) => (float[N, 2] y) { s = Shape(z) c = ConstantOfShape(s) y = Add(z, c) }",
      "ConstantOfShape#1: ");
}

TEST_F(HostileImport, RejectsMissingAndConstantOutputs) {
  onnx::ModelProto model = dense();
  model.mutable_graph()->clear_output();
  expectError(model, ": graph has no outputs");
  expectTextError("g (float[N, 2] z, float[2] w = {1, 2}) => (float[2] y) { y = Relu(w) }",
                  "y: output 'y' is constant");
  expectTextError("g (float[N, 2] z) => (int64[2] y) { y = Shape(z) }", "y: output 'y' is constant");
}

//===- Operands that do not fit -------------------------------------------===//

TEST_F(HostileImport, RejectsOperandsThatDoNotFit) {
  const auto expectConv = [&](const std::string &node, const std::string &error) {
    expectTextError(
        "g (float[N, 2, 4] z, float[3, 2, 2] w = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, float[2] b = {1, 2})"
        "=> (float[N, 3, 3] y) { y = " +
            node + " }",
        error);
  };
  expectConv("Conv <pads = [1]> (z, w)", "Conv#0: pads is [1], expected 2 numbers");
  expectConv("Conv <pads = [-1, 0]> (z, w)", "Conv#0: pads is [-1, 0]");
  expectConv("Conv <strides = [0]> (z, w)", "Conv#0: strides is [0]");
  expectConv("Conv <dilations = [4611686018427387904]> (z, w)", "Conv#0: dilations is");
  expectConv("Conv <dilations = [9]> (z, w)", "Conv#0: kernel reaches over 10");
  expectConv("Conv <kernel_shape = [3]> (z, w)", "Conv#0: kernel_shape is [3], expected [2]");
  expectConv("Conv <group = 0> (z, w)", "Conv#0: group is 0");
  expectConv("Conv <group = 3> (z, w)", "Conv#0: ");
  expectConv("Conv <auto_pad = \"SOME\"> (z, w)", "Conv#0: auto_pad is 'SOME'");
  expectConv("Conv (z, w, b)", "Conv#0: ");
  expectConv("Conv (z, b)", "Conv#0: operands' shapes are [batch, 2, 4] and [2]");
  expectConv("Conv (w, w)", "Conv#0: operand 0 ('w') is constant");
  expectConv("Conv (z, z)", "Conv#0: operand 1 ('z') is computed from the inputs");
  expectConv("ConvTranspose <output_shape = [99]> (z, w)",
             "ConvTranspose#0: space axis 0 of the result is to be 99");
  expectConv("ConvTranspose <pads = [9, 9]> (z, w)", "ConvTranspose#0: result's shape is");
  expectConv("Add (z, w)", "Add#0: operands' shapes are [batch, 2, 4] and [3, 2, 2]");
  expectConv("MatMul (z, w)", "MatMul#0: operands' shapes are");
  expectConv("BatchNormalization (z, b, b, b, w)", "BatchNormalization#0: operand 4 is of shape [3, 2, 2]");
  expectConv("Concat <axis = 1> (z, w)", "Concat#0: operand 1 is of shape [3, 2, 2]");
  expectConv("Concat <axis = 7> (z, z)", "Concat#0: axis is 7");
  expectConv("Transpose <perm = [0, 1, 1]> (z)", "Transpose#0: perm is [0, 1, 1]");
  expectConv("Reshape (z, b)", "Reshape#0: operand 1 ('b') is a float tensor");
}

TEST_F(HostileImport, RejectsUpsamplingThatIsNotRepetition) {
  const auto expectResize = [&](const std::string &attributes, const std::string &scales,
                                const std::string &error) {
    expectTextError("g (float[N, 1, 4] z, float[3] s = {1, 1, " + scales +
                        "}) => (float[N, 1, 8] y)"
                        "{ y = Resize <" +
                        attributes + "> (z, , s) }",
                    error);
  };
  expectResize("mode = \"linear\"", "2", "Resize#0: Resize is of mode 'linear'");
  expectResize("mode = \"nearest\"", "1.5", "Resize#0: a scale is 1.5");
  expectResize("mode = \"nearest\", nearest_mode = \"floor\"", "2",
               "Resize#0: Resize is half_pixel with floor by 2");
  expectResize("mode = \"nearest\", coordinate_transformation_mode = \"align_corners\"", "2",
               "Resize#0: Resize is align_corners");
  expectTextError("g (float[N, 1, 4] z, float[3] s = {2, 1, 1}) => (float[N, 1, 8] y) { y = Resize(z, , s) }",
                  "Resize#0: factor of the batch is 2");
}

TEST_F(HostileImport, RejectsPaddingThatIsNotWithZeros) {
  const auto expectPad = [&](const std::string &node, const std::string &error) {
    expectTextError("g (float[N, 2] z, int64[4] p = {0, 1, 0, 0}, int64[4] n = {0, -1, 0, 0}, int64[4] b = "
                    "{1, 0, 0, 0}, float v = {1})"
                    "=> (float[N, 3] y) { y = " +
                        node + " }",
                    error);
  };
  expectPad("Pad <mode = \"reflect\"> (z, p)", "Pad#0: padding is of mode 'reflect'");
  expectPad("Pad (z, p, v)", "Pad#0: padding is of mode 'constant' with 1");
  expectPad("Pad (z, n)", "Pad#0: a pad is -1");
  expectPad("Pad (z, b)", "Pad#0: pads of the batch are 1 and 0");
}

} // namespace
} // namespace ganc
