// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A small random network as text: one or two heavy ops of any shape among moves and functions of single
// values, with made-up ranges and precisions, so that it can be compiled in f32 and quantized.

#ifndef GANC_TEST_UNIT_PASSES_CODEGEN_SMALLNETWORK_H
#define GANC_TEST_UNIT_PASSES_CODEGEN_SMALLNETWORK_H

#include "test/unit/dialects/gan/Network.h"

#include <sstream>

namespace ganc {

class SmallNetwork {
public:
  using Shape = std::vector<int64_t>;

  explicit SmallNetwork(unsigned seed) : random(seed) {
    shape = coin() ? Shape{pick(1, 9)} : space(pick(1, 9), pick(1, 3), 6);
    inputShape = shape;
    for (int64_t heavy = pick(1, 2); heavy > 0; heavy--) {
      for (int64_t moves = pick(0, 2); moves > 0; moves--)
        addMove();
      addHeavy();
      if (coin())
        addFunction();
    }
    if (coin())
      addMove();
  }

  std::string text() const {
    return "module attributes {gan.model = \"small\"} {\nfunc.func @main(%v0: " + type(inputShape) +
           " {gan.name = \"x\", gan.range = [-1.0, 1.5], gan.magnitude = 0.5}) -> (" + type(shape) +
           " {gan.name = \"y\"}) {\n" + body + "return " + value() + " : " + type(shape) + "\n}\n}\n";
  }

  /// The text without constants, for a reader.
  std::string outline() const {
    std::istringstream lines(text());
    std::string result;
    for (std::string line; std::getline(lines, line);)
      if (line.find("gan.constant") == std::string::npos)
        result += line + "\n";
    return result;
  }

  Shape inputShape;

private:
  int64_t pick(int64_t low, int64_t high) { return low + static_cast<int64_t>(random() % (high - low + 1)); }
  bool coin() { return pick(0, 1) == 1; }

  Shape space(int64_t channels, int64_t rank, int64_t largest) {
    Shape result{channels};
    for (int64_t i = 0; i < rank; i++)
      result.push_back(pick(1, largest));
    return result;
  }

  std::string value() const { return "%v" + std::to_string(count); }
  static std::string type(const Shape &shower) { return "tensor<?x" + gan::extentsText(shower) + "f32>"; }
  static std::string constantType(const Shape &shape) { return "tensor<" + gan::extentsText(shape) + "f32>"; }

  static std::string array(const Shape &values,
                           const std::string &open = "array<i64: ", const std::string &close = ">") {
    std::string text = open;
    for (size_t i = 0; i < values.size(); i++)
      text += (i ? ", " : "") + std::to_string(values[i]);
    return text + close;
  }
  static std::string list(const Shape &values) { return array(values, "[", "]"); }

  /// The name of a new constant.
  std::string constant(const Shape &shape, double scale = 1.0, double offset = 0.0) {
    numerics::Tensor tensor = gan::randomTensor(shape, random());
    for (double &element : tensor.values)
      element = element * scale + offset;
    const std::string name = "c" + std::to_string(constants++);
    body += gan::constantText(name, tensor);
    return "%" + name;
  }

  /// %v(n+1) = `op` with `types`, of shape `dst`.
  void add(const std::string &op, const std::string &types, const Shape &dst) {
    body += "%v" + std::to_string(++count) + " = " + op + " : " + types + "\n";
    shape = dst;
  }
  std::string arrow(const Shape &dst) const { return type(shape) + " -> " + type(dst); }
  static std::string statistics() { return "gan.range = [-1.25, 2.0], gan.magnitude = 0.5"; }

  void addMove() {
    using Self = SmallNetwork;
    static constexpr void (Self::*moves[])() = {&Self::upsample, &Self::pad,   &Self::reshape,
                                                &Self::concat,   &Self::slice, &Self::transpose,
                                                &Self::tile};
    (this->*moves[pick(0, std::size(moves) - 1)])();
  }

  void upsample() {
    Shape factors(shape.size() + 1, 1), dst = shape;
    for (size_t axis = 1; axis < shape.size(); axis++)
      dst[axis] *= factors[axis + 1] = pick(1, 2);
    add("gan.upsample " + value() + " " + list(factors), arrow(dst), dst);
  }

  void pad() {
    Shape low{0}, high{0}, dst = shape;
    for (int64_t &extent : dst) {
      low.push_back(pick(0, 2)), high.push_back(pick(0, 1));
      extent += low.back() + high.back();
    }
    add("gan.pad " + value() + " low " + list(low) + " high " + list(high), arrow(dst), dst);
  }

  void reshape() {
    Shape dst{numerics::elementCount(shape)};
    for (int64_t factor = 2; factor <= 3 && dst.size() < 4; factor++)
      if (dst[0] % factor == 0) {
        dst[0] /= factor;
        dst.push_back(factor);
      }
    add("gan.reshape " + value(), arrow(dst), dst);
  }

  void concat() {
    const int64_t axis = pick(1, shape.size());
    Shape dst = shape;
    dst[axis - 1] *= 2;
    add("gan.concat " + value() + ", " + value() + " axis " + std::to_string(axis),
        "(" + type(shape) + ", " + type(shape) + ") -> " + type(dst), dst);
  }

  void slice() {
    const int64_t axis = pick(1, shape.size()), begin = pick(0, shape[axis - 1] - 1);
    Shape dst = shape;
    dst[axis - 1] = pick(1, shape[axis - 1] - begin);
    add("gan.slice " + value() + " axis " + std::to_string(axis) + " begin " + std::to_string(begin),
        arrow(dst), dst);
  }

  void transpose() {
    Shape order{0}, dst;
    for (size_t axis = 0; axis < shape.size(); axis++)
      order.push_back(axis + 1);
    std::shuffle(order.begin() + 1, order.end(), random);
    for (size_t axis = 1; axis < order.size(); axis++)
      dst.push_back(shape[order[axis] - 1]);
    add("gan.transpose " + value() + " " + list(order), arrow(dst), dst);
  }

  void tile() {
    Shape repeats(shape.size() + 1, 1), dst = shape;
    const int64_t axis = pick(1, shape.size());
    dst[axis - 1] *= repeats[axis] = 2;
    add("gan.tile " + value() + " " + list(repeats), arrow(dst), dst);
  }

  void addFunction() {
    static const std::string unary[] = {"gan.relu ", "gan.leaky_relu ", "gan.sigmoid ", "gan.tanh "};
    static const std::string binary[] = {"gan.add", "gan.sub", "gan.mul", "gan.div"};
    const int64_t function = pick(0, 8);
    if (function < 4)
      return addBinary(binary[function]);
    if (function == 4)
      return addBatchNorm();
    const std::string slope = function == 6 ? "slope = 0.3 : f32, " : "";
    add(unary[function - 5] + value() + attributes(slope), type(shape), shape);
  }

  static std::string attributes(const std::string &own = "") { return " {" + own + statistics() + "}"; }

  /// With a parameter that is broadcast, on either side, or the value itself with one channel for all.
  void addBinary(const std::string &op) {
    const bool isDivision = op == "gan.div";
    Shape other(shape.end() - pick(1, shape.size()), shape.end());
    for (int64_t &extent : other)
      extent = pick(0, 2) == 0 ? 1 : extent;
    if (!isDivision && pick(0, 3) == 0)
      return addToItsFirstChannel(op);
    const std::string parameter = constant(other, isDivision ? 0.25 : 1.0, isDivision ? 1.0 : 0.0);
    if (isDivision || coin())
      add(op + " " + value() + ", " + parameter + attributes(),
          "(" + type(shape) + ", " + constantType(other) + ") -> " + type(shape), shape);
    else
      add(op + " " + parameter + ", " + value() + attributes(),
          "(" + constantType(other) + ", " + type(shape) + ") -> " + type(shape), shape);
  }

  void addToItsFirstChannel(const std::string &op) {
    const std::string all = value();
    const Shape dst = shape;
    Shape first = shape;
    first[0] = 1;
    add("gan.slice " + all + " axis 1 begin 0", arrow(first), first);
    add(op + " " + all + ", " + value() + attributes(),
        "(" + type(dst) + ", " + type(first) + ") -> " + type(dst), dst);
  }

  void addBatchNorm() {
    const std::string scale = constant({shape[0]}, 0.5, 1.0), shift = constant({shape[0]});
    const std::string parameter = constantType({shape[0]});
    add("gan.batch_norm " + value() + ", " + scale + ", " + shift + attributes(),
        "(" + type(shape) + ", " + parameter + ", " + parameter + ") -> " + type(shape), shape);
  }

  void addHeavy() {
    if (shape.size() == 1 || pick(0, 3) == 0)
      return addDense();
    coin() ? addConv() : addConvTranspose();
  }

  /// Bias, activation, precision and what else is common; `dst` is the shape of the result.
  void addHeavyOp(const std::string &op, const Shape &weight, int64_t inputs, const std::string &own,
                  const Shape &dst) {
    const std::string w = constant(weight, 1.5 / std::sqrt(static_cast<double>(inputs)));
    std::string operands = value() + ", " + w, types = "(" + type(shape) + ", " + constantType(weight);
    if (const int64_t bias = pick(0, 2)) {
      const Shape shapeOfBias = bias == 1 ? Shape{dst[0]} : dst;
      operands += " bias " + constant(shapeOfBias, 0.5);
      types += ", " + constantType(shapeOfBias);
    }
    static const std::string activations[] = {
        "", "activation = #gan.activation<relu>, ",
        "activation = #gan.activation<leaky_relu>, slope = 0.3 : f32, "};
    static const std::string precisions[] = {"u8", "s16", "f32"};
    add(op + " " + operands + " {" + own + activations[pick(0, 2)] + "gan.precision = \"" +
            precisions[std::min<int64_t>(pick(0, 4) / 2, 2)] + "\", " + statistics() + "}",
        types + ") -> " + type(dst), dst);
  }

  void addDense() {
    if (shape.size() != 1) {
      const Shape flat{numerics::elementCount(shape)};
      add("gan.reshape " + value(), arrow(flat), flat);
    }
    const Shape image = space(pick(1, 9), pick(0, 3), 3), dst{numerics::elementCount(image)};
    addHeavyOp("gan.dense", {shape[0], dst[0]}, shape[0], "", dst);
    if (image.size() > 1)
      add("gan.reshape " + value(), arrow(image), image);
  }

  struct Windows {
    Shape kernel, strides, dilations, low, high, output, dst;
    std::string text() const {
      return "strides = " + array(strides) + ", dilations = " + array(dilations) +
             ", pads_low = " + array(low) + ", pads_high = " + array(high) + ", ";
    }
  };

  void addConv() {
    Windows w;
    for (size_t axis = 1; axis < shape.size(); axis++) {
      w.strides.push_back(pick(1, 3)), w.dilations.push_back(pick(1, 3));
      w.low.push_back(pick(0, 3)), w.high.push_back(pick(0, 3));
      const int64_t padded = shape[axis] + w.low.back() + w.high.back();
      w.kernel.push_back(std::min(pick(1, 4), (padded - 1) / w.dilations.back() + 1));
      w.dst.push_back((padded - (w.kernel.back() - 1) * w.dilations.back() - 1) / w.strides.back() + 1);
    }
    const int64_t groups = groupsOf(shape[0]), outputs = groups * pick(1, 9 / groups);
    addWindows("gan.conv", w, {outputs, shape[0] / groups}, outputs, groups, w.text());
  }

  void addConvTranspose() {
    Windows w;
    for (size_t axis = 1; axis < shape.size(); axis++) {
      w.strides.push_back(pick(1, 3)), w.dilations.push_back(1), w.kernel.push_back(pick(1, 4));
      w.output.push_back(pick(0, w.strides.back() - 1));
      const int64_t full = (shape[axis] - 1) * w.strides.back() + w.kernel.back() + w.output.back();
      w.low.push_back(std::min(pick(0, 2), full - 1)),
          w.high.push_back(std::min(pick(0, 2), full - 1 - w.low.back()));
      w.dst.push_back(full - w.low.back() - w.high.back());
    }
    const int64_t groups = groupsOf(shape[0]), outputs = pick(1, 9 / groups);
    addWindows("gan.conv_transpose", w, {shape[0], outputs}, outputs * groups, groups,
               w.text() + "output_padding = " + array(w.output) + ", ");
  }

  int64_t groupsOf(int64_t channels) { return channels % 2 == 0 && pick(0, 2) == 0 ? 2 : 1; }
  void addWindows(const std::string &op, const Windows &w, Shape weight, int64_t channels, int64_t groups,
                  const std::string &own) {
    Shape dst{channels};
    weight.insert(weight.end(), w.kernel.begin(), w.kernel.end());
    dst.insert(dst.end(), w.dst.begin(), w.dst.end());
    addHeavyOp(op, weight, shape[0] / groups * numerics::elementCount(w.kernel),
               own + "group = " + std::to_string(groups) + " : i64, ", dst);
  }

  std::mt19937 random;
  Shape shape;
  std::string body;
  int64_t count = 0, constants = 0;
};

} // namespace ganc

#endif
