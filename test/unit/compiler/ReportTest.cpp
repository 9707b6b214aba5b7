// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counts and bytes of nodes, by hand, and what is said of nodes that have become part of another.

#include "compiler/Report.h"

#include "dialects/gan/Gan.h"

#include "mlir/Parser/Parser.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

using namespace ganc;
using nlohmann::json;
using testing::ElementsAre;

namespace {

/// main with `body`, which computes %y of type `result`.
std::string network(const std::string &result, const std::string &body) {
  return "func.func @main(%x: tensor<?x2x4xf32>) -> " + result + " {\n" + body + "return %y : " + result +
         "\n}\n";
}

const std::string kNarrow = "{strides = array<i64: 1>, dilations = array<i64: 1>, pads_low = array<i64: 1>, "
                            "pads_high = array<i64: 1>} ";

/// A convolution of 2 to 5 channels, kernel 3, zero padding of one, and an activation behind it.
const std::string kImported =
    network("tensor<?x5x4xf32>", "%w = gan.constant dense<1.0> : tensor<5x2x3xf32>\n"
                                 "%b = gan.constant dense<0.5> : tensor<5xf32>\n"
                                 "%c = gan.conv %x, %w bias %b " +
                                     kNarrow +
                                     ": (tensor<?x2x4xf32>, tensor<5x2x3xf32>, tensor<5xf32>) -> "
                                     "tensor<?x5x4xf32> loc(\"conv\")\n"
                                     "%y = gan.relu %c : tensor<?x5x4xf32> loc(\"relu\")\n");

class ReportTest : public testing::Test {
protected:
  ReportTest() { context.loadDialect<gan::GanDialect>(); }

  mlir::OwningOpRef<mlir::ModuleOp> parse(const std::string &text) {
    return mlir::parseSourceString<mlir::ModuleOp>(text, &context);
  }

  json reportOf(const std::string &imported, const std::string &compiled) {
    Report report;
    const auto before = parse(imported), after = parse(compiled);
    report.addImported(*before);
    report.addCompiled(*after);
    return json::parse(report.json({}));
  }

  mlir::MLIRContext context;
};

} // namespace

TEST_F(ReportTest, paddingCountsBeforeAndNotAfter) {
  const json report = reportOf(kImported, kImported);
  const json &conv = report["nodes"][0];
  EXPECT_EQ(conv["node"], "conv");
  EXPECT_EQ(conv["op"], "conv");
  EXPECT_EQ(conv["macs_before"], 4 * 3 * 2 * 5);
  EXPECT_EQ(conv["macs_after"], (4 * 3 - 2) * 2 * 5);
  EXPECT_EQ(conv["precision"], "f32");
  EXPECT_EQ(conv["weight_bytes_before"], (5 * 2 * 3 + 5) * 4);
  EXPECT_EQ(conv["activation_bytes_before"], 5 * 4 * 4);
  const json &relu = report["nodes"][1];
  EXPECT_EQ(relu["macs_before"], 0);
  EXPECT_EQ(relu["activation_bytes"], 5 * 4 * 4);
  EXPECT_TRUE(relu["precision"].is_null());
  EXPECT_TRUE(relu["remarks"].empty());
  EXPECT_EQ(report["macs_before"], 120);
  EXPECT_EQ(report["macs_after"], 100);
  EXPECT_TRUE(report["object_bytes"].is_null()) << "nothing was made";
}

TEST_F(ReportTest, aFoldedNodeSaysInto) {
  const std::string folded = network(
      "tensor<?x5x4xf32>", "%w = gan.constant dense<1.0> : tensor<5x2x1xf32>\n"
                           "%y = gan.conv %x, %w {strides = array<i64: 1>, dilations = array<i64: 1>, "
                           "pads_low = array<i64: 0>, pads_high = array<i64: 0>} : "
                           "(tensor<?x2x4xf32>, tensor<5x2x1xf32>) -> tensor<?x5x4xf32> "
                           "loc(fused[\"relu\", fused[\"conv\"]])\n");
  const json report = reportOf(kImported, folded);
  const json &conv = report["nodes"][0], &relu = report["nodes"][1];
  EXPECT_EQ(conv["macs_after"], 0);
  EXPECT_EQ(conv["activation_bytes"], 0);
  EXPECT_THAT(conv["remarks"], ElementsAre("folded into relu"));
  EXPECT_EQ(relu["macs_after"], 4 * 2 * 5) << "the first name is the node's";
  EXPECT_EQ(relu["weight_bytes"], 5 * 2 * 4);
}

TEST_F(ReportTest, aNodeWithoutATraceSaysSo) {
  const json report = reportOf(
      kImported, network("tensor<?x2x4xf32>", "%y = gan.tanh %x : tensor<?x2x4xf32> loc(\"relu\")\n"));
  EXPECT_THAT(report["nodes"][0]["remarks"], ElementsAre("nothing is left to compute"));
  EXPECT_TRUE(report["nodes"][1]["remarks"].empty());
}

TEST_F(ReportTest, integersAreCountedAsStored) {
  const std::string quantized = network(
      "tensor<?x5x4x!quant.uniform<i16:f32, 0.5>>",
      "%w = gan.constant dense<1> : tensor<5x2x3xi8> -> tensor<5x2x3x!quant.uniform<i8:f32, 0.25>>\n"
      "%m = gan.constant dense<0.5> : tensor<5xf32>\n"
      "%q = gan.quantize %x : tensor<?x2x4xf32> -> tensor<?x2x4x!quant.uniform<u8:f32, 0.5:128>> loc(\"q\")\n"
      "%y = gan.conv %q, %w multiplier %m " +
          kNarrow +
          ": (tensor<?x2x4x!quant.uniform<u8:f32, 0.5:128>>, "
          "tensor<5x2x3x!quant.uniform<i8:f32, 0.25>>, tensor<5xf32>) -> "
          "tensor<?x5x4x!quant.uniform<i16:f32, 0.5>> loc(\"conv\")\n");
  const json report = reportOf(kImported, quantized);
  const json &conv = report["nodes"][0];
  EXPECT_EQ(conv["precision"], "u8");
  EXPECT_EQ(conv["weight_bytes"], 5 * 2 * 3 + 5 * 4);
  EXPECT_EQ(conv["activation_bytes"], 5 * 4 * 2);
  EXPECT_EQ(report["nodes"][2]["node"], "q") << "what compilation added comes last";
  EXPECT_EQ(report["nodes"][2]["op"], "quantize");
  EXPECT_EQ(report["nodes"][2]["activation_bytes"], 2 * 4);
}

TEST_F(ReportTest, aTransposedConvolutionCountsItsSources) {
  const std::string text = network("tensor<?x3x7xf32>", R"(
%w = gan.constant dense<1.0> : tensor<2x3x3xf32>
%y = gan.conv_transpose %x, %w {strides = array<i64: 2>, dilations = array<i64: 1>, pads_low = array<i64: 1>,
  pads_high = array<i64: 1>, output_padding = array<i64: 0>} : (tensor<?x2x4xf32>, tensor<2x3x3xf32>)
  -> tensor<?x3x7xf32> loc("up")
)");
  const json report = reportOf(text, text);
  EXPECT_EQ(report["macs_before"], 4 * 3 * 2 * 3);
  EXPECT_EQ(report["macs_after"], (4 * 3 - 2) * 2 * 3) << "the first and the last tap are cut off once each";
}
