// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What exporters write and the importer must understand: forms, defaults, opsets, shape arithmetic.

#include "test/unit/compiler/onnx/ImportFixture.h"

#include "dialects/gan/Constants.h"

using namespace mlir;

namespace ganc {
namespace {

using Import = ImportFixture;
using numerics::Tensor;

Tensor tensor(std::vector<int64_t> shape, std::vector<double> values) {
  Tensor result(std::move(shape));
  result.values = std::move(values);
  return result;
}

//===- The module ---------------------------------------------------------===//

TEST_F(Import, NamesModelTensorsNodesAndConstants) {
  onnx::ModelProto model = parse("g (float[N, 2] z, float[2, 3] w = {1, 2, 3, 4, 5, 6}) => (float[N, 3] y)"
                                 "{ h = MatMul(z, w) y = Relu(h) }");
  model.mutable_graph()->mutable_node(0)->set_name("head");
  const OwningOpRef<ModuleOp> module = import(model);
  ASSERT_TRUE(module) << diagnostics;
  EXPECT_EQ(module.get()->getAttrOfType<StringAttr>("gan.model"), "model");
  auto main = module.get().lookupSymbol<func::FuncOp>("main");
  EXPECT_EQ(main.getArgAttrOfType<StringAttr>(0, "gan.name"), "z");
  EXPECT_EQ(main.getResultAttrOfType<StringAttr>(0, "gan.name"), "y");
  std::vector<std::string> names;
  for (Operation &op : main.getBody().front().without_terminator())
    names.push_back(gan::nameOf(op.getLoc()).str());
  EXPECT_EQ(names, (std::vector<std::string>{"w", "head", "Relu#1"}));
}

TEST_F(Import, IgnoresUnusedInitializersAndNodes) {
  EXPECT_EQ(importedOps(parse("g (float[N, 2] z, int64[1] unused = {5}, float[1] w = {1}) => (float[N, 2] y)"
                              "{ dead = Tanh(z) y = Relu(z) }")),
            "relu");
}

TEST_F(Import, TreatsInitializersListedAsInputsAsConstants) {
  onnx::ModelProto model =
      parse("g (float[N, 2] z, float[2] w = {1, 2}) => (float[N, 2] y) { y = Add(z, w) }");
  model.set_ir_version(3);
  if (model.graph().input_size() == 1) {
    auto *declared = model.mutable_graph()->add_input();
    *declared = model.graph().input(0);
    declared->set_name("w");
  }
  const OwningOpRef<ModuleOp> module = import(model);
  ASSERT_TRUE(module) << diagnostics;
  EXPECT_EQ(module.get().lookupSymbol<func::FuncOp>("main").getNumArguments(), 1u);
}

TEST_F(Import, MakesAFixedBatchDynamic) {
  const onnx::ModelProto model = parse("g (float[1, 6] z, int64[3] s = {1, -1, 2}) => (float[1, 3, 2] y)"
                                       "{ y = Reshape(z, s) }");
  const std::vector<double> values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  EXPECT_EQ(evaluate(model, tensor({2, 6}, values)), values);
}

TEST_F(Import, OnlyWarnsOfAWrongDeclaredOutputShape) {
  EXPECT_TRUE(import(parse("g (float[N, 2] z) => (float[N, 9] y) { y = Relu(z) }")));
  EXPECT_NE(diagnostics.find("warning: y: declared shape of output 'y' is [batch, 9], expected [batch, 2]"),
            std::string::npos)
      << diagnostics;
}

TEST_F(Import, DoesNotWarnOfSymbolicDeclaredShapes) {
  EXPECT_TRUE(import(parse("g (float[N, 2] z) => (float[M, K] y) { y = Relu(z) }")));
  EXPECT_EQ(diagnostics, "");
}

//===- Layers -------------------------------------------------------------===//

TEST_F(Import, PutsGemmsFactorsAndTranspositionIntoConstants) {
  const onnx::ModelProto model =
      parse("g (float[N, 2] z, float[3, 2] w = {1, 2, 3, 4, 5, 6}, float[1] c = {10}) => (float[N, 3] y)"
            "{ y = Gemm <alpha = 2.0, beta = 0.5, transB = 1> (z, w, c) }");
  EXPECT_EQ(importedOps(model), "dense");
  EXPECT_EQ(evaluate(model, tensor({1, 2}, {1, 10})), (std::vector<double>{47, 91, 135}));
}

TEST_F(Import, DropsAxesOfOneAroundMatMul) {
  const onnx::ModelProto model = parse("g (float[N, 1, 2] z, float[2, 1] w = {1, 2}) => (float[N, 1, 1] y)"
                                       "{ y = MatMul(z, w) }");
  EXPECT_EQ(importedOps(model), "reshape dense reshape");
  EXPECT_EQ(evaluate(model, tensor({2, 1, 2}, {1, 10, 2, 20})), (std::vector<double>{21, 42}));
}

TEST_F(Import, ComputesBatchNormalizationsScaleAndShift) {
  const onnx::ModelProto model =
      parse("g (float[N, 1] z, float[1] g = {3}, float[1] b = {1}, float[1] m = {2}, float[1] v = {3.75})"
            "=> (float[N, 1] y) { y = BatchNormalization <epsilon = 0.25> (z, g, b, m, v) }");
  EXPECT_EQ(importedOps(model), "batch_norm");
  EXPECT_EQ(evaluate(model, tensor({1, 1}, {4})), (std::vector<double>{4})); // 3 * (4 - 2) / 2 + 1
}

/// A convolution of ones with kernel 2: sums of neighbours, so pads show.
std::string convOfTwo(const std::string &attributes) {
  return "g (float[N, 1, 3] z, float[1, 1, 2] w = {1, 1}) => (float[N, 1, L] y) { y = Conv " + attributes +
         " (z, w) }";
}

TEST_F(Import, UnderstandsEveryFormOfConvolutionPads) {
  const Tensor src = tensor({1, 1, 3}, {1, 10, 100});
  const auto run = [&](const std::string &attributes) { return evaluate(parse(convOfTwo(attributes)), src); };
  EXPECT_EQ(run(""), (std::vector<double>{11, 110}));
  EXPECT_EQ(run("<auto_pad = \"VALID\">"), (std::vector<double>{11, 110}));
  EXPECT_EQ(run("<pads = [1, 0]>"), (std::vector<double>{1, 11, 110}));
  EXPECT_EQ(run("<auto_pad = \"SAME_UPPER\">"), (std::vector<double>{11, 110, 100}));
  EXPECT_EQ(run("<auto_pad = \"SAME_LOWER\">"), (std::vector<double>{1, 11, 110}));
  EXPECT_EQ(run("<auto_pad = \"SAME_UPPER\", strides = [2]>"), (std::vector<double>{11, 100}));
  EXPECT_EQ(run("<dilations = [2]>"), (std::vector<double>{101}));
}

TEST_F(Import, UnderstandsEveryFormOfTransposedConvolutionPads) {
  const auto run = [&](const std::string &attributes) {
    return evaluate(parse("g (float[N, 1, 2] z, float[1, 1, 3] w = {1, 2, 4}) => (float[N, 1, L] y)"
                          "{ y = ConvTranspose " +
                          attributes + " (z, w) }"),
                    tensor({1, 1, 2}, {1, 10}));
  };
  EXPECT_EQ(run("<strides = [2]>"), (std::vector<double>{1, 2, 14, 20, 40}));
  EXPECT_EQ(run("<strides = [2], pads = [1, 0]>"), (std::vector<double>{2, 14, 20, 40}));
  EXPECT_EQ(run("<strides = [2], output_padding = [1]>"), (std::vector<double>{1, 2, 14, 20, 40, 0}));
  EXPECT_EQ(run("<strides = [2], auto_pad = \"SAME_UPPER\">"), (std::vector<double>{1, 2, 14, 20}));
  EXPECT_EQ(run("<strides = [2], auto_pad = \"SAME_LOWER\">"), (std::vector<double>{2, 14, 20, 40}));
  EXPECT_EQ(run("<strides = [2], output_shape = [4]>"), (std::vector<double>{2, 14, 20, 40}));
}

//===- Upsampling ---------------------------------------------------------===//

TEST_F(Import, RepeatsEntriesInEveryFormOfUpsampling) {
  const Tensor src = tensor({1, 1, 2}, {1, 2});
  const std::vector<double> repeated = {1, 1, 2, 2};
  const std::string head = "g (float[N, 1, 2] z, float[3] s = {1, 1, 2}, int64[3] t = {1, 1, 4})"
                           "=> (float[N, 1, 4] y) ";
  EXPECT_EQ(evaluate(parse(head + "{ y = Resize <mode = \"nearest\"> (z, , s) }", 13), src), repeated);
  EXPECT_EQ(evaluate(parse(head + "{ y = Resize <mode = \"nearest\"> (z, s) }", 10), src), repeated);
  EXPECT_EQ(evaluate(parse(head + "{ y = Upsample (z, s) }", 9), src), repeated);
  EXPECT_EQ(evaluate(parse(head + "{ y = Upsample <scales = [1.0, 1.0, 2.0]> (z) }", 7), src), repeated);
  const onnx::ModelProto sizes =
      parse("g (float[1, 1, 2] z, int64[3] t = {1, 1, 4}) => (float[1, 1, 4] y) { y = Resize (z, , , t) }");
  EXPECT_EQ(evaluate(sizes, src), repeated);
  const onnx::ModelProto axes = parse("g (float[N, 1, 2] z, float[1] s = {2}) => (float[N, 1, 4] y)"
                                      "{ y = Resize <axes = [2]> (z, , s) }",
                                      18);
  EXPECT_EQ(evaluate(axes, src), repeated);
}

//===- Moves --------------------------------------------------------------===//

TEST_F(Import, TakesAttributesThatBecameOperands) {
  const Tensor src = tensor({1, 3}, {1, 2, 3});
  const auto run = [&](int opset, const std::string &initializers, const std::string &node) {
    return evaluate(parse("g (float[N, 3] z" + initializers + ") => (float[N, L] y) { " + node + " }", opset),
                    src);
  };
  const std::vector<double> tail = {2, 3}, padded = {0, 1, 2, 3};
  EXPECT_EQ(run(9, "", "y = Slice <axes = [1], starts = [1], ends = [9]> (z)"), tail);
  EXPECT_EQ(run(13, ", int64[1] s = {-2}, int64[1] e = {9}, int64[1] a = {-1}", "y = Slice (z, s, e, a)"),
            tail);
  EXPECT_EQ(run(9, "", "a, y = Split <axis = 1, split = [1, 2]> (z)"), tail);
  EXPECT_EQ(run(13, ", int64[2] s = {1, 2}", "a, y = Split <axis = 1> (z, s)"), tail);
  EXPECT_EQ(run(18, "", "y, a = Split <axis = 1, num_outputs = 2> (z)"), (std::vector<double>{1, 2}));
  EXPECT_EQ(run(9, "", "y = Pad <pads = [0, 1, 0, 0]> (z)"), padded);
  EXPECT_EQ(run(13, ", int64[4] p = {0, 1, 0, 0}, float v = {0}", "y = Pad (z, p, v)"), padded);
  EXPECT_EQ(run(18, ", int64[2] p = {1, 0}, int64[1] a = {1}", "y = Pad (z, p, , a)"), padded);
  EXPECT_EQ(run(9, "", "u = Unsqueeze <axes = [1]> (z) y = Squeeze <axes = [1]> (u)"), src.values);
  EXPECT_EQ(run(13, ", int64[1] a = {1}", "u = Unsqueeze (z, a) y = Squeeze (u, a)"), src.values);
}

TEST_F(Import, GathersRunsAsSlices) {
  const onnx::ModelProto model = parse("g (float[N, 4] z, int64[3] i = {2, 3, -4}) => (float[N, 3] y)"
                                       "{ y = Gather <axis = 1> (z, i) }");
  EXPECT_EQ(importedOps(model), "slice slice concat");
  EXPECT_EQ(evaluate(model, tensor({1, 4}, {1, 2, 3, 4})), (std::vector<double>{3, 4, 1}));
}

TEST_F(Import, ExpandsOverTheBatch) {
  const onnx::ModelProto model =
      parse("g (float[N, 1] z, int64[1] two = {2}, int64[1] zero = {0}) => (float[N, 2] y)"
            "{ s = Shape(z) n = Gather(s, zero) t = Concat <axis = 0> (n, two) y = Expand(z, t) }");
  EXPECT_EQ(importedOps(model), "tile");
  EXPECT_EQ(evaluate(model, tensor({2, 1}, {1, 2})), (std::vector<double>{1, 1, 2, 2}));
}

//===- Shape arithmetic ---------------------------------------------------===//

TEST_F(Import, CarriesTheBatchThroughShapeArithmetic) {
  // As Keras 3 writes it: to int32 and back, and the rest of the shape multiplied.
  const onnx::ModelProto model =
      parse("g (float[N, 2, 3] z, int64[1] zero = {0}, int64[1] one = {1}, int64[1] two = {2}, int64[1] max "
            "= {2147483647})"
            "=> (float[N, 6] y)"
            "{ s = Shape(z) i = Cast <to = 6> (s) n = Slice(i, zero, one) m = Slice(i, one, max)"
            "  a = Slice(m, zero, one) b = Slice(m, one, two) ab = Mul(a, b)"
            "  t = Concat <axis = 0> (n, ab) l = Cast <to = 7> (t) y = Reshape(z, l) }");
  EXPECT_EQ(importedOps(model), "reshape");
}

TEST_F(Import, ComputesTorchsPadChain) {
  // F.pad as TorchScript writes it: padded with zeros, cut in pairs, reversed, transposed.
  const onnx::ModelProto model =
      parse("g (float[N, 1, 2] z, int64[2] p = {1, 0}, int64[1] more = {4}, int64[2] pairs = {-1, 2},"
            "   int64[1] first = {-1}, int64[1] last = {-9223372036854775807}, int64[1] axis = {0}, int64[1] "
            "all = {-1})"
            "=> (float[N, 1, 3] y)"
            "{ zeros = ConstantOfShape <value = int64[1] {0}> (more) c = Concat <axis = 0> (p, zeros)"
            "  r = Reshape(c, pairs) s = Slice(r, first, last, axis, first) t = Transpose <perm = [1, 0]> (s)"
            "  f = Reshape(t, all) i = Cast <to = 7> (f) y = Pad <mode = \"constant\"> (z, i) }");
  EXPECT_EQ(evaluate(model, tensor({1, 1, 2}, {5, 6})), (std::vector<double>{0, 5, 6}));
}

TEST_F(Import, ComputesConstantsFromConstants) {
  const onnx::ModelProto model =
      parse("g (float[N, 2] z, float[1, 2] w = {1, 2}, float[1] f = {10}) => (float[N, 1] y)"
            "{ t = Transpose(w) s = Mul(t, f) y = MatMul(z, s) }");
  EXPECT_EQ(importedOps(model), "dense");
  EXPECT_EQ(evaluate(model, tensor({1, 2}, {1, 1})), (std::vector<double>{30}));
}

//===- Constants ----------------------------------------------------------===//

TEST_F(Import, ReadsEveryKindOfConstantNode) {
  const Tensor src = tensor({1, 2}, {1, 2});
  const auto run = [&](const std::string &attribute) {
    return evaluate(
        parse("g (float[N, 2] z) => (float[N, 2] y) { c = Constant <" + attribute + "> () y = Add(z, c) }"),
        src);
  };
  EXPECT_EQ(run("value_float = 2.0"), (std::vector<double>{3, 4}));
  EXPECT_EQ(run("value_floats = [2.0, 3.0]"), (std::vector<double>{3, 5}));
  EXPECT_EQ(run("value = float[2] {2, 3}"), (std::vector<double>{3, 5}));
  EXPECT_EQ(run("value = double[1] {2}"), (std::vector<double>{3, 4}));
  const auto reshape = [&](const std::string &attribute) {
    return importedOps(parse("g (float[N, 2] z) => (float[N, 2, 1] y) { c = Constant <" + attribute +
                             "> () y = Reshape(z, c) }"));
  };
  EXPECT_EQ(reshape("value_ints = [-1, 2, 1]"), "reshape");
  EXPECT_EQ(reshape("value = int64[3] {0, 2, 1}"), "reshape");
  const onnx::ModelProto scalar = parse("g (float[N, 2] z) => (float[N] y)"
                                        "{ c = Constant <value_int = 1> () y = Gather <axis = 1> (z, c) }");
  EXPECT_EQ(evaluate(scalar, src), (std::vector<double>{2}));
}

TEST_F(Import, ConvertsHalfPrecisionWeights) {
  onnx::ModelProto model = parse("g (float[N, 1] z, float[1] w = {1}) => (float[N, 1] y) { y = Mul(z, w) }");
  onnx::TensorProto *weight = model.mutable_graph()->mutable_initializer(0);
  weight->clear_float_data();
  weight->set_data_type(onnx::TensorProto::FLOAT16);
  weight->add_int32_data(0x4200); // 3
  EXPECT_EQ(evaluate(model, tensor({1, 1}, {2})), (std::vector<double>{6}));
  weight->clear_int32_data();
  weight->set_raw_data(std::string("\x00\x42", 2));
  EXPECT_EQ(evaluate(model, tensor({1, 1}, {2})), (std::vector<double>{6}));
}

TEST_F(Import, AcceptsOpsets7To21) {
  for (int opset = 7; opset <= 21; opset++)
    EXPECT_EQ(importedOps(parse("g (float[N, 2] z) => (float[N, 2] y) { y = Relu(z) }", opset)), "relu");
}

} // namespace
} // namespace ganc
