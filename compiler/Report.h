// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a compilation did to the work of a network, ONNX node by ONNX node (ganc --report): before, as imported
// and naively counted; after, as the last level on tensors has it, padding skipped. Bytes and counts are those
// of one shower.
//
// An op made from several nodes is located at all of them; the first gives it its name, and it is that node's.
// The others have nothing left, and a remark that says where they went.

#ifndef GANC_COMPILER_REPORT_H
#define GANC_COMPILER_REPORT_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/JSON.h"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace ganc {

struct NodeReport {
  std::string node, op;
  std::string precision; ///< what it multiplies in; empty when it multiplies nothing
  int64_t macsBefore = 0, macsAfter = 0;
  int64_t weightBytesBefore = 0, weightBytes = 0; ///< all parameters: weights, biases, scales
  int64_t activationBytesBefore = 0, activationBytes = 0;
  double dotProducts = 0; ///< of vectors of 16 words, as the schedule for many showers issues them
  std::vector<std::string> remarks;
};

class Report {
public:
  /// Level 1 as imported.
  void addImported(mlir::ModuleOp network);
  /// The last level on tensors.
  void addCompiled(mlir::ModuleOp network);
  /// Level 3.
  void addKernels(mlir::ModuleOp module);
  void addRemark(mlir::Diagnostic &remark);

  /// `{"nodes": [...], "macs_before", ..., "seconds": {STEP: CPU seconds}}`; what was not made is null.
  std::string json(const std::deque<std::pair<std::string, double>> &seconds) const;

  std::optional<llvm::json::Value> search; ///< for precisions (PrecisionTable.h)
  std::optional<uint64_t> workspaceBytes, objectBytes;

private:
  NodeReport &entry(llvm::StringRef node);
  void tellWhereNodesWent(mlir::ModuleOp network);

  std::vector<NodeReport> nodes; // in the order of the network
};

} // namespace ganc

#endif
