// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/Lists.h"

#include "compiler/Pipeline.h"
#include "compiler/onnx/OnnxOps.h"
#include "dialects/kernel/Targets.h"
#include "ganc/abi.h"

namespace ganc {

std::vector<std::string> listOps() {
  std::vector<std::string> lines;
  for (const onnx_import::OnnxOp &op : onnx_import::onnxOps())
    lines.push_back(op.name.str() + " " + std::to_string(op.since) + ".." + std::to_string(op.until));
  return lines;
}

std::vector<std::string> listTargets() {
  std::vector<std::string> lines;
  for (const kernel::Target &target : kernel::targets())
    lines.push_back(target.name.str() + (target.level == ganc_cpu_level_v1() ? " (native)" : ""));
  return lines;
}

std::vector<std::string> listPasses() {
  return pipelinePasses();
}

std::string resolveNames(Options &options) {
  if (options.targets.empty())
    options.targets = {"native"};
  std::set<int32_t> levels;
  for (const std::string &name : options.targets) {
    const kernel::Target *target = kernel::findTarget(name);
    if (name != "native" && !target)
      return "target is " + name + ", expected one of native, " + kernel::targetNames();
    levels.insert(target ? target->level : ganc_cpu_level_v1());
  }
  options.targets.clear();
  for (const int32_t level : levels)
    options.targets.push_back(kernel::targets()[level].name.str());
  const std::vector<std::string> passes = listPasses();
  for (const std::string &name : options.disabledPasses)
    if (llvm::find(passes, name) == passes.end())
      return "pass to disable is " + name + ", expected one of --list-passes";
  return "";
}

} // namespace ganc
