// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.append_differences.

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "dialects/numerics/Differences.h"

using namespace mlir;

namespace ganc::gan {

static LogicalResult checkStorage(AppendDifferencesOp op) {
  const numerics::Storage src = storageOf(op.getSrc()), dst = storageOf(op.getDst());
  if (src.zeroPoint < src.low || src.zeroPoint > src.high)
    return emitErrorAbout(op, op.getSrc(), "src")
           << "zero point of src is " << src.zeroPoint << ", expected in its storage " << src.low << ".."
           << src.high;
  if (dst.zeroPoint != 0 || scalesOf(op.getDst())[0].scale != scalesOf(op.getSrc())[0].scale)
    return emitErrorAbout(op, op.getSrc(), "src") << "dst has another scale than src or a zero point";
  if (const int64_t largest = int64_t(src.high) - src.low; dst.low > -largest || dst.high < largest)
    return emitErrorAbout(op, op.getSrc(), "src")
           << "differences reach " << largest << ", expected to fit the storage " << dst.low << ".."
           << dst.high << " of dst";
  return success();
}

LogicalResult AppendDifferencesOp::verify() {
  const int64_t axis = getAxis();
  if (failed(checkTensors(*this)) || failed(checkQuantizedPerTensor(*this, getSrc(), "src")) ||
      failed(checkQuantizedPerTensor(*this, getDst(), "dst")) || failed(checkAxis(*this, getSrc(), axis)))
    return failure();
  if (!isQuantized(getSrc()) || !isQuantized(getDst()))
    return emitErrorAbout(*this, getSrc(), "src") << "src or dst is f32, expected quantized";
  if (axis < 2)
    return emitErrorAbout(*this, getSrc(), "src") << "axis is " << axis << ", expected a space axis";
  std::vector<int64_t> shape = tensorType(getSrc()).getShape();
  shape[axis] = 2 * shape[axis] + 1;
  return failed(checkResultShape(*this, shape)) ? failure() : checkStorage(*this);
}

FailureOr<numerics::Tensor> AppendDifferencesOp::evaluate(ArrayRef<const numerics::Tensor *> operands,
                                                          Arithmetic) {
  numerics::Tensor dst = makeResult(getDst(), operands);
  std::vector<double> values = operands[0]->values;
  for (double &value : values)
    value -= zeroOf(getSrc());
  const int64_t axis = getAxis();
  dst.values = numerics::appendDifferences(
      values, operands[0]->shape[axis], llvm::product_of(ArrayRef(operands[0]->shape).drop_front(axis + 1)));
  return dst;
}

} // namespace ganc::gan
