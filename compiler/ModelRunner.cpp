// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/ModelRunner.h"

#include "dialects/gan/Evaluation.h"
#include "dialects/gan/ops/TensorTypes.h"

using namespace mlir;

namespace ganc {

func::FuncOp mainOf(ModuleOp module) {
  return module.lookupSymbol<func::FuncOp>("main");
}

namespace {

class ReferenceRunner : public ModelRunner {
public:
  explicit ReferenceRunner(func::FuncOp main) : main(main) {}

  LogicalResult run(int64_t n, ArrayRef<const float *> inputs, ArrayRef<float *> outputs) override {
    gan::NamedTensors tensors;
    for (unsigned i = 0; i < inputs.size(); i++) {
      numerics::Tensor tensor(gan::showerShape(main.getArgument(i)));
      tensor.shape[0] = n;
      tensor.values.assign(inputs[i], inputs[i] + numerics::elementCount(tensor.shape));
      tensors[nameOf(main.getArgAttrDict(i))] = std::move(tensor);
    }
    const auto results = gan::evaluate(main->getParentOfType<ModuleOp>(), tensors);
    if (failed(results))
      return failure();
    for (unsigned i = 0; i < outputs.size(); i++)
      llvm::copy(results->at(nameOf(main.getResultAttrDict(i))).values, outputs[i]);
    return success();
  }

private:
  static std::string nameOf(DictionaryAttr attributes) {
    return attributes.getAs<StringAttr>("gan.name").str();
  }

  func::FuncOp main;
};

} // namespace

std::unique_ptr<ModelRunner> makeReferenceRunner(ModuleOp module) {
  return std::make_unique<ReferenceRunner>(mainOf(module));
}

FailureOr<ShowerTensors> runModel(ModelRunner &runner, int64_t n, const ShowerTensors &inputs,
                                  TypeRange resultTypes) {
  ShowerTensors results;
  std::vector<const float *> from;
  std::vector<float *> to;
  for (const std::vector<float> &input : inputs)
    from.push_back(input.data());
  for (const Type type : resultTypes) {
    int64_t elements = n;
    for (const int64_t extent : cast<RankedTensorType>(type).getShape().drop_front())
      elements *= extent;
    results.emplace_back(elements);
  }
  for (std::vector<float> &result : results)
    to.push_back(result.data());
  if (failed(runner.run(n, from, to)))
    return failure();
  return results;
}

} // namespace ganc
