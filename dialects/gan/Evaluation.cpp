// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/gan/Evaluation.h"

#include "dialects/gan/ops/Checks.h"
#include "dialects/gan/ops/TensorTypes.h"

#include "llvm/ADT/DenseMap.h"

using namespace mlir;

namespace ganc::gan {

Arithmetic arithmeticOf(ModuleOp module) {
  const auto level = module->getAttrOfType<StringAttr>("gan.level");
  return level && level.getValue() == "quantized" ? Arithmetic::Float32 : Arithmetic::Float64;
}

namespace {
/// One run through the function.
class Evaluator {
public:
  Evaluator(func::FuncOp main, Arithmetic arithmetic, Observer observe)
      : main(main), arithmetic(arithmetic), observe(observe) {}

  FailureOr<NamedTensors> run(const NamedTensors &inputs);

private:
  LogicalResult bind(BlockArgument argument, const NamedTensors &inputs);
  LogicalResult checkInput(StringRef name, Value argument, const numerics::Tensor &tensor);
  LogicalResult execute(Operation &op);
  void keep(Value value, numerics::Tensor tensor);
  void release(Operation &op);
  FailureOr<NamedTensors> outputs(Operation &terminator);

  func::FuncOp main;
  Arithmetic arithmetic;
  Observer observe;
  std::optional<int64_t> batch;
  llvm::DenseMap<Value, numerics::Tensor> values;
  llvm::DenseMap<Value, int64_t> usesLeft;
};
} // namespace

void Evaluator::keep(Value value, numerics::Tensor tensor) {
  if (observe)
    observe(value, tensor);
  const int64_t uses = std::distance(value.use_begin(), value.use_end());
  if (uses == 0)
    return;
  usesLeft[value] = uses;
  values[value] = std::move(tensor);
}

void Evaluator::release(Operation &op) {
  for (const Value operand : op.getOperands())
    if (--usesLeft[operand] == 0)
      values.erase(operand);
}

LogicalResult Evaluator::checkInput(StringRef name, Value argument, const numerics::Tensor &tensor) {
  std::vector<int64_t> expected = showerShape(argument);
  if (!hasBatch(argument) || tensor.shape.empty())
    return main.emitError() << "input \"" << name << "\" has no batch, expected one";
  expected.front() = batch.value_or(tensor.batch());
  if (tensor.shape != expected)
    return main.emitError() << "input \"" << name << "\" is " << shapeText(tensor.shape) << ", expected "
                            << shapeText(expected);
  batch = tensor.batch();
  return success();
}

LogicalResult Evaluator::bind(BlockArgument argument, const NamedTensors &inputs) {
  const unsigned number = argument.getArgNumber();
  const auto name = main.getArgAttrOfType<StringAttr>(number, "gan.name");
  if (!name)
    return main.emitError() << "argument #" << number << " has no \"gan.name\", expected its input's name";
  if (!isa<RankedTensorType>(argument.getType()))
    return main.emitError() << "argument #" << number << " is " << argument.getType()
                            << ", expected a ranked tensor";
  const auto input = inputs.find(name.str());
  if (input == inputs.end())
    return main.emitError() << "input " << name << " is missing, expected " << argument.getType();
  if (failed(checkInput(name, argument, input->second)))
    return failure();
  keep(argument, input->second);
  return success();
}

LogicalResult Evaluator::execute(Operation &op) {
  auto evaluable = dyn_cast<Evaluate>(op);
  if (!evaluable)
    return op.emitOpError() << "has no reference evaluation, expected an op of the gan dialect";
  if (batch.value_or(1) > numerics::kMostElements / showerElements(op.getResult(0)))
    return op.emitOpError() << "has a result of " << showerElements(op.getResult(0))
                            << " elements for each of " << *batch << " showers, expected at most "
                            << numerics::kMostElements << " in all";
  std::vector<const numerics::Tensor *> operands;
  for (const Value operand : op.getOperands())
    operands.push_back(&values.find(operand)->second);
  FailureOr<numerics::Tensor> result = evaluable.evaluate(operands, arithmetic);
  if (failed(result))
    return failure();
  release(op);
  keep(op.getResult(0), std::move(*result));
  return success();
}

FailureOr<NamedTensors> Evaluator::outputs(Operation &terminator) {
  NamedTensors outputs;
  for (const auto [number, value] : llvm::enumerate(terminator.getOperands())) {
    const auto name = main.getResultAttrOfType<StringAttr>(number, "gan.name");
    if (!name)
      return main.emitError() << "result #" << number << " has no \"gan.name\", expected its output's name";
    if (!hasBatch(value))
      return main.emitError() << "output " << name << " is " << value.getType() << ", expected a batch";
    if (!outputs.emplace(name.str(), values.find(value)->second).second)
      return main.emitError() << "result #" << number << " is named " << name << ", expected another name";
  }
  return outputs;
}

FailureOr<NamedTensors> Evaluator::run(const NamedTensors &inputs) {
  for (const BlockArgument argument : main.getArguments())
    if (failed(bind(argument, inputs)))
      return failure();
  for (Operation &op : main.getBody().front().without_terminator())
    if (failed(execute(op)))
      return failure();
  return outputs(*main.getBody().front().getTerminator());
}

FailureOr<NamedTensors> evaluate(ModuleOp module, const NamedTensors &inputs, Observer observe) {
  auto main = module.lookupSymbol<func::FuncOp>("main");
  if (!main || !main.getBody().hasOneBlock())
    return module.emitError() << "module has no function \"main\" of one block, expected the network";
  return Evaluator(main, arithmeticOf(module), observe).run(inputs);
}

} // namespace ganc::gan
