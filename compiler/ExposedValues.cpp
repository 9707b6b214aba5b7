// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/ExposedValues.h"

#include "dialects/gan/Gan.h"
#include "dialects/gan/ops/TensorTypes.h"

#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/OwningOpRef.h"

using namespace mlir;

namespace ganc {
namespace {

/// As floats.
Value readable(Value value) {
  const auto type = gan::tensorType(value);
  if (!isa<quant::QuantizedType>(type.getElementType()))
    return value;
  OpBuilder builder(value.getContext());
  builder.setInsertionPointAfterValue(value);
  return gan::DequantizeOp::create(builder, value.getLoc(),
                                   RankedTensorType::get(type.getShape(), builder.getF32Type()), value);
}

/// Makes `values` the results of main.
void setResults(func::FuncOp main, ArrayRef<Value> values) {
  main.getBody().front().getTerminator()->setOperands(values);
  Builder builder(main.getContext());
  std::vector<Attribute> names;
  for (size_t i = 0; i < values.size(); i++)
    names.push_back(builder.getDictionaryAttr(
        builder.getNamedAttr("gan.name", builder.getStringAttr("value " + Twine(i)))));
  main.setType(builder.getFunctionType(main.getArgumentTypes(), ValueRange(values).getTypes()));
  main.setResAttrsAttr(builder.getArrayAttr(names));
}

} // namespace

FailureOr<ExposedValues> ExposedValues::create(ModuleOp module, ArrayRef<Value> values,
                                               const MakeModelRunner &makeRunner) {
  ExposedValues made;
  IRMapping mapping;
  made.exposed = std::make_shared<OwningOpRef<ModuleOp>>(cast<ModuleOp>(module->clone(mapping)));
  std::vector<Value> results;
  DenseMap<Value, size_t> numbers; // a value may be asked for twice
  for (const Value value : values) {
    if (const auto argument = dyn_cast<BlockArgument>(value)) {
      made.places.push_back({true, argument.getArgNumber()});
      continue;
    }
    const auto [entry, isNew] = numbers.try_emplace(value, results.size());
    made.places.push_back({false, entry->second});
    if (isNew)
      results.push_back(readable(mapping.lookup(value)));
  }
  func::FuncOp main = mainOf(**made.exposed);
  setResults(main, results);
  made.types.assign(main.getResultTypes().begin(), main.getResultTypes().end());
  made.runner = makeRunner(**made.exposed);
  if (!made.runner)
    return failure();
  return made;
}

FailureOr<ShowerTensors> ExposedValues::run(const InputShowers &showers) const {
  const auto results = runModel(*runner, showers.count, showers.inputs, types);
  if (failed(results))
    return failure();
  ShowerTensors values;
  for (const Place &place : places)
    values.push_back((place.isArgument ? showers.inputs : *results)[place.number]);
  return values;
}

} // namespace ganc
