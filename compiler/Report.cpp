// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/Report.h"

#include "compiler/NodeWork.h"
#include "dialects/gan/Constants.h"
#include "dialects/kernel/DotProducts.h"

#include "llvm/ADT/StringSet.h"

using namespace mlir;

namespace ganc {

/// All nodes that an op was made from, the one that names it first.
static SmallVector<StringRef> nodesOf(Location loc) {
  SmallVector<StringRef> names;
  loc->walk([&](Location part) {
    if (const auto name = dyn_cast<NameLoc>(part); name && !llvm::is_contained(names, name.getName()))
      names.push_back(name.getName());
    return WalkResult::advance();
  });
  return names;
}

template <typename Visit> static void forEachOp(ModuleOp network, Visit visit) {
  for (Operation &op : network.lookupSymbol<func::FuncOp>("main").getBody().front().without_terminator())
    if (!isa<gan::ConstantOp>(op))
      visit(op);
}

NodeReport &Report::entry(StringRef node) {
  const std::string name = llvm::json::fixUTF8(node);
  for (NodeReport &known : nodes)
    if (known.node == name)
      return known;
  nodes.emplace_back().node = name;
  return nodes.back();
}

void Report::addImported(ModuleOp network) {
  forEachOp(network, [&](Operation &op) {
    NodeReport &node = entry(gan::nameOf(op.getLoc()));
    auto heavy = dyn_cast<gan::Heavy>(op);
    if (node.op.empty() || heavy)
      node.op = op.getName().stripDialect();
    node.weightBytesBefore += parameterBytes(&op);
    node.activationBytesBefore += resultBytes(&op);
    if (heavy)
      node.macsBefore += naiveMultiplyAccumulates(heavy);
  });
}

void Report::addCompiled(ModuleOp network) {
  forEachOp(network, [&](Operation &op) {
    if (isa<gan::ReshapeOp>(op))
      return;
    NodeReport &node = entry(gan::nameOf(op.getLoc()));
    if (node.op.empty())
      node.op = op.getName().stripDialect(); // one that compilation added
    node.weightBytes += parameterBytes(&op);
    node.activationBytes += resultBytes(&op);
    if (auto heavy = dyn_cast<gan::Heavy>(op)) {
      node.macsAfter += multiplyAccumulates(heavy);
      node.precision = storageName(heavy.getSrc().getType());
    }
  });
  tellWhereNodesWent(network);
}

void Report::tellWhereNodesWent(ModuleOp network) {
  llvm::StringSet<> alive;
  llvm::StringMap<std::string> into;
  forEachOp(network, [&](Operation &op) {
    const SmallVector<StringRef> names = nodesOf(op.getLoc());
    if (names.empty() || isa<gan::ReshapeOp>(op))
      return;
    alive.insert(llvm::json::fixUTF8(names.front()));
    for (const StringRef name : ArrayRef(names).drop_front())
      into.try_emplace(llvm::json::fixUTF8(name), llvm::json::fixUTF8(names.front()));
  });
  for (NodeReport &node : nodes)
    if (!alive.contains(node.node))
      node.remarks.push_back(into.contains(node.node) ? "folded into " + into[node.node]
                                                      : "nothing is left to compute");
}

void Report::addKernels(ModuleOp module) {
  const auto programs = module.getOps<func::FuncOp>();
  if (programs.empty())
    return;
  // Programs for other targets issue the same dot products, in other instructions.
  (*programs.begin()).walk([&](kernel::PhaseConvOp op) {
    entry(gan::nameOf(op.getLoc())).dotProducts +=
        static_cast<double>(kernel::dotProducts(op)) / kernel::kLanes;
  });
}

void Report::addRemark(Diagnostic &remark) {
  const auto node = remark.getLocation()->findInstanceOf<NameLoc>();
  std::vector<std::string> &remarks = entry(node ? node.getName().getValue() : "").remarks;
  const std::string text = llvm::json::fixUTF8(remark.str());
  if (!llvm::is_contained(remarks, text))
    remarks.push_back(text);
}

static void write(llvm::json::OStream &json, const NodeReport &node) {
  json.object([&] {
    json.attribute("node", node.node);
    json.attribute("op", node.op);
    json.attribute("macs_before", node.macsBefore);
    json.attribute("macs_after", node.macsAfter);
    json.attribute("dot_products", node.dotProducts);
    json.attribute("weight_bytes_before", node.weightBytesBefore);
    json.attribute("weight_bytes", node.weightBytes);
    json.attribute("activation_bytes_before", node.activationBytesBefore);
    json.attribute("activation_bytes", node.activationBytes);
    json.attribute("precision", node.precision.empty() ? llvm::json::Value(nullptr) : node.precision);
    json.attribute("remarks", llvm::json::Array(node.remarks));
  });
}

std::string Report::json(const std::deque<std::pair<std::string, double>> &seconds) const {
  std::string text;
  llvm::raw_string_ostream stream(text);
  llvm::json::OStream json(stream, /*IndentSize=*/2);
  json.object([&] {
    json.attributeArray("nodes", [&] {
      for (const NodeReport &node : nodes)
        write(json, node);
    });
    int64_t before = 0, after = 0;
    for (const NodeReport &node : nodes)
      before += node.macsBefore, after += node.macsAfter;
    json.attribute("macs_before", before);
    json.attribute("macs_after", after);
    json.attribute("search", search.value_or(nullptr));
    json.attribute("workspace_bytes", workspaceBytes);
    json.attribute("object_bytes", objectBytes);
    json.attributeObject("seconds", [&] {
      for (const auto &[step, time] : seconds)
        json.attribute(step, time);
    });
  });
  return text + "\n";
}

} // namespace ganc
