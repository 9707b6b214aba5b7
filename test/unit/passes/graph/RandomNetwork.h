// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A small random generator network, written as some exporter might: dense, then convolutions of random
// kernels, pads, strides, dilations and groups, with batch norms and activations in any order, upsampling
// in its disguises, pads as ops, sometimes a dense layer at the end, and any part of it in channels-last
// layout. No space axis has extent one: reshapes of such an axis are ambiguous, and gan-fold-transpose says
// that it may leave them.

#ifndef GANC_TEST_UNIT_PASSES_GRAPH_RANDOMNETWORK_H
#define GANC_TEST_UNIT_PASSES_GRAPH_RANDOMNETWORK_H

#include "dialects/gan/Constants.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <random>

namespace ganc::graph {

class RandomNetwork {
public:
  RandomNetwork(mlir::MLIRContext &context, unsigned seed)
      : random(seed), builder(&context), loc(builder.getUnknownLoc()) {}

  mlir::OwningOpRef<mlir::ModuleOp> make() {
    mlir::OwningOpRef<mlir::ModuleOp> module = mlir::ModuleOp::create(loc);
    builder.setInsertionPointToEnd(module->getBody());
    auto main = mlir::func::FuncOp::create(builder, loc, "main", builder.getFunctionType({typed({3})}, {}));
    builder.setInsertionPointToEnd(main.addEntryBlock());
    value = main.getArgument(0);
    addDense();
    for (int64_t layers = pick(1, 3); layers > 0; layers--)
      addLayer();
    if (pick(0, 3) == 0)
      addHead();
    mlir::func::ReturnOp::create(builder, loc, value);
    main.setType(builder.getFunctionType(main.getArgumentTypes(), {value.getType()}));
    main.setArgAttr(0, "gan.name", builder.getStringAttr("z"));
    main.setResultAttr(0, "gan.name", builder.getStringAttr("y"));
    return module;
  }

private:
  using Extents = std::vector<int64_t>;

  int64_t pick(int64_t low, int64_t high) { return low + static_cast<int64_t>(random() % (high - low + 1)); }
  bool coin() { return pick(0, 1) == 1; }

  mlir::RankedTensorType typed(Extents shower) {
    shower.insert(shower.begin(), mlir::ShapedType::kDynamic);
    return mlir::RankedTensorType::get(shower, builder.getF32Type());
  }
  /// Extents without the batch.
  Extents shower() {
    return mlir::cast<mlir::RankedTensorType>(value.getType()).getShape().drop_front().vec();
  }
  mlir::Value constant(const Extents &shape, float low = -1.0F, float high = 1.0F) {
    std::uniform_real_distribution<float> uniform(low, high);
    std::vector<float> values(numerics::elementCount(shape));
    for (float &v : values)
      v = uniform(random);
    return gan::makeConstant(builder, loc, values, shape);
  }

  void transpose(const Extents &p) {
    const auto src = mlir::cast<mlir::RankedTensorType>(value.getType()).getShape();
    Extents dst;
    for (const int64_t axis : p)
      dst.push_back(src[axis]);
    value = gan::TransposeOp::create(builder, loc, mlir::RankedTensorType::get(dst, builder.getF32Type()),
                                     value, p);
  }
  void reshape(const Extents &to) { value = gan::ReshapeOp::create(builder, loc, typed(to), value); }

  /// Does `part` on the value, one time in two in channels-last layout. `part` gets the channel axis.
  template <typename Part> void inSomeLayout(Part part) {
    const int64_t rank = static_cast<int64_t>(shower().size()) + 1;
    if (coin())
      return part(1);
    Extents toLast{0}, toFirst{0, rank - 1};
    for (int64_t axis = 2; axis < rank; axis++)
      toLast.push_back(axis), toFirst.push_back(axis - 1);
    toLast.push_back(1);
    transpose(toLast);
    part(rank - 1);
    transpose(toFirst);
  }

  void addDense() {
    Extents space(pick(1, 3));
    for (int64_t &extent : space)
      extent = pick(2, 3);
    const int64_t channels = pick(1, 2) * 2, columns = channels * numerics::elementCount(space);
    value = gan::DenseOp::create(builder, loc, typed({columns}), value, constant({3, columns}), mlir::Value(),
                                 mlir::Value(), gan::Activation::None, llvm::APFloat(0.0F));
    value = gan::AddOp::create(builder, loc, value.getType(), value, constant({columns}));
    Extents first{channels}, last = space;
    first.insert(first.end(), space.begin(), space.end());
    last.push_back(channels);
    if (coin())
      return reshape(first);
    reshape(last);
    Extents p{0, static_cast<int64_t>(last.size())};
    for (size_t axis = 1; axis < last.size(); axis++)
      p.push_back(axis);
    transpose(p);
  }

  /// All values flattened, channels first or last, and read by one more dense layer.
  void addHead() {
    const int64_t count = numerics::elementCount(shower());
    if (coin()) {
      Extents toLast{0};
      for (size_t axis = 2; axis <= shower().size(); axis++)
        toLast.push_back(static_cast<int64_t>(axis));
      toLast.push_back(1);
      transpose(toLast);
    }
    reshape({count});
    value = gan::DenseOp::create(builder, loc, typed({2}), value, constant({count, 2}), mlir::Value(),
                                 mlir::Value(), gan::Activation::None, llvm::APFloat(0.0F));
  }

  void addLayer() {
    if (coin())
      addUpsample();
    if (coin())
      inSomeLayout([&](int64_t channelAxis) { addPad(channelAxis); });
    if (pick(0, 3) == 0)
      addConvTranspose();
    else
      addConv();
    for (int64_t more = pick(0, 3); more > 0; more--)
      inSomeLayout([&](int64_t channelAxis) { coin() ? addActivation() : addBatchNorm(channelAxis); });
    if (pick(0, 5) == 0) // a second reader
      value = gan::AddOp::create(builder, loc, value.getType(), value,
                                 gan::TanhOp::create(builder, loc, value.getType(), value));
  }

  void addActivation() {
    const mlir::Type type = value.getType();
    switch (pick(0, 3)) {
    case 0:
      value = gan::ReluOp::create(builder, loc, type, value);
      break;
    case 1:
      value = gan::TanhOp::create(builder, loc, type, value);
      break;
    default:
      value = gan::LeakyReluOp::create(builder, loc, type, value,
                                       builder.getF32FloatAttr(0.1F * static_cast<float>(pick(1, 5))));
    }
  }

  void addBatchNorm(int64_t channelAxis) {
    const int64_t channels = shower()[channelAxis - 1];
    const mlir::Type type = value.getType();
    if (channelAxis == 1 && coin()) {
      value = gan::BatchNormOp::create(builder, loc, type, value, constant({channels}, 0.5F, 1.5F),
                                       constant({channels}));
      return;
    }
    Extents shape(shower().size() + 1 - channelAxis, 1);
    shape.front() = channels;
    value = gan::MulOp::create(builder, loc, type, value, constant(shape, 0.5F, 1.5F));
    value = gan::AddOp::create(builder, loc, type, constant(shape), value);
  }

  void addPad(int64_t channelAxis) {
    Extents low{0}, high{0}, dst = shower();
    for (size_t axis = 1; axis <= dst.size(); axis++) {
      low.push_back(static_cast<int64_t>(axis) == channelAxis ? 0 : pick(0, 2));
      high.push_back(static_cast<int64_t>(axis) == channelAxis ? 0 : pick(0, 1));
      dst[axis - 1] += low.back() + high.back();
    }
    value = gan::PadOp::create(builder, loc, typed(dst), value, low, high);
  }

  void addUpsample() {
    for (size_t i = 1; i < shower().size(); i++)
      inSomeLayout([&](int64_t channelAxis) {
        const int64_t axis = channelAxis == 1 ? static_cast<int64_t>(i) + 1 : static_cast<int64_t>(i);
        upsampleAxis(axis, pick(1, 3), channelAxis == 1);
      });
  }

  void upsampleAxis(int64_t axis, int64_t factor, bool channelsFirst) {
    Extents dst = shower();
    dst[axis - 1] *= factor;
    const int64_t way = pick(channelsFirst ? 0 : 1, 2);
    if (way == 0) {
      Extents factors(dst.size() + 1, 1);
      factors[axis] = factor;
      value = gan::UpsampleOp::create(builder, loc, typed(dst), value, factors);
    } else if (way == 1) {
      repeatSlices(axis, factor, dst);
    } else {
      Extents unsqueezed = shower();
      unsqueezed.insert(unsqueezed.begin() + axis, 1);
      reshape(unsqueezed);
      Extents repeats(unsqueezed.size() + 1, 1);
      repeats[axis + 1] = unsqueezed[axis] = factor;
      value = gan::TileOp::create(builder, loc, typed(unsqueezed), value, repeats);
      reshape(dst);
    }
  }

  void repeatSlices(int64_t axis, int64_t factor, const Extents &dst) {
    Extents piece = shower();
    const int64_t extent = piece[axis - 1];
    piece[axis - 1] = 1;
    llvm::SmallVector<mlir::Value> pieces;
    for (int64_t i = 0; i < extent; i++)
      pieces.append(factor, gan::SliceOp::create(builder, loc, typed(piece), value, axis, i));
    value = gan::ConcatOp::create(builder, loc, typed(dst), pieces, axis);
  }

  struct Windows {
    Extents kernel, strides, dilations, low, high, dst;
  };

  void addConv() {
    Extents src = shower();
    Windows w;
    for (size_t axis = 1; axis < src.size(); axis++) {
      w.low.push_back(pick(0, 2)), w.high.push_back(pick(0, 2));
      const int64_t padded = src[axis] + w.low.back() + w.high.back();
      w.strides.push_back(padded > 2 && pick(1, 4) == 4 ? 2 : 1),
          w.dilations.push_back(pick(1, 4) == 4 ? 2 : 1);
      const int64_t largest =
          (padded - 1 - w.strides.back()) / w.dilations.back() + 1; // leaves two positions
      w.kernel.push_back(std::min(pick(1, 3), largest));
      w.dst.push_back((padded - (w.kernel.back() - 1) * w.dilations.back() - 1) / w.strides.back() + 1);
    }
    const int64_t groups = src[0] % 2 == 0 ? pick(1, 2) : 1, outputs = groups * pick(1, 2);
    Extents weight{outputs, src[0] / groups}, dst{outputs};
    weight.insert(weight.end(), w.kernel.begin(), w.kernel.end());
    dst.insert(dst.end(), w.dst.begin(), w.dst.end());
    const mlir::Value k = constant(weight), bias = coin() ? constant({outputs}) : mlir::Value();
    value = gan::ConvOp::create(builder, loc, typed(dst), value, k, bias, {}, gan::Activation::None,
                                llvm::APFloat(0.0F), false, w.strides, w.dilations, w.low, w.high, groups);
  }

  void addConvTranspose() {
    Extents src = shower();
    Windows w;
    for (size_t axis = 1; axis < src.size(); axis++) {
      w.strides.push_back(pick(1, 2)), w.dilations.push_back(1), w.low.push_back(0),
          w.high.push_back(pick(0, 1));
      w.kernel.push_back(pick(2, 3));
      w.dst.push_back((src[axis] - 1) * w.strides.back() + w.kernel.back() - w.high.back());
    }
    const int64_t groups = src[0] % 2 == 0 ? pick(1, 2) : 1, outputs = pick(1, 2);
    Extents weight{src[0], outputs}, dst{outputs * groups};
    weight.insert(weight.end(), w.kernel.begin(), w.kernel.end());
    dst.insert(dst.end(), w.dst.begin(), w.dst.end());
    value = gan::ConvTransposeOp::create(builder, loc, typed(dst), value, constant(weight), mlir::Value(),
                                         mlir::Value(), gan::Activation::None, llvm::APFloat(0.0F), false,
                                         w.strides, w.dilations, w.low, w.high, Extents(w.kernel.size(), 0),
                                         groups);
  }

  std::mt19937 random;
  mlir::OpBuilder builder;
  mlir::Location loc;
  mlir::Value value;
};

} // namespace ganc::graph

#endif
