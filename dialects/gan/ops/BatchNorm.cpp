// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.batch_norm: in float32 one fma.

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/Map.h"
#include "dialects/gan/ops/MultiplyAdd.h"
#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc::gan {

LogicalResult BatchNormOp::verify() {
  if (failed(checkTensors(*this)))
    return failure();
  const ArrayRef<int64_t> src = tensorType(getSrc()).getShape();
  if (src.size() < 2 || !hasBatch(getSrc()))
    return emitErrorAbout(*this, getSrc(), "src")
           << "src is " << shapeText(src) << ", expected batch and channels";
  for (const auto &[role, value] :
       {std::pair("scale", Value(getScale())), std::pair("shift", Value(getShift()))})
    if (const ArrayRef<int64_t> shape = tensorType(value).getShape(); shape != ArrayRef(src[1]))
      return emitErrorAbout(*this, getSrc(), "src")
             << role << " is " << shapeText(shape) << ", expected " << src[1] << " to match src";
  return checkResultShape(*this, src);
}

FailureOr<numerics::Tensor> BatchNormOp::evaluate(ArrayRef<const numerics::Tensor *> operands,
                                                  Arithmetic arithmetic) {
  const std::vector<double> &src = operands[0]->values, &scale = operands[1]->values,
                            &shift = operands[2]->values;
  const int64_t channels = scale.size(), positions = showerElements(getSrc()) / channels;
  numerics::Tensor dst(operands[0]->shape);
  const auto normalize = [](auto v, auto scale, auto shift) { return multiplyAdd(v, scale, shift); };
  for (size_t i = 0; i < src.size(); i++) {
    const int64_t channel = i / positions % channels;
    dst.values[i] = apply(arithmetic, normalize, src[i], scale[channel], shift[channel]);
  }
  return dst;
}

} // namespace ganc::gan
