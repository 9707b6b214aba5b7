// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An ONNX model as plain structs: what OnnxReader makes of a file, and all that the importer knows of ONNX.
// Nothing of protobuf is visible here.

#ifndef GANC_COMPILER_ONNX_ONNXMODEL_H
#define GANC_COMPILER_ONNX_ONNXMODEL_H

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ganc::onnx_import {

/// A dense tensor. Float, float16, bfloat16 and double are kept as float32; integers and bool as int64.
struct OnnxTensor {
  std::string name;
  std::vector<int64_t> shape;
  std::variant<std::vector<float>, std::vector<int64_t>> values;
  /// ONNX's number for the type in the file (ElementType.h); 0 where no file says.
  int elementType = 0;

  bool isFloat() const { return values.index() == 0; }
};

/// A subgraph, a string list or whatever else no supported op has.
struct OnnxOpaque {
  std::string kind;
};

using OnnxAttribute = std::variant<int64_t, float, std::string, std::vector<int64_t>, std::vector<float>,
                                   OnnxTensor, OnnxOpaque>;

/// An input or output that is not given is the empty string.
struct OnnxNode {
  std::string name;
  std::string op;
  std::string domain;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::map<std::string, OnnxAttribute> attributes;
};

/// A declared input or output of the graph.
struct OnnxValueInfo {
  std::string name;
  /// "float", "int64", ...; "no tensor" for sequences and the like.
  std::string elementType;
  /// Absent when the file does not say. A dimension is a number, or a name ("" when it has none).
  std::optional<std::vector<std::variant<int64_t, std::string>>> shape;
};

struct OnnxModel {
  int64_t opset = 0;
  std::vector<OnnxNode> nodes;
  std::vector<OnnxTensor> initializers;
  std::vector<OnnxValueInfo> inputs;
  std::vector<OnnxValueInfo> outputs;
};

} // namespace ganc::onnx_import

#endif
