// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.dense. Sums run over k in ascending order, also in float32.

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Heavy.h"
#include "dialects/gan/ops/MultiplyAdd.h"
#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc::gan {

int64_t DenseOp::getOutputAxis() {
  return 1;
}
int64_t DenseOp::getInputAxis() {
  return 0;
}
int64_t DenseOp::getGroupCount() {
  return 1;
}

LogicalResult DenseOp::verify() {
  if (failed(checkHeavyTypes(*this)))
    return failure();
  const RankedTensorType src = tensorType(getSrc()), weight = tensorType(getWeight());
  if (src.getRank() != 2)
    return emitErrorAbout(*this, getSrc(), "src") << "src has " << src.getRank() << " axes, expected 2";
  if (weight.getRank() != 2)
    return emitErrorAbout(*this, getWeight(), "weight")
           << "weight has " << weight.getRank() << " axes, expected 2";
  if (weight.getDimSize(0) != src.getDimSize(1))
    return emitErrorAbout(*this, getSrc(), "src")
           << "weight has " << weight.getDimSize(0) << " rows, expected " << src.getDimSize(1)
           << " to match src";
  return checkHeavyShapes(*this, weight.getDimSize(1), {});
}

/// sums[n, m] = sum over k: src[n, k] * weight[k, m].
template <typename T>
static void accumulate(const numerics::Tensor &src, const numerics::Tensor &weight, numerics::Tensor &sums) {
  const int64_t rows = weight.shape[0], columns = weight.shape[1];
  const std::vector<T> weights(weight.values.begin(), weight.values.end());
  for (int64_t n = 0; n < src.batch(); n++) {
    std::vector<T> sum(columns, T(0));
    for (int64_t k = 0; k < rows; k++) {
      const T value = src.values[n * rows + k];
      for (int64_t m = 0; m < columns; m++)
        sum[m] = multiplyAdd(value, weights[k * columns + m], sum[m]);
    }
    std::copy(sum.begin(), sum.end(), sums.values.begin() + n * columns);
  }
}

FailureOr<numerics::Tensor> DenseOp::evaluate(ArrayRef<const numerics::Tensor *> operands,
                                              Arithmetic arithmetic) {
  numerics::Tensor sums = makeResult(getDst(), operands);
  if (arithmetic == Arithmetic::Float64 || isQuantized(getSrc()))
    accumulate<double>(*operands[0], *operands[1], sums);
  else
    accumulate<float>(*operands[0], *operands[1], sums);
  return finish(*this, std::move(sums), operands, arithmetic);
}

} // namespace ganc::gan
