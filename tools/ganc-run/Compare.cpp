// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-run/Compare.h"

#include "tools/ganc-run/Describe.h"

#include <fmt/format.h>

using namespace ganc;
using Json = nlohmann::ordered_json;

static Json compare(const metadata::Op &op) {
  const metadata::OpQuality &quality = *op.quality();
  const auto *scales = op.source() ? op.source()->scales() : nullptr;
  return {{"node", op.node()->str()},
          {"precision", op.precision()->str()},
          {"low", quality.low()},
          {"high", quality.high()},
          {"scale", scales && scales->size() ? Json(scales->Get(0)) : Json(nullptr)},
          {"saturated", quality.saturated()},
          {"signal_to_noise", quality.signal_to_noise()},
          {"damage_share", quality.damage_share() < 0 ? Json(nullptr) : Json(quality.damage_share())}};
}

Json ganc::compare(const Model &model) {
  Json ops = Json::array();
  const metadata::Model *facts = metadataOf(model);
  if (facts && facts->ops())
    for (const metadata::Op *op : *facts->ops())
      if (op->quality())
        ops.push_back(::compare(*op));
  if (ops.empty())
    throw std::runtime_error(fmt::format(
        "{}: has no figures of its ops, expected a model that was compiled with --int8", model.table().name));
  return ops;
}

static std::string line(const Json &op) {
  const std::string range =
      fmt::format("{:.4g} .. {:.4g}", op["low"].get<double>(), op["high"].get<double>());
  const std::string scale = op["scale"].is_null() ? "-" : fmt::format("{:.4g}", op["scale"].get<double>());
  const Json &share = op["damage_share"];
  const std::string damage = share.is_null() ? "-" : fmt::format("{:.1f} %", 100 * share.get<double>());
  return fmt::format("  {:<28} {:<9} {:>22} {:>10} {:>9.3g} % {:>9.1f} dB {:>9}\n",
                     op["node"].get<std::string>(), op["precision"].get<std::string>(), range, scale,
                     100 * op["saturated"].get<double>(), op["signal_to_noise"].get<double>(), damage);
}

std::string ganc::compareText(const Model &model) {
  std::string text = fmt::format("{}: each op against float32, on held-out showers when it was compiled\n"
                                 "  {:<28} {:<9} {:>22} {:>10} {:>11} {:>12} {:>9}\n",
                                 model.table().name, "node", "precision", "range of the source", "scale",
                                 "saturated", "signal/noise", "damage");
  for (const Json &op : compare(model))
    text += line(op);
  return text;
}
