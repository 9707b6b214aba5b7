// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The only file that sees protobuf.

#include "compiler/onnx/OnnxReader.h"
#include "compiler/onnx/ElementType.h"
#include "compiler/onnx/Extents.h"
#include "compiler/onnx/ExternalData.h"

#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <google/protobuf/stubs/logging.h>
#include <onnx/onnx_pb.h>

#include <optional>

using namespace llvm;

namespace ganc::onnx_import {

namespace {

/// Tensors carry the folder of their model for external data; `fail` reports and gives "nothing".
class Reader {
public:
  Reader(StringRef folder, Report report) : folder(folder), report(report) {}
  std::optional<OnnxModel> readModel(const onnx::ModelProto &proto);

private:
  std::nullopt_t fail(const std::string &where, const Twine &message) {
    report(where, message.str());
    return std::nullopt;
  }

  std::optional<int64_t> readOpset(const onnx::ModelProto &proto);
  bool readGraph(const onnx::GraphProto &proto, OnnxModel &model);
  std::optional<OnnxNode> readNode(const onnx::NodeProto &proto);
  std::optional<OnnxAttribute> readAttribute(const std::string &where, const onnx::AttributeProto &proto);
  OnnxValueInfo readValueInfo(const onnx::ValueInfoProto &proto);
  std::optional<OnnxTensor> readTensor(const std::string &where, const onnx::TensorProto &proto);
  std::optional<std::string> readBytes(const std::string &where, const onnx::TensorProto &proto,
                                       const ElementType &type, int64_t count);
  std::optional<std::string> readExternal(const std::string &where, const onnx::TensorProto &proto,
                                          uint64_t length);

  StringRef folder;
  Report report;
};

} // namespace

//===- Tensors ------------------------------------------------------------===//

/// The typed fields of a tensor as the bytes that raw_data would hold.
template <typename Values> static std::string packLowBytes(const Values &values, int bytesEach) {
  std::string bytes;
  bytes.reserve(values.size() * bytesEach);
  for (const auto value : values)
    bytes.append(reinterpret_cast<const char *>(&value), bytesEach);
  return bytes;
}

static std::string packTypedData(const onnx::TensorProto &proto, const ElementType &type) {
  switch (proto.data_type()) {
  case onnx::TensorProto::FLOAT:
    return packLowBytes(proto.float_data(), type.bytes);
  case onnx::TensorProto::DOUBLE:
    return packLowBytes(proto.double_data(), type.bytes);
  case onnx::TensorProto::INT64:
    return packLowBytes(proto.int64_data(), type.bytes);
  case onnx::TensorProto::UINT32:
  case onnx::TensorProto::UINT64:
    return packLowBytes(proto.uint64_data(), type.bytes);
  default:
    return packLowBytes(proto.int32_data(), type.bytes);
  }
}

std::optional<std::string> Reader::readExternal(const std::string &where, const onnx::TensorProto &proto,
                                                uint64_t length) {
  std::string location;
  uint64_t offset = 0, declared = length;
  for (const auto &entry : proto.external_data()) {
    if (entry.key() == "location")
      location = entry.value();
    const bool isNumber = entry.key() == "offset" || entry.key() == "length";
    uint64_t &number = entry.key() == "offset" ? offset : declared;
    if (isNumber && StringRef(entry.value()).getAsInteger(10, number))
      return fail(where, "external data's " + entry.key() + " is '" + entry.value() + "', expected a number");
  }
  if (declared != length)
    return fail(where, "external data is " + Twine(declared) + " bytes, expected " + Twine(length));
  Expected<std::string> bytes = readExternalData(folder, location, offset, length);
  if (!bytes)
    return fail(where, toString(bytes.takeError()));
  return std::move(*bytes);
}

std::optional<std::string> Reader::readBytes(const std::string &where, const onnx::TensorProto &proto,
                                             const ElementType &type, int64_t count) {
  const uint64_t length = static_cast<uint64_t>(count) * type.bytes;
  if (proto.data_location() == onnx::TensorProto::EXTERNAL)
    return readExternal(where, proto, length);
  std::string bytes = proto.has_raw_data() ? proto.raw_data() : packTypedData(proto, type);
  if (bytes.size() != length)
    return fail(where, "data is " + Twine(bytes.size()) + " bytes, expected " + Twine(length) + " for " +
                           Twine(count) + " elements of " + type.name);
  return bytes;
}

std::optional<OnnxTensor> Reader::readTensor(const std::string &where, const onnx::TensorProto &proto) {
  const ElementType *type = findElementType(proto.data_type());
  if (!type)
    return fail(where, "element type is number " + Twine(proto.data_type()) +
                           ", expected a float, an integer or a bool");
  OnnxTensor tensor{proto.name(), {proto.dims().begin(), proto.dims().end()}, {}};
  for (const int64_t extent : tensor.shape)
    if (extent < 0)
      return fail(where, "a dimension is " + Twine(extent) + ", expected no negative one");
  const std::optional<int64_t> count = elementCount(tensor.shape);
  if (!count)
    return fail(where, "shape is " + printExtents(tensor.shape) + ", expected at most 2^31 elements");
  const std::optional<std::string> bytes = readBytes(where, proto, *type, *count);
  if (!bytes)
    return std::nullopt;
  tensor.values = decodeElements(*type, *bytes);
  tensor.elementType = type->number;
  return tensor;
}

//===- Nodes --------------------------------------------------------------===//

std::optional<OnnxAttribute> Reader::readAttribute(const std::string &where,
                                                   const onnx::AttributeProto &proto) {
  switch (proto.type()) {
  case onnx::AttributeProto::INT:
    return proto.i();
  case onnx::AttributeProto::FLOAT:
    return proto.f();
  case onnx::AttributeProto::STRING:
    return proto.s();
  case onnx::AttributeProto::INTS:
    return std::vector<int64_t>(proto.ints().begin(), proto.ints().end());
  case onnx::AttributeProto::FLOATS:
    return std::vector<float>(proto.floats().begin(), proto.floats().end());
  case onnx::AttributeProto::TENSOR: {
    std::optional<OnnxTensor> tensor = readTensor(where, proto.t());
    return tensor ? std::optional<OnnxAttribute>(std::move(*tensor)) : std::nullopt;
  }
  default:
    return OnnxOpaque{onnx::AttributeProto::AttributeType_Name(proto.type())};
  }
}

/// How a node without a name is spoken of: by its first output.
static std::string describe(const onnx::NodeProto &proto) {
  return proto.name().empty() && proto.output_size() > 0 ? proto.output(0) : proto.name();
}

std::optional<OnnxNode> Reader::readNode(const onnx::NodeProto &proto) {
  OnnxNode node{proto.name(),
                proto.op_type(),
                proto.domain() == "ai.onnx" ? "" : proto.domain(),
                {proto.input().begin(), proto.input().end()},
                {proto.output().begin(), proto.output().end()},
                {}};
  for (const auto &attribute : proto.attribute()) {
    std::optional<OnnxAttribute> value = readAttribute(describe(proto), attribute);
    if (!value)
      return std::nullopt;
    if (!node.attributes.emplace(attribute.name(), std::move(*value)).second)
      return fail(describe(proto), "attribute '" + attribute.name() + "' is given twice, expected once");
  }
  return node;
}

OnnxValueInfo Reader::readValueInfo(const onnx::ValueInfoProto &proto) {
  OnnxValueInfo info{proto.name(), "no tensor", std::nullopt};
  if (!proto.type().has_tensor_type())
    return info;
  const auto &tensor = proto.type().tensor_type();
  const ElementType *type = findElementType(tensor.elem_type());
  info.elementType = type ? type->name : "type number " + std::to_string(tensor.elem_type());
  if (!tensor.has_shape())
    return info;
  info.shape.emplace();
  for (const auto &dimension : tensor.shape().dim()) {
    if (dimension.has_dim_value())
      info.shape->emplace_back(dimension.dim_value());
    else
      info.shape->emplace_back(dimension.dim_param());
  }
  return info;
}

//===- Model --------------------------------------------------------------===//

bool Reader::readGraph(const onnx::GraphProto &proto, OnnxModel &model) {
  for (const auto &tensor : proto.initializer()) {
    std::optional<OnnxTensor> initializer = readTensor(tensor.name(), tensor);
    if (!initializer)
      return false;
    model.initializers.push_back(std::move(*initializer));
  }
  for (const auto &nodeProto : proto.node()) {
    std::optional<OnnxNode> node = readNode(nodeProto);
    if (!node)
      return false;
    model.nodes.push_back(std::move(*node));
  }
  for (const auto &input : proto.input())
    model.inputs.push_back(readValueInfo(input));
  for (const auto &output : proto.output())
    model.outputs.push_back(readValueInfo(output));
  return true;
}

std::optional<int64_t> Reader::readOpset(const onnx::ModelProto &proto) {
  std::optional<int64_t> opset;
  for (const auto &import : proto.opset_import()) {
    if (!import.domain().empty() && import.domain() != "ai.onnx")
      continue;
    if (opset && *opset != import.version())
      return fail("", "opset is imported as " + Twine(*opset) + " and " + Twine(import.version()) +
                          ", expected one version");
    opset = import.version();
  }
  if (!opset)
    return fail("", "no opset of ONNX is imported, expected one of 7 to 21 (is the file cut short?)");
  return opset;
}

std::optional<OnnxModel> Reader::readModel(const onnx::ModelProto &proto) {
  if (!proto.has_graph())
    return fail("", "file has no graph, expected an ONNX model");
  if (proto.functions_size() > 0)
    return fail("", "model defines the function '" + proto.functions(0).name() +
                        "', expected none (inline functions when exporting)");
  if (proto.graph().sparse_initializer_size() > 0)
    return fail(proto.graph().sparse_initializer(0).values().name(),
                "initializer is sparse, expected a dense one");
  const std::optional<int64_t> opset = readOpset(proto);
  if (!opset)
    return std::nullopt;
  OnnxModel model;
  model.opset = *opset;
  return readGraph(proto.graph(), model) ? std::optional(std::move(model)) : std::nullopt;
}

std::optional<OnnxModel> parseOnnx(StringRef bytes, StringRef folder, Report report) {
  if (bytes.empty()) {
    report("", "file is empty, expected an ONNX model");
    return std::nullopt;
  }
  if (bytes.size() > INT_MAX) {
    report("", "file is above 2 GB, expected a smaller one (keep weights as external data)");
    return std::nullopt;
  }
  // Our report says it; protobuf would print to stderr beside it.
  auto *const handler = google::protobuf::SetLogHandler(nullptr);
  const scope_exit restore([&] { google::protobuf::SetLogHandler(handler); });
  onnx::ModelProto proto;
  if (!proto.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    report("", "file is no ONNX model or is cut short");
    return std::nullopt;
  }
  return Reader(folder, report).readModel(proto);
}

std::optional<OnnxModel> readOnnx(StringRef path, Report report) {
  sys::fs::file_status status;
  if (const std::error_code error = sys::fs::status(path, status)) {
    report("", "file is not readable: " + error.message());
    return std::nullopt;
  }
  if (!sys::fs::is_regular_file(status)) {
    report("", "path is no regular file, expected an ONNX model");
    return std::nullopt;
  }
  const auto buffer = MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer) {
    report("", "file is not readable: " + buffer.getError().message());
    return std::nullopt;
  }
  return parseOnnx((*buffer)->getBuffer(), sys::path::parent_path(path), report);
}

} // namespace ganc::onnx_import
