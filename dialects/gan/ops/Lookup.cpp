// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gan.lookup. Exact in either arithmetic.

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc::gan {

constexpr int64_t kStoredValues = 256;

static LogicalResult checkBytes(LookupOp op, Value value, StringRef role) {
  if (failed(checkQuantizedPerTensor(op, value, role)))
    return failure();
  if (!isQuantized(value) || storageOf(value).low != 0 || storageOf(value).high != kStoredValues - 1)
    return emitErrorAbout(op, value, role)
           << role << " is of " << tensorType(value).getElementType() << ", expected stored in 0..255";
  return success();
}

LogicalResult LookupOp::verify() {
  if (failed(checkTensors(*this)) || failed(checkBytes(*this, getSrc(), "src")) ||
      failed(checkBytes(*this, getDst(), "dst")))
    return failure();
  const RankedTensorType src = tensorType(getSrc()), table = tensorType(getTable());
  if (table.getElementType() != tensorType(getDst()).getElementType())
    return emitErrorAbout(*this, getTable(), "table")
           << "table is of " << table.getElementType() << ", expected the type of dst";
  const int64_t channels = src.getRank() > 1 ? src.getDimSize(1) : 1;
  if (table.getShape() != ArrayRef(kStoredValues) && table.getShape() != ArrayRef({channels, kStoredValues}))
    return emitErrorAbout(*this, getTable(), "table")
           << "table is " << shapeText(table.getShape()) << ", expected 256 or " << channels << "x256";
  return checkResultShape(*this, src.getShape());
}

FailureOr<numerics::Tensor> LookupOp::evaluate(ArrayRef<const numerics::Tensor *> operands, Arithmetic) {
  numerics::Tensor dst = *operands[0];
  const std::vector<double> &table = operands[1]->values;
  const int64_t channels = table.size() / kStoredValues;
  const int64_t positions = operands[1]->shape.size() == 1 ? 1 : showerElements(getSrc()) / channels;
  for (size_t i = 0; i < dst.values.size(); i++)
    dst.values[i] = table[i / positions % channels * kStoredValues + static_cast<int64_t>(dst.values[i])];
  return dst;
}

} // namespace ganc::gan
