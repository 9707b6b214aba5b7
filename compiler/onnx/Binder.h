// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One ONNX node on its way to gan ops: gives attributes with their defaults and operands of the kind that an
// op needs, and takes the results. Getters return true after an error at the node:
//
//   int64_t axis = 1;                                   // ONNX's default
//   Value src;
//   if (node.activation(src, 0) || node.attribute(axis, "axis"))
//     return failure();
//   return node.define(0, node.emit<gan::SomeOp>(shape, src, axis));

#ifndef GANC_COMPILER_ONNX_BINDER_H
#define GANC_COMPILER_ONNX_BINDER_H

#include "compiler/onnx/Scope.h"

#include "dialects/gan/Gan.h"

namespace ganc::onnx_import {

/// Extents of a value, kBatch first when it is an activation.
llvm::ArrayRef<int64_t> shapeOf(mlir::Value value);
bool isActivation(mlir::Value value);

class Binder {
public:
  /// `operands` has an entry for each input of the node, null when the input is not given.
  Binder(Scope &scope, size_t index, llvm::ArrayRef<const Binding *> operands)
      : scope(scope), node(scope.model.nodes[index]), loc(scope.locateNode(index)), operands(operands) {}

  mlir::InFlightDiagnostic error() const { return mlir::emitError(loc); }
  int64_t opset() const { return scope.model.opset; }
  size_t inputCount() const { return operands.size(); }
  size_t outputCount() const { return node.outputs.size(); }
  std::optional<int64_t> fixedBatch() const { return scope.fixedBatch; }

  /// Sets `value` when the node has the attribute, and leaves it alone otherwise.
  template <typename T> mlir::ParseResult attribute(T &value, llvm::StringRef name) const;
  bool hasAttribute(llvm::StringRef name) const { return node.attributes.count(name.str()) > 0; }

  /// Given, and not an empty tensor.
  bool has(unsigned operand) const;
  /// Extents of an operand, float or integer.
  llvm::ArrayRef<int64_t> shape(unsigned operand) const;
  /// Integers known at compile time.
  bool isIntegers(unsigned operand) const { return !operands[operand]->value; }

  /// f32 or quantized: for ops that only move values.
  mlir::ParseResult tensor(mlir::Value &out, unsigned operand) const;
  /// Any f32 value; one with a batch; one without, whose numbers are known: a constant, or a
  /// stored one that is dequantized, which conv and dense layers may want as it is.
  mlir::ParseResult value(mlir::Value &out, unsigned operand) const;
  mlir::ParseResult activation(mlir::Value &out, unsigned operand) const;
  mlir::ParseResult parameter(mlir::Value &out, unsigned operand) const;
  /// Null when not given.
  mlir::ParseResult optionalParameter(mlir::Value &out, unsigned operand) const;
  mlir::ParseResult floats(std::vector<float> &out, unsigned operand) const;
  mlir::ParseResult exactFloats(std::vector<double> &out, unsigned operand) const;

  mlir::ParseResult integers(Integers &out, unsigned operand) const;
  /// The values of an integer operand (which may contain the batch), or else of an attribute of that name;
  /// nothing when there is neither.
  mlir::ParseResult extents(std::optional<std::vector<int64_t>> &out, unsigned operand,
                            llvm::StringRef name) const;
  /// The same, where the batch has no meaning.
  mlir::ParseResult list(std::optional<std::vector<int64_t>> &out, unsigned operand,
                         llvm::StringRef name) const;
  /// Counts a negative axis from the end; an error outside of [-rank, rank).
  mlir::ParseResult normalizeAxis(int64_t &axis, int64_t rank) const;

  /// A new gan op with a result of this shape, checked; its value if that follows from constants alone. The
  /// result is f32, or as src for an op that moves values. Null after an error.
  template <typename Op, typename Src, typename... Args>
  mlir::Value emit(llvm::ArrayRef<int64_t> shape, Src src, Args &&...args) {
    mlir::Type element = builder().getF32Type();
    if constexpr (Op::template hasTrait<gan::Move::Trait>())
      element = elementOf(src);
    const mlir::RankedTensorType type = makeType(shape, element);
    return type ? finish(Op::create(builder(), loc, type, src, std::forward<Args>(args)...)) : mlir::Value();
  }
  /// The value itself when it has the shape already.
  mlir::Value emitReshape(mlir::Value src, llvm::ArrayRef<int64_t> shape);
  /// Asks for room for numbers that are computed here, not read from the file.
  mlir::LogicalResult spend(int64_t elements) { return scope.spend(loc, elements); }
  /// A parameter computed from one; named like `origin`, or like the node when that is null.
  template <typename Float>
  mlir::Value emitConstant(mlir::Value origin, const std::vector<Float> &values,
                           llvm::ArrayRef<int64_t> shape) {
    return scope.makeConstant(origin ? origin.getLoc() : loc, llvm::ArrayRef(values), shape);
  }

  mlir::OpBuilder &builder() const { return scope.builder; }
  mlir::Location location() const { return loc; }

  /// Fails when the value is null, as it is after an error.
  mlir::LogicalResult define(unsigned result, mlir::Value value);
  mlir::LogicalResult define(unsigned result, Integers integers);
  mlir::LogicalResult define(unsigned result, const OnnxTensor &tensor);
  /// The elements of operand 0 in the same order.
  mlir::LogicalResult defineReshaped(llvm::ArrayRef<int64_t> shape);
  /// Integers of this shape, each a function of its index.
  mlir::LogicalResult defineIntegers(unsigned result, llvm::ArrayRef<int64_t> shape,
                                     llvm::function_ref<int64_t(llvm::ArrayRef<int64_t>)> element);

private:
  static mlir::Type elementOf(mlir::Value src) { return mlir::getElementTypeOrSelf(src.getType()); }
  static mlir::Type elementOf(mlir::ValueRange srcs) { return elementOf(srcs.front()); }
  mlir::RankedTensorType makeType(llvm::ArrayRef<int64_t> shape, mlir::Type element) const;
  mlir::Value finish(mlir::Operation *op);
  mlir::Value evaluate(mlir::Operation *op);
  mlir::ParseResult floatTensor(mlir::Value &out, unsigned operand) const;
  mlir::InFlightDiagnostic operandError(unsigned operand) const;

  Scope &scope;
  const OnnxNode &node;
  mlir::Location loc;
  llvm::ArrayRef<const Binding *> operands;
};

template <typename T> mlir::ParseResult Binder::attribute(T &value, llvm::StringRef name) const {
  const auto found = node.attributes.find(name.str());
  if (found == node.attributes.end())
    return mlir::success();
  const T *given = std::get_if<T>(&found->second);
  if (!given)
    return error() << "attribute '" << name << "' is of another type than ONNX defines for " << node.op;
  value = *given;
  return mlir::success();
}

} // namespace ganc::onnx_import

#endif
