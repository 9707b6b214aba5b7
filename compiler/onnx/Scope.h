// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the tensor names of a graph stand for while it is imported: f32 or quantized values of the gan dialect,
// or integers known at compile time.

#ifndef GANC_COMPILER_ONNX_SCOPE_H
#define GANC_COMPILER_ONNX_SCOPE_H

#include "compiler/onnx/Extents.h"
#include "compiler/onnx/OnnxModel.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/Value.h"
#include "llvm/ADT/StringMap.h"

namespace ganc::onnx_import {

/// An f32 or quantized value, or integers when `value` is null. An empty tensor of any type counts as integers.
struct Binding {
  mlir::Value value;
  Integers integers;
};

class Scope {
public:
  /// Uses `model` and `builder`, which must outlive it.
  Scope(const OnnxModel &model, llvm::StringRef file, mlir::OpBuilder &builder);

  /// The name, around the model's file.
  mlir::Location locate(llvm::StringRef name) const;
  /// The node's name, or "Op#index" when it has none.
  mlir::Location locateNode(size_t index) const;

  /// Checks that no name is given to two tensors, or twice to one.
  mlir::LogicalResult declare();

  void define(llvm::StringRef name, Binding binding) { bindings[name] = std::move(binding); }

  /// Null, after an error at the node `user`, when nothing has defined the name yet. An initializer
  /// becomes a constant when it is first looked up.
  const Binding *lookup(llvm::StringRef name, size_t user);

  bool isInitializer(llvm::StringRef name) const { return initializers.contains(name); }

  /// A tensor of the file as constant or integers; nothing after an error.
  std::optional<Binding> bind(const OnnxTensor &tensor, mlir::Location loc);

  /// A gan.constant; null after an error when a value is not finite.
  mlir::Value makeConstant(mlir::Location loc, llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape);
  mlir::Value makeConstant(mlir::Location loc, llvm::ArrayRef<double> values, llvm::ArrayRef<int64_t> shape);

  /// Takes elements from the allowance for tensors that are computed here, not read from the file: a small
  /// file must not ask for any amount of memory.
  mlir::LogicalResult spend(mlir::Location loc, int64_t elements);

  const OnnxModel &model;
  mlir::OpBuilder &builder;
  /// The batch that all inputs were exported with, when it is a number.
  std::optional<int64_t> fixedBatch;

private:
  bool checkFinite(mlir::Location loc, llvm::ArrayRef<float> values);
  mlir::LogicalResult declareTensor(llvm::StringRef name, mlir::Location loc);
  mlir::InFlightDiagnostic reportUndefined(llvm::StringRef name, size_t user);

  std::string file;
  llvm::StringMap<mlir::Location> declared;
  llvm::StringMap<Binding> bindings;
  llvm::StringMap<const OnnxTensor *> initializers;
  llvm::StringMap<size_t> producers;
  int64_t allowance = int64_t(1) << 25; // 128 MB of float32
};

} // namespace ganc::onnx_import

#endif
