// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs the reference evaluation on a network written as text, and writes such texts.

#ifndef GANC_TEST_UNIT_DIALECTS_GAN_NETWORK_H
#define GANC_TEST_UNIT_DIALECTS_GAN_NETWORK_H

#include "dialects/gan/Evaluation.h"

#include "mlir/Parser/Parser.h"
#include "llvm/Support/raw_ostream.h"

#include <random>

namespace ganc::gan {

/// A module that was parsed and verified, with all diagnostics since.
class Network {
public:
  explicit Network(const std::string &text)
      : handler(&context, [this](mlir::Diagnostic &diagnostic) { errors += diagnostic.str() + "\n"; }) {
    context.loadDialect<GanDialect, mlir::func::FuncDialect, mlir::quant::QuantDialect>();
    module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
  }

  /// The outputs; none after an error.
  NamedTensors run(const NamedTensors &inputs, Observer observe = nullptr) {
    if (!module)
      return {};
    const llvm::FailureOr<NamedTensors> outputs = evaluate(*module, inputs, observe);
    return mlir::succeeded(outputs) ? *outputs : NamedTensors();
  }

  std::string errors;

private:
  mlir::MLIRContext context;
  mlir::ScopedDiagnosticHandler handler;
  mlir::OwningOpRef<mlir::ModuleOp> module;
};

inline numerics::Tensor tensor(std::vector<int64_t> shape, std::vector<double> values) {
  numerics::Tensor result(std::move(shape));
  result.values = std::move(values);
  return result;
}

/// A network of one input x and one output y: `body` computes %y of type `y` from %x of type `x`. At level
/// "quantized" it is evaluated in float32 steps.
inline std::string networkText(const std::string &x, const std::string &y, const std::string &body,
                               const std::string &level = "graph") {
  return "module attributes {gan.level = \"" + level + "\"} {\nfunc.func @main(%x: " + x +
         " {gan.name = \"x\"}) -> (" + y + " {gan.name = \"y\"}) {\n" + body + "\nreturn %y : " + y +
         "\n}\n}\n";
}

/// Runs such a network; an error gives an empty tensor and is printed.
inline numerics::Tensor runOne(const std::string &text, const numerics::Tensor &x) {
  Network network(text);
  const NamedTensors outputs = network.run({{"x", x}});
  if (!outputs.count("y"))
    llvm::errs() << network.errors << text;
  return outputs.count("y") ? outputs.at("y") : numerics::Tensor();
}

/// "2x3x" of a type's text.
inline std::string extentsText(const std::vector<int64_t> &shape) {
  std::string text;
  for (const int64_t extent : shape)
    text += std::to_string(extent) + "x";
  return text;
}

/// A constant's text; float32 values in full precision.
inline std::string constantText(const std::string &name, const numerics::Tensor &tensor) {
  std::string bytes;
  for (const double value : tensor.values) {
    const float single = static_cast<float>(value);
    bytes.append(reinterpret_cast<const char *>(&single), sizeof(single));
  }
  std::string hex;
  for (const unsigned char byte : bytes)
    for (const int digit : {byte >> 4, byte & 15})
      hex += "0123456789ABCDEF"[digit];
  return "%" + name + " = gan.constant dense<\"0x" + hex + "\"> : tensor<" + extentsText(tensor.shape) +
         "f32>\n";
}

/// Reproducible float32 values in [-1, 1].
inline numerics::Tensor randomTensor(std::vector<int64_t> shape, unsigned seed) {
  std::minstd_rand engine(seed);
  numerics::Tensor result(std::move(shape));
  for (double &value : result.values)
    value = static_cast<float>(static_cast<double>(engine()) / engine.max() * 2 - 1);
  return result;
}

} // namespace ganc::gan

#endif
