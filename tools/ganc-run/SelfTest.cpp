// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-run/SelfTest.h"

#include "tools/ganc-run/Calls.h"
#include "tools/ganc-run/Describe.h"
#include "tools/ganc-run/Figures.h"

#include <algorithm>
#include <fmt/format.h>

using namespace ganc;

using PackedTensors = flatbuffers::Vector<flatbuffers::Offset<metadata::Values>>;

static std::runtime_error problem(const Model &model, const std::string &text) {
  return std::runtime_error(fmt::format("{}: {}", model.table().name, text));
}

// The verifier knows nothing of the model, so that the golden values fit it is checked here.
static Tensors unpack(const Model &model, const PackedTensors &packed, std::span<const ganc_tensor> tensors,
                      int64_t showers) {
  if (packed.size() != tensors.size())
    throw problem(model, fmt::format("golden tensors are {}, expected {}", packed.size(), tensors.size()));
  Tensors values;
  for (size_t i = 0; i < tensors.size(); i++) {
    const flatbuffers::Vector<float> &from = *packed.Get(i)->values();
    const int64_t size = from.size(); // bounds `showers` before it is multiplied
    if (showers > size || size != showers * tensors[i].elements)
      throw problem(model, fmt::format("golden values of {} are {}, expected {}", tensors[i].name, size,
                                       fmt::format("{} showers of {}", showers, tensors[i].elements)));
    values.emplace_back(from.begin(), from.end());
  }
  return values;
}

static double worstError(const Model &model, ganc_run_fn run, const metadata::Golden &golden,
                         int64_t perCall) {
  const Tensors inputs = unpack(model, *golden.inputs(), model.inputs(), golden.showers());
  const Tensors expected = unpack(model, *golden.outputs(), model.outputs(), golden.showers());
  const Tensors computed = runInCalls(model, run, golden.showers(), perCall, inputs);
  double worst = 0;
  for (size_t i = 0; i < expected.size(); i++)
    worst = std::max(worst, compare(expected[i], computed[i]).maxError);
  return worst;
}

SelfTestReport ganc::selfTest(const Model &model) {
  const metadata::Model *facts = metadataOf(model);
  if (!facts || !facts->golden() || facts->golden()->showers() < 1)
    throw problem(model, "carries no golden showers to test itself with");
  const metadata::Golden &golden = *facts->golden();
  SelfTestReport report;
  for (const ganc_variant &variant : model.variants()) {
    if (variant.level > ganc_cpu_level_v1())
      continue;
    const double error = std::max(worstError(model, variant.run, golden, golden.showers()),
                                  worstError(model, variant.run, golden, 1));
    const bool passed = error <= golden.tolerance();
    report.passed &= passed;
    report.text += fmt::format("{}: {} ({} showers, max error {:.3g}, expected <= {:.3g})\n", variant.target,
                               passed ? "passed" : "FAILED", golden.showers(), error, golden.tolerance());
  }
  if (report.text.empty())
    throw problem(model, fmt::format("cannot run: {}", statusText(GANC_UNSUPPORTED_CPU)));
  return report;
}
