// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/sampling/ModelBinding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace ganc;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

Description describe(const std::string &inputs, const std::string &output = "") {
  const std::string text = "[conditions.energy]\nrange = [1, 2]\nunit = \"GeV\"\n" + inputs + "[output]\n" +
                           output +
                           "layout = [\"x\", \"y\", \"z\"]\n[grid]\nx = { cells = 2 }\ny = { cells = 1 }\n"
                           "z = { cells = 3 }\n";
  Result<Description> result = parseDescription(text, "m.toml");
  EXPECT_TRUE(result) << result.error().message;
  return *result;
}

const std::string one = "[[inputs]]\npieces = [ { condition = \"energy\" }, { normal = 4 } ]\n";
const std::string two = "[[inputs]]\ntensor = \"b\"\npieces = [ { normal = 4 } ]\n"
                        "[[inputs]]\ntensor = \"a\"\npieces = [ { condition = \"energy\" } ]\n";
const std::vector<ModelTensor> cells = {{"y", {1, 2, 1, 3}}};

std::string errorOf(const Description &description, const std::vector<ModelTensor> &inputs,
                    const std::vector<ModelTensor> &outputs) {
  const Result<ModelBinding> result = checkAgainstModel(description, inputs, outputs);
  return result ? "" : result.error().message;
}

TEST(ModelBinding, TakesTheOnlyTensorWithoutItsName) {
  const Result<ModelBinding> binding =
      checkAgainstModel(describe(one), std::vector<ModelTensor>{{"z", {5}}}, cells);
  ASSERT_TRUE(binding) << binding.error().message;
  EXPECT_THAT(binding->inputs, ElementsAre(0));
}

TEST(ModelBinding, FollowsNamesNotOrder) {
  const Result<ModelBinding> binding =
      checkAgainstModel(describe(two, "tensor = \"y\"\n"), std::vector<ModelTensor>{{"a", {}}, {"b", {2, 2}}},
                        std::vector<ModelTensor>{{"x", {7}}, {"y", {2, 3}}});
  ASSERT_TRUE(binding) << binding.error().message;
  EXPECT_THAT(binding->inputs, ElementsAre(1, 0));
  EXPECT_EQ(binding->output, 1);
}

TEST(ModelBinding, CutsOneFlatAxisInTheOrderOfTheLayout) {
  EXPECT_EQ(errorOf(describe(one), {{"z", {5}}}, {{"y", {6}}}), "");
}

TEST(ModelBinding, RejectsLengthsThatDoNotFit) {
  EXPECT_EQ(errorOf(describe(one), {{"z", {200}}}, cells),
            "m.toml:4:1: pieces of the input tensor 'z' have 5 elements together, expected 200");
  EXPECT_EQ(errorOf(describe(one), {{"z", {5}}}, {{"y", {1, 2, 3, 3}}}),
            "m.toml:6:1: output tensor 'y' has 18 elements in the shape [1, 2, 3, 3], but layout and grid "
            "describe 6 "
            "cells, expected [2, 1, 3]");
}

TEST(ModelBinding, RejectsAxesInAnotherOrder) {
  EXPECT_THAT(errorOf(describe(one), {{"z", {5}}}, {{"y", {3, 2}}}), HasSubstr("in the shape [3, 2]"));
}

TEST(ModelBinding, RejectsTensorsThatAreMissing) {
  EXPECT_THAT(errorOf(describe(two), {{"a", {1}}, {"c", {4}}}, cells),
              HasSubstr("m.toml:4:1: tensor 'b' is no input of the model, expected one of: a, c"));
  EXPECT_THAT(errorOf(describe(two), {{"a", {1}}, {"b", {4}}, {"c", {4}}}, cells),
              HasSubstr("input tensor 'c' of the model is not described"));
  EXPECT_THAT(errorOf(describe(one), {{"z", {5}}}, {{"u", {6}}, {"v", {6}}}),
              HasSubstr("output names no tensor, expected one of the model's 2: u, v"));
  EXPECT_THAT(errorOf(describe(one), {}, cells), HasSubstr("input names no tensor"));
}

} // namespace
