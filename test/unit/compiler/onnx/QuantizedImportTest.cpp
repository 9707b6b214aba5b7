// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Quantized models: the numbers that ONNX defines, equal in QDQ form and as ops on integers; what is no such model is
// refused at its node.

#include "test/unit/compiler/onnx/HostileImport.h"

namespace ganc {
namespace {

struct QuantizedImport : ImportFixture {
  static onnx::ModelProto modelOf(const std::string &name, const std::string &body);
};
using HostileQuantizedImport = HostileImport;
using numerics::Tensor;

Tensor row(std::vector<double> values) {
  Tensor result({1, static_cast<int64_t>(values.size())});
  result.values = std::move(values);
  return result;
}

using Values = std::vector<double>;

TEST_F(QuantizedImport, RoundsTiesOfTheQuotientToEvenAndSaturates) {
  const std::string body =
      " => (float[N, 4] y) { q = QuantizeLinear(z, s, p) y = DequantizeLinear(q, s, p) }";
  const Tensor input = row({0.25, 0.75, -10, 1000});
  const Values expected{0, 1, -1.5, 126};
  EXPECT_EQ(evaluate(parse("g (float[N, 4] z, float s = {0.5}, uint8 p = {3})" + body), input), expected);
  EXPECT_EQ(evaluate(parse("g (float[N, 4] z, float s = {0.5}, int8 p = {-125})" + body), input), expected);
}

TEST_F(QuantizedImport, StoresInU8WithoutZeroPoint) {
  EXPECT_EQ(evaluate(parse("g (float[N, 2] z, float s = {0.5}) => (float[N, 2] y)"
                           "{ q = QuantizeLinear(z, s) y = DequantizeLinear(q, s) }"),
                     row({-1, 1000})),
            (Values{0, 127.5}));
}

TEST_F(QuantizedImport, DequantizesConstantsAlongAnAxis) {
  const std::string graph =
      "g (float[N, 2] z, int8[2, 2] w = {1, 2, 3, 4}, float[2] s = {1, 0.5}, int8[2] p = {0, 1})"
      " => (float[N, 2] y) { ";
  EXPECT_EQ(evaluate(parse(graph + "d = DequantizeLinear(w, s, p) y = MatMul(z, d) }"), row({1, 10})),
            (Values{31, 15.5}));
  EXPECT_EQ(
      evaluate(parse(graph + "d = DequantizeLinear <axis = -2> (w, s, p) y = MatMul(z, d) }"), row({1, 10})),
      (Values{11, 17}));
  EXPECT_EQ(
      evaluate(parse(graph + "d = DequantizeLinear(w, s, p) y = Gemm <transB = 1> (z, d) }"), row({1, 10})),
      (Values{6, 18}));
}

TEST_F(QuantizedImport, QuantizesConstants) {
  EXPECT_EQ(evaluate(parse("g (float[N, 2] z, float[2] w = {0.25, 1000}, float s = {0.5}, int8 p = {1})"
                           " => (float[N, 2] y) { q = QuantizeLinear(w, s, p) d = DequantizeLinear(q, s, p) "
                           "y = Add(z, d) }"),
                     row({0, 0})),
            (Values{0, 63}));
}

TEST_F(QuantizedImport, MovesStoredValues) {
  EXPECT_EQ(
      importedOps(parse("g (float[N, 4] z, float s = {0.5}, int64[3] n = {0, 2, 2}) => (float[N, 2, 2] y)"
                        "{ q = QuantizeLinear(z, s) r = Reshape(q, n) t = Transpose <perm = [0, 2, 1]> (r)"
                        "  y = DequantizeLinear(t, s) }")),
      "quantize reshape transpose dequantize");
}

/// Both bodies on the same operands.
struct Form {
  const char *name, *integers, *floats;
};

const Form kForms[] = {
    {"QLinearConv", "r = QLinearConv(q3, s, p, w, ws, wp, t, p, b)",
     "d = DequantizeLinear(q3, s, p) v = DequantizeLinear <axis = 0> (w, ws, wp) c = DequantizeLinear <axis "
     "= 0> (b, bs)"
     "f = Conv(d, v, c) r = QuantizeLinear(f, t, p)"},
    {"QLinearMatMul", "r = QLinearMatMul(q, s, p, m, ms, mp, t, p)",
     "d = DequantizeLinear(q, s, p) v = DequantizeLinear(m, ms, mp) f = MatMul(d, v) r = QuantizeLinear(f, "
     "t, p)"},
    {"QGemm", "r = com.microsoft.QGemm(q, s, p, m, ms, mp, b, t, p)",
     "d = DequantizeLinear(q, s, p) v = DequantizeLinear(m, ms, mp) c = DequantizeLinear <axis = 0> (b, bs)"
     "f = Gemm(d, v, c) r = QuantizeLinear(f, t, p)"},
    {"QGemm of a transposed matrix", "r = com.microsoft.QGemm <transB = 1> (q, s, p, m, ms, mp, b, t, p)",
     "d = DequantizeLinear(q, s, p) v = DequantizeLinear <axis = 0> (m, ms, mp) c = DequantizeLinear <axis = "
     "0> (b, bs)"
     "f = Gemm <transB = 1> (d, v, c) r = QuantizeLinear(f, t, p)"},
    {"QLinearLeakyRelu", "r = com.microsoft.QLinearLeakyRelu <alpha = 0.3> (q, s, p, t, p)",
     "d = DequantizeLinear(q, s, p) f = LeakyRelu <alpha = 0.3> (d) r = QuantizeLinear(f, t, p)"},
    {"QLinearSigmoid", "r = com.microsoft.QLinearSigmoid(q, s, p, t, p)",
     "d = DequantizeLinear(q, s, p) f = Sigmoid(d) r = QuantizeLinear(f, t, p)"},
    {"QLinearAdd", "r = com.microsoft.QLinearAdd(q, s, p, a, s, p, t, p)",
     "d = DequantizeLinear(q, s, p) c = DequantizeLinear(a, s, p) f = Add(d, c) r = QuantizeLinear(f, t, p)"},
    {"QLinearMul", "r = com.microsoft.QLinearMul(q, s, p, q, s, p, t, p)",
     "d = DequantizeLinear(q, s, p) f = Mul(d, d) r = QuantizeLinear(f, t, p)"},
};

/// `body` makes r of q, which is what is stored of z, or of q3 with a space axis.
onnx::ModelProto QuantizedImport::modelOf(const std::string &name, const std::string &body) {
  const std::string shape = name == "QLinearConv" ? "[N, 2, 1]" : "[N, 2]";
  return parse("g (float[N, 2] z, float s = {0.25}, uint8 p = {9}, float t = {0.5}, uint8[2] a = {4, 40}, "
               "int8[2, 2, 1] w = {7, -8, 9, 100}, float[2] ws = {0.5, 0.25}, int8[2] wp = {0, 0}, "
               "int32[2] b = {50, -60}, float[2] bs = {0.125, 0.0625}, "
               "int8[2, 2] m = {7, -8, 9, 100}, float[2] ms = {0.5, 0.25}, int8[2] mp = {0, 0}, "
               "int64[3] n = {0, 2, 1}) => (float" +
               shape +
               " y) "
               "{ q = QuantizeLinear(z, s, p) q3 = Reshape(q, n) " +
               body + " y = DequantizeLinear(r, t, p) }");
}

TEST_F(QuantizedImport, TakesOpsOnIntegersForTheFloatOpBetweenDequantizeAndQuantize) {
  for (const Form &form : kForms) {
    const Values integers = evaluate(modelOf(form.name, form.integers), row({1.5, -0.75}));
    EXPECT_EQ(integers, evaluate(modelOf(form.name, form.floats), row({1.5, -0.75}))) << form.name;
    EXPECT_EQ(integers.size(), 2u) << form.name;
    EXPECT_NE(integers.front(), integers.back()) << form.name;
  }
}

//===- Hostile files ------------------------------------------------------===//

/// "QuantizeLinear(z, ...)" with these parameters, dequantized again.
std::string stored(const std::string &parameters, const std::string &op = "QuantizeLinear") {
  return "g (float[N, 2] z, " + parameters + ") => (float[N, 2] y) { q = " + op +
         "(z, s, p) y = DequantizeLinear(q, s, p) }";
}

TEST_F(HostileQuantizedImport, RejectsScalesThatAreNone) {
  expectTextError(stored("float s = {0}, uint8 p = {0}"), "QuantizeLinear#0: scale is 0");
  expectTextError(stored("float s = {-1}, uint8 p = {0}"), "QuantizeLinear#0: scale is -1");
  expectTextError(stored("float[2] s = {1, 2}, uint8[2] p = {0, 0}"),
                  "QuantizeLinear#0: activation has 2 scales");
  expectTextError(stored("float[1, 1] s = {1}, uint8 p = {0}"), "QuantizeLinear#0: scale is of shape [1, 1]");
  expectTextError(
      "g (float[N, 2] z) => (float[N, 2] y) { q = QuantizeLinear(z, z) y = DequantizeLinear(q, z) }",
      "QuantizeLinear#0: operand 1 ('z') is computed from the inputs, expected a constant");
}

TEST_F(HostileQuantizedImport, RejectsZeroPointsThatAreNone) {
  expectTextError(stored("float s = {1}, int64 p = {0}"),
                  "QuantizeLinear#0: zero point is of int64, expected uint8");
  expectTextError(stored("float s = {1}, uint16 p = {0}"), "QuantizeLinear#0: zero point is of uint16");
  expectTextError(stored("float s = {1}, float p = {0}"),
                  "QuantizeLinear#0: operand 2 ('p') is a float tensor");
  expectTextError(stored("float s = {1}, uint8[2] p = {0, 0}"),
                  "QuantizeLinear#0: zero point is of shape [2]");
  expectTextError(stored("float s = {1}, int32 p = {0}"), "QuantizeLinear#0: activation is stored in int32");
  expectTextError(stored("float s = {1}, int32 p = {1}"), "QuantizeLinear#0: zero point of int32 is not 0");
}

TEST_F(HostileQuantizedImport, RejectsAnotherMeaningOfWhatIsStored) {
  expectTextError("g (float[N, 2] z, float s = {1}, float t = {2}) => (float[N, 2] y)"
                  "{ q = QuantizeLinear(z, s) y = DequantizeLinear(q, t) }",
                  "DequantizeLinear#1: operand is stored as");
  expectTextError("g (float[N, 2] z, float s = {1}) => (float[N, 2] y) { y = DequantizeLinear(z, s) }",
                  "DequantizeLinear#0: operand 0 is float, expected stored integers");
  expectTextError("g (float[N, 2] z, float s = {1}) => (uint8[N, 2] y) { y = QuantizeLinear(z, s) }",
                  "y: output 'y' is quantized, expected a float tensor");
  expectTextError(
      "g (float[N, 2] z, float s = {1}) => (float[N, 2] y) { q = QuantizeLinear(z, s) y = Relu(q) }",
      "Relu#1: operand 0 ('q') is quantized, expected a float tensor");
}

TEST_F(HostileQuantizedImport, RejectsConstantsWhoseScalesDoNotFit) {
  const auto weight = [](const std::string &parameters, const std::string &attributes) {
    return "g (float[N, 2] z, int8[2, 3] w = {1, 2, 3, 4, 5, 6}, " + parameters +
           ") => (float[N, 3] y) "
           "{ d = DequantizeLinear " +
           attributes + "(w, s, p) y = MatMul(z, d) }";
  };
  expectTextError(weight("float[2] s = {1, 2}, int8[2] p = {0, 0}", ""),
                  "DequantizeLinear#0: scale is 2 numbers, expected one, or 3 as the extent of axis 1");
  expectTextError(weight("float[2] s = {1, 2}, int8[2] p = {0, 0}", "<axis = 2> "),
                  "DequantizeLinear#0: axis is 2");
  expectTextError(weight("float s = {1}, uint8 p = {0}", ""),
                  "DequantizeLinear#0: zero point is of uint8, expected int8 as what is stored");
  expectTextError(weight("float s = {1}, int8 p = {0}", "<block_size = 2> "),
                  "DequantizeLinear#0: block_size is 2");
  expectTextError("g (float[N, 2] z, int64[2, 2] w = {1, 2, 3, 4}, float s = {1}) => (float[N, 2] y)"
                  "{ d = DequantizeLinear(w, s) y = MatMul(z, d) }",
                  "DequantizeLinear#0: zero point is of int64");
}

TEST_F(HostileQuantizedImport, RejectsOperandsThatOpsOnIntegersDoNotTake) {
  const std::string head =
      "g (float[N, 2] z, float s = {1}, uint8 p = {0}, int8[2, 2] m = {1, 2, 3, 4}, float t = {1},"
      "int8 o = {0}, int64[2] c = {1, 2}) => (float[N, 2] y) { q = QuantizeLinear(z, s, p) ";
  const std::string tail = " y = DequantizeLinear(r, s, p) }";
  expectTextError(head + "r = QLinearMatMul(q, s, p, q, s, p, s, p)" + tail,
                  "QLinearMatMul#1: a is constant or b is not");
  expectTextError(head + "r = com.microsoft.QGemm(q, s, p, m, t, o, c, s, p)" + tail,
                  "QGemm#1: bias is of int64");
  expectTextError(head + "r = com.microsoft.QGemm <alpha = 2.0> (q, s, p, m, t, o, , s, p)" + tail,
                  "QGemm#1: alpha is 2");
  expectTextError(head + "r = com.microsoft.QLinearAdd(m, t, o, m, t, o, s, p)" + tail,
                  "QLinearAdd#1: operands are constant");
  expectTextError(head + "r = com.microsoft.Relu(q)" + tail, "Relu#1: op is com.microsoft.Relu");
}

} // namespace
} // namespace ganc
