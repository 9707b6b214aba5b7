// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/physics/BoostedTrees.h"

#include <limits>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <xgboost/c_api.h>

namespace ganc {
namespace {

constexpr int trees = 200;
constexpr std::pair<const char *, const char *> settings[] = {{"objective", "binary:logistic"},
                                                              {"tree_method", "hist"},
                                                              {"max_depth", "4"},
                                                              {"eta", "0.1"},
                                                              {"subsample", "0.5"},
                                                              {"nthread", "1"},
                                                              {"seed", "1"},
                                                              {"verbosity", "0"}};

void check(int code) {
  if (code != 0)
    throw std::runtime_error(std::string("XGBoost: ") + XGBGetLastError());
}

template <int (*Free)(void *)> struct Freed {
  void operator()(void *handle) const { Free(handle); }
};
using Matrix = std::unique_ptr<void, Freed<XGDMatrixFree>>;
using Booster = std::unique_ptr<void, Freed<XGBoosterFree>>;

Matrix matrixOf(const Features &rows) {
  DMatrixHandle handle = nullptr;
  check(XGDMatrixCreateFromMat(rows.data(), bst_ulong(rows.rows()), bst_ulong(rows.cols()),
                               std::numeric_limits<float>::quiet_NaN(), &handle));
  return Matrix(handle);
}

Booster train(const Features &rows, const std::vector<float> &labels) {
  Matrix matrix = matrixOf(rows);
  check(XGDMatrixSetFloatInfo(matrix.get(), "label", labels.data(), labels.size()));
  DMatrixHandle matrices[] = {matrix.get()};
  BoosterHandle handle = nullptr;
  check(XGBoosterCreate(matrices, 1, &handle));
  Booster booster(handle);
  for (auto [name, value] : settings)
    check(XGBoosterSetParam(handle, name, value));
  for (int tree = 0; tree < trees; ++tree)
    check(XGBoosterUpdateOneIter(handle, tree, matrix.get()));
  return booster;
}

} // namespace

std::vector<double> boostedTreeScores(const Features &learned, const std::vector<float> &labels,
                                      const Features &judged) {
  Booster booster = train(learned, labels);
  Matrix matrix = matrixOf(judged);
  constexpr const char *probability =
      R"({"type": 0, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": false})";
  const bst_ulong *shape = nullptr;
  bst_ulong dimensions = 0;
  const float *scores = nullptr;
  check(XGBoosterPredictFromDMatrix(booster.get(), matrix.get(), probability, &shape, &dimensions, &scores));
  return {scores, scores + judged.rows()};
}

} // namespace ganc
