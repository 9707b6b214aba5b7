// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-bench/PeerLayers.h"

#include "compiler/Diagnostics.h"
#include "compiler/NodeWork.h"
#include "compiler/onnx/Import.h"
#include "dialects/gan/Constants.h"
#include "dialects/gan/Gan.h"
#include "dialects/gan/ops/TensorTypes.h"
#include "passes/graph/Passes.h"

#include "mlir/Pass/PassManager.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace ganc {

namespace {

/// Channels first, upsampling by its name: what any reader of ONNX files sees.
LogicalResult normalize(ModuleOp module) {
  PassManager passes(module.getContext());
  passes.addPass(graph::createFoldConstantsPass());
  passes.addPass(graph::createFoldTransposePass());
  passes.addPass(graph::createInferUpsamplePass());
  passes.addPass(graph::createFuseActivationPass());
  return passes.run(module);
}

std::vector<int64_t> showerExtents(Value value) {
  std::vector<int64_t> shape = gan::showerShape(value);
  shape.erase(shape.begin());
  return shape;
}

PeerLayer layerOf(Operation *op, PeerLayer::Kind kind) {
  PeerLayer layer;
  layer.kind = kind;
  layer.src = showerExtents(op->getOperand(0));
  layer.dst = showerExtents(op->getResult(0));
  layer.node = gan::nameOf(op->getLoc());
  return layer;
}

PeerLayer heavyLayer(gan::Heavy op, PeerLayer::Kind kind) {
  PeerLayer layer = layerOf(op, kind);
  const auto weight = cast<RankedTensorType>(op.getWeight().getType()).getShape();
  layer.groups = op.getGroupCount();
  layer.weight = {weight[op.getOutputAxis()], weight[op.getInputAxis()]};
  llvm::append_range(layer.weight, weight.drop_front(2));
  if (kind == PeerLayer::Kind::Conv)
    layer.weight[0] /= layer.groups; // its weights are those of all groups
  layer.multiplyAccumulates = naiveMultiplyAccumulates(op);
  layer.bias = bool(op.getBias());
  if (op.getActivation() == gan::Activation::Relu)
    layer.slope = 0;
  if (op.getActivation() == gan::Activation::LeakyRelu)
    layer.slope = op.getSlope().convertToFloat();
  return layer;
}

template <typename ConvLike> PeerLayer convLayer(ConvLike op, PeerLayer::Kind kind) {
  PeerLayer layer = heavyLayer(op, kind);
  layer.strides = op.getStrides().vec();
  layer.dilations = op.getDilations().vec();
  layer.padsLow = op.getPadsLow().vec();
  layer.padsHigh = op.getPadsHigh().vec();
  return layer;
}

PeerLayer convTransposeLayer(gan::ConvTransposeOp op) {
  PeerLayer layer = convLayer(op, PeerLayer::Kind::ConvTranspose);
  for (const auto [pad, more] : llvm::zip_equal(layer.padsHigh, op.getOutputPadding()))
    pad -= more;
  return layer;
}

} // namespace

std::vector<PeerLayer> peerLayers(const std::string &model) {
  MLIRContext context;
  const DiagnosticPrinter diagnostics(context);
  context.loadDialect<gan::GanDialect>();
  OwningOpRef<ModuleOp> module = importOnnx(model, context);
  std::vector<PeerLayer> layers;
  if (!module || failed(normalize(*module)))
    return layers;
  module->walk([&](Operation *op) {
    using Kind = PeerLayer::Kind;
    llvm::TypeSwitch<Operation *>(op)
        .Case([&](gan::DenseOp dense) { layers.push_back(heavyLayer(dense, Kind::Dense)); })
        .Case([&](gan::ConvOp conv) { layers.push_back(convLayer(conv, Kind::Conv)); })
        .Case([&](gan::ConvTransposeOp conv) { layers.push_back(convTransposeLayer(conv)); })
        .Case([&](gan::UpsampleOp upsample) { layers.push_back(layerOf(upsample, Kind::Upsample)); });
  });
  return layers;
}

} // namespace ganc
