// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/gan/Constants.h"
#include "test/unit/dialects/gan/Network.h"

#include <cmath>
#include <gmock/gmock.h>

using namespace ganc::gan;
using ganc::numerics::Tensor;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {
/// A network on x: tensor<?x2x3xf32>, whose result has `space` after the batch.
std::vector<double> onSixValues(const std::string &space, const std::string &body) {
  return runOne(networkText("tensor<?x2x3xf32>", "tensor<?x" + space + "xf32>", body),
                tensor({1, 2, 3}, {1, 2, 3, 4, 5, 6}))
      .values;
}

const std::string kAdd = R"(
func.func @main(%a: tensor<?x2xf32> {gan.name = "a"}, %b: tensor<?x2xf32> {gan.name = "b"})
    -> (tensor<?x2xf32> {gan.name = "sum"}, tensor<?x2xf32> {gan.name = "a again"}) {
  %0 = gan.add %a, %b : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %0, %a : tensor<?x2xf32>, tensor<?x2xf32>
})";
} // namespace

TEST(EvaluateMoves, moveValues) {
  EXPECT_THAT(onSixValues("6", "%y = gan.reshape %x : tensor<?x2x3xf32> -> tensor<?x6xf32>"),
              ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(onSixValues("3x2", "%y = gan.transpose %x [0, 2, 1] : tensor<?x2x3xf32> -> tensor<?x3x2xf32>"),
              ElementsAre(1, 4, 2, 5, 3, 6));
  EXPECT_THAT(
      onSixValues("2x5",
                  "%y = gan.pad %x low [0, 0, 2] high [0, 0, 0] : tensor<?x2x3xf32> -> tensor<?x2x5xf32>"),
      ElementsAre(0, 0, 1, 2, 3, 0, 0, 4, 5, 6));
  EXPECT_THAT(onSixValues("2x6", "%y = gan.upsample %x [1, 1, 2] : tensor<?x2x3xf32> -> tensor<?x2x6xf32>"),
              ElementsAre(1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6));
  EXPECT_THAT(onSixValues("2x6", "%y = gan.tile %x [1, 1, 2] : tensor<?x2x3xf32> -> tensor<?x2x6xf32>"),
              ElementsAre(1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6));
  EXPECT_THAT(onSixValues("2x2", "%y = gan.slice %x axis 2 begin 1 : tensor<?x2x3xf32> -> tensor<?x2x2xf32>"),
              ElementsAre(2, 3, 5, 6));
  EXPECT_THAT(
      onSixValues(
          "2x4",
          "%s = gan.slice %x axis 2 begin 2 : tensor<?x2x3xf32> -> tensor<?x2x1xf32>\n"
          "%y = gan.concat %s, %x axis 2 : (tensor<?x2x1xf32>, tensor<?x2x3xf32>) -> tensor<?x2x4xf32>"),
      ElementsAre(3, 1, 2, 3, 6, 4, 5, 6));
}

TEST(EvaluateMoves, keepShowersApart) {
  EXPECT_THAT(
      runOne(networkText(
                 "tensor<?x2x1xf32>", "tensor<?x3x2xf32>",
                 "%t = gan.transpose %x [0, 2, 1] : tensor<?x2x1xf32> -> tensor<?x1x2xf32>\n"
                 "%y = gan.pad %t low [0, 1, 0] high [0, 1, 0] : tensor<?x1x2xf32> -> tensor<?x3x2xf32>"),
             tensor({2, 2, 1}, {1, 2, 3, 4}))
          .values,
      ElementsAre(0, 0, 1, 2, 0, 0, 0, 0, 3, 4, 0, 0));
}

TEST(EvaluateValues, applyFunctions) {
  const auto unary = [](const std::string &op) {
    return runOne(networkText("tensor<?x1xf32>", "tensor<?x1xf32>", "%y = gan." + op + " : tensor<?x1xf32>"),
                  tensor({3, 1}, {-2, 0, 2}))
        .values;
  };
  EXPECT_THAT(unary("relu %x"), ElementsAre(0, 0, 2));
  EXPECT_THAT(unary("leaky_relu %x {slope = 0.25 : f32}"), ElementsAre(-0.5, 0, 2));
  EXPECT_THAT(unary("sigmoid %x"), ElementsAre(1 / (1 + std::exp(2.0)), 0.5, 1 / (1 + std::exp(-2.0))));
  EXPECT_THAT(unary("tanh %x"), ElementsAre(std::tanh(-2.0), 0, std::tanh(2.0)));
}

TEST(EvaluateValues, broadcastFromTheLastAxis) {
  EXPECT_THAT(onSixValues("2x3",
                          "%c = gan.constant dense<[[10.0], [20.0]]> : tensor<2x1xf32>\n"
                          "%y = gan.sub %c, %x : (tensor<2x1xf32>, tensor<?x2x3xf32>) -> tensor<?x2x3xf32>"),
              ElementsAre(9, 8, 7, 16, 15, 14));
  EXPECT_THAT(onSixValues("2x3",
                          "%c = gan.constant dense<[1.0, 2.0, 4.0]> : tensor<3xf32>\n"
                          "%y = gan.div %x, %c : (tensor<?x2x3xf32>, tensor<3xf32>) -> tensor<?x2x3xf32>"),
              ElementsAre(1, 1, 0.75, 4, 2.5, 1.5));
  EXPECT_THAT(onSixValues("2x3", "%s = gan.constant dense<[1.0, 2.0]> : tensor<2xf32>\n"
                                 "%t = gan.constant dense<[0.0, -1.0]> : tensor<2xf32>\n"
                                 "%y = gan.batch_norm %x, %s, %t : (tensor<?x2x3xf32>, tensor<2xf32>, "
                                 "tensor<2xf32>) -> tensor<?x2x3xf32>"),
              ElementsAre(1, 2, 3, 7, 9, 11));
}

TEST(Evaluation, bindsInputsAndOutputsByName) {
  Network network(kAdd);
  const NamedTensors outputs = network.run(
      {{"b", tensor({2, 2}, {10, 20, 30, 40})}, {"a", tensor({2, 2}, {1, 2, 3, 4})}, {"other", Tensor({7})}});
  ASSERT_EQ(outputs.size(), 2u) << network.errors;
  EXPECT_THAT(outputs.at("sum").values, ElementsAre(11, 22, 33, 44));
  EXPECT_THAT(outputs.at("a again").values, ElementsAre(1, 2, 3, 4));
}

TEST(Evaluation, takesNoShowers) {
  const NamedTensors outputs = Network(kAdd).run({{"a", Tensor({0, 2})}, {"b", Tensor({0, 2})}});
  ASSERT_EQ(outputs.size(), 2u);
  EXPECT_THAT(outputs.at("sum").shape, ElementsAre(0, 2));
}

TEST(Evaluation, reportsInputsThatDoNotFit) {
  Network network(kAdd);
  EXPECT_TRUE(network.run({{"a", Tensor({2, 2})}}).empty());
  EXPECT_THAT(network.errors, HasSubstr("input \"b\" is missing, expected 'tensor<?x2xf32>'"));
  EXPECT_TRUE(network.run({{"a", Tensor({2, 2})}, {"b", Tensor({3, 2})}}).empty());
  EXPECT_THAT(network.errors, HasSubstr("input \"b\" is 3x2, expected 2x2"));
  EXPECT_TRUE(network.run({{"a", Tensor({2, 5})}, {"b", Tensor({2, 2})}}).empty());
  EXPECT_THAT(network.errors, HasSubstr("input \"a\" is 2x5, expected 2x2"));
}

TEST(Evaluation, reportsModulesThatAreNoNetwork) {
  const auto errors = [](const std::string &text) {
    Network network(text);
    EXPECT_TRUE(network.run({{"x", Tensor({1, 2})}}).empty());
    return network.errors;
  };
  EXPECT_THAT(errors("module {}"), HasSubstr("module has no function \"main\""));
  EXPECT_THAT(errors("func.func private @main()"), HasSubstr("module has no function \"main\""));
  EXPECT_THAT(errors("func.func @main(%x: tensor<?x2xf32>) { return }"),
              HasSubstr("argument #0 has no \"gan.name\""));
  EXPECT_THAT(errors("func.func @main(%x: i32 {gan.name = \"x\"}) { return }"),
              HasSubstr("argument #0 is 'i32', expected a ranked tensor"));
  EXPECT_THAT(errors("func.func @main(%x: tensor<?x?xf32> {gan.name = \"x\"}) { return }"),
              HasSubstr("expected"));
  EXPECT_THAT(errors("func.func @main(%x: tensor<?x2xf32> {gan.name = \"x\"}) -> tensor<?x2xf32> {"
                     " return %x : tensor<?x2xf32> }"),
              HasSubstr("result #0 has no \"gan.name\""));
  EXPECT_THAT(errors("func.func @main() -> (tensor<f32> {gan.name = \"y\"}) {"
                     " %y = gan.constant dense<1.0> : tensor<f32>\nreturn %y : tensor<f32> }"),
              HasSubstr("output \"y\" is 'tensor<f32>', expected a batch"));
  EXPECT_THAT(errors("func.func @f() { return }\nfunc.func @main(%x: tensor<?x2xf32> {gan.name = \"x\"}) {"
                     " call @f() : () -> ()\nreturn }"),
              HasSubstr("has no reference evaluation"));
}

TEST(Evaluation, reportsATensorTooLargeForItsBatch) {
  Network network(
      networkText("tensor<?x1xf32>", "tensor<?x16777216x64xf32>",
                  "%a = gan.tile %x [1, 64] : tensor<?x1xf32> -> tensor<?x64xf32>\n"
                  "%b = gan.reshape %a : tensor<?x64xf32> -> tensor<?x1x64xf32>\n"
                  "%y = gan.tile %b [1, 16777216, 1] : tensor<?x1x64xf32> -> tensor<?x16777216x64xf32>"));
  EXPECT_TRUE(network.run({{"x", Tensor({3, 1})}}).empty());
  EXPECT_THAT(network.errors, HasSubstr("has a result of 1073741824 elements for each of 3 showers"));
}

TEST(Evaluation, showsEveryValueToTheObserver) {
  std::vector<std::string> seen;
  Network(
      networkText("tensor<?x2xf32>", "tensor<?x2xf32>",
                  "%c = gan.constant dense<1.0> : tensor<2xf32> loc(\"c\")\n"
                  "%a = gan.add %x, %c : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32> loc(\"add\")\n"
                  "%y = gan.relu %a : tensor<?x2xf32> loc(\"relu\")"))
      .run({{"x", Tensor({1, 2})}},
           [&](mlir::Value value, const Tensor &tensor) { seen.push_back(nameOf(value.getLoc()).str()); });
  EXPECT_THAT(seen, ElementsAre("", "c", "add", "relu"));
}

TEST(Evaluation, readsUnsignedStoredConstants) {
  EXPECT_THAT(
      runOne("!u8 = !quant.uniform<u8:f32, 1.0>\n" +
                 networkText("tensor<?x1xf32>", "tensor<?x1xf32>",
                             "%c = gan.constant dense<200> : tensor<1xi8> -> tensor<1x!u8>\n"
                             "%d = gan.dequantize %c : tensor<1x!u8> -> tensor<1xf32>\n"
                             "%y = gan.add %x, %d : (tensor<?x1xf32>, tensor<1xf32>) -> tensor<?x1xf32>"),
             tensor({1, 1}, {1}))
          .values,
      ElementsAre(201));
}
