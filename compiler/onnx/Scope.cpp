// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/onnx/Scope.h"

#include "dialects/gan/Constants.h"

#include "mlir/IR/Diagnostics.h"

#include <cmath>

using namespace mlir;

namespace ganc::onnx_import {

Scope::Scope(const OnnxModel &model, StringRef file, OpBuilder &builder)
    : model(model), builder(builder), file(file) {
  for (const OnnxTensor &tensor : model.initializers)
    initializers[tensor.name] = &tensor;
  for (size_t index = 0; index < model.nodes.size(); index++)
    for (const std::string &output : model.nodes[index].outputs)
      producers[output] = index;
}

Location Scope::locate(StringRef name) const {
  const Location whole = FileLineColLoc::get(builder.getContext(), file, 0, 0);
  return name.empty() ? whole : Location(NameLoc::get(builder.getStringAttr(name), whole));
}

Location Scope::locateNode(size_t index) const {
  const OnnxNode &node = model.nodes[index];
  return locate(node.name.empty() ? node.op + "#" + std::to_string(index) : node.name);
}

//===- Declarations -------------------------------------------------------===//

LogicalResult Scope::declareTensor(StringRef name, Location loc) {
  if (name.empty())
    return emitError(loc) << "tensor's name is empty, expected one";
  const auto [previous, isNew] = declared.try_emplace(name, loc);
  if (isNew)
    return success();
  InFlightDiagnostic diagnostic = emitError(loc)
                                  << "tensor '" << name << "' is defined twice, expected one definition";
  diagnostic.attachNote(previous->second) << "it is first defined here";
  return diagnostic;
}

LogicalResult Scope::declare() {
  for (const OnnxTensor &tensor : model.initializers)
    if (failed(declareTensor(tensor.name, locate(tensor.name))))
      return failure();
  for (const OnnxValueInfo &input : model.inputs)
    if (!isInitializer(input.name) && failed(declareTensor(input.name, locate(input.name))))
      return failure();
  for (size_t index = 0; index < model.nodes.size(); index++)
    for (const std::string &output : model.nodes[index].outputs)
      if (!output.empty() && failed(declareTensor(output, locateNode(index))))
        return failure();
  return success();
}

//===- Look-up ------------------------------------------------------------===//

InFlightDiagnostic Scope::reportUndefined(StringRef name, size_t user) {
  const Location loc = user < model.nodes.size() ? locateNode(user) : locate(name);
  const auto producer = producers.find(name);
  if (producer == producers.end())
    return emitError(loc) << "tensor '" << name << "' is not defined, expected an input, an initializer or a "
                          << "node's result";
  if (producer->second < user)
    return emitError(loc) << "tensor '" << name << "' is a secondary result of "
                          << model.nodes[producer->second].op << ", which is not supported";
  InFlightDiagnostic diagnostic = emitError(loc) << "tensor '" << name << "' is used before it is computed, "
                                                 << "expected nodes in order and no cycle";
  diagnostic.attachNote(locateNode(producer->second)) << "it is computed here";
  return diagnostic;
}

const Binding *Scope::lookup(StringRef name, size_t user) {
  if (const auto found = bindings.find(name); found != bindings.end())
    return &found->second;
  const auto initializer = initializers.find(name);
  if (initializer == initializers.end()) {
    reportUndefined(name, user);
    return nullptr;
  }
  std::optional<Binding> binding = bind(*initializer->second, locate(name));
  return binding ? &(bindings[name] = std::move(*binding)) : nullptr;
}

//===- Constants ----------------------------------------------------------===//

std::optional<Binding> Scope::bind(const OnnxTensor &tensor, Location loc) {
  if (elementCount(tensor.shape) == 0)
    return Binding{nullptr, {tensor.shape, {}, tensor.elementType}};
  if (tensor.isFloat()) {
    const Value constant = makeConstant(loc, std::get<0>(tensor.values), tensor.shape);
    return constant ? std::optional(Binding{constant, {}}) : std::nullopt;
  }
  Integers integers{tensor.shape, std::get<1>(tensor.values), tensor.elementType};
  keepFromBatch(integers.values);
  return Binding{nullptr, std::move(integers)};
}

Value Scope::makeConstant(Location loc, ArrayRef<float> values, ArrayRef<int64_t> shape) {
  return checkFinite(loc, values) ? gan::makeConstant(builder, loc, values, shape) : Value();
}

Value Scope::makeConstant(Location loc, ArrayRef<double> values, ArrayRef<int64_t> shape) {
  const std::vector<float> rounded(values.begin(), values.end());
  return checkFinite(loc, rounded) ? gan::makeConstant(builder, loc, values, shape) : Value();
}

bool Scope::checkFinite(Location loc, ArrayRef<float> values) {
  const auto *const bad = llvm::find_if(values, [](float value) { return !std::isfinite(value); });
  if (bad == values.end())
    return true;
  emitError(loc) << "tensor '" << gan::nameOf(loc) << "' is " << (std::isnan(*bad) ? "nan" : "infinite")
                 << " at index " << (bad - values.begin()) << ", expected finite numbers of float32";
  return false;
}

LogicalResult Scope::spend(Location loc, int64_t elements) {
  if (elements > allowance)
    return emitError(loc) << "constant to compute is " << elements << " elements, expected at most "
                          << allowance << " more in this model";
  allowance -= elements;
  return success();
}

} // namespace ganc::onnx_import
