// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-run/Describe.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace ganc;
using Json = nlohmann::ordered_json;

const metadata::Model *ganc::metadataOf(const Model &model) {
  const metadata::Model *facts = readMetadata(model.table());
  if (!facts && model.table().metadata_bytes)
    throw std::runtime_error(fmt::format("{}: its metadata are damaged", model.table().name));
  return facts;
}

static Json textOrNull(const flatbuffers::String *text) {
  return text ? Json(text->str()) : Json(nullptr);
}

static Json describe(std::span<const ganc_tensor> tensors) {
  Json list = Json::array();
  for (const ganc_tensor &tensor : tensors)
    list.push_back({{"name", tensor.name}, {"shape", std::span(tensor.shape, size_t(tensor.rank))}});
  return list;
}

static Json describe(std::span<const ganc_condition> conditions) {
  Json list = Json::array();
  for (const ganc_condition &condition : conditions)
    list.push_back({{"name", condition.name},
                    {"unit", condition.unit},
                    {"low", condition.low},
                    {"high", condition.high}});
  return list;
}

static Json describe(const metadata::Quantization *operand) {
  if (!operand)
    return nullptr;
  Json json = {{"type", operand->type()->str()}, {"zero_point", operand->zero_point()}};
  json["scales"] = Json::array();
  if (operand->scales())
    for (float scale : *operand->scales())
      json["scales"].push_back(scale);
  return json;
}

static Json describe(const metadata::Op &op) {
  return {{"node", op.node()->str()},
          {"kind", op.kind()->str()},
          {"precision", op.precision()->str()},
          {"method", textOrNull(op.method())},
          {"pinned", op.pinned()},
          {"source", describe(op.source())},
          {"weight", describe(op.weight())},
          {"destination", describe(op.destination())}};
}

static Json describe(const metadata::EnergyError &error) {
  return {{"median", error.median()}, {"p90", error.p90()}, {"showers", error.showers()}};
}

static Json describe(const metadata::Search &search) {
  return {{"calibration_showers", search.calibration_showers()},
          {"candidates", search.candidates()},
          {"damage_of", search.damage_of()->str()},
          {"damage", search.damage() ? describe(*search.damage()) : Json(nullptr)},
          {"classifier", search.classifier()},
          {"budget",
           {{"median", search.budget_median()},
            {"p90", search.budget_p90()},
            {"classifier", search.budget_classifier()}}},
          {"floor", search.floor_median()}};
}

static void describe(const metadata::Model &facts, Json &json) {
  json["llvm_version"] = facts.llvm_version()->str();
  json["model_sha256"] = textOrNull(facts.model_sha256());
  json["calibration_sha256"] = textOrNull(facts.calibration_sha256());
  json["options"] = Json::array();
  if (facts.options())
    for (const flatbuffers::String *option : *facts.options())
      json["options"].push_back(option->str());
  json["ops"] = Json::array();
  if (facts.ops())
    for (const metadata::Op *op : *facts.ops())
      json["ops"].push_back(describe(*op));
  json["energy_error"] = facts.energy_error() ? describe(*facts.energy_error()) : Json(nullptr);
  json["search"] = facts.search() ? describe(*facts.search()) : Json(nullptr);
  json["description"] = textOrNull(facts.description());
}

static Json targetOnThisCpu(const Model &model) {
  for (const ganc_variant &variant : model.variants())
    if (variant.level <= ganc_cpu_level_v1())
      return variant.target;
  return nullptr;
}

Json ganc::describe(const Model &model) {
  Json json = {
      {"name", model.table().name}, {"version", model.table().version}, {"target", targetOnThisCpu(model)}};
  json["targets"] = Json::array();
  for (const ganc_variant &variant : model.variants())
    json["targets"].push_back(variant.target);
  json["workspace_bytes"] = model.workspaceBytes(INT64_MAX);
  json["inputs"] = ::describe(model.inputs());
  json["outputs"] = ::describe(model.outputs());
  json["conditions"] = ::describe(model.conditions());
  if (const metadata::Model *facts = metadataOf(model))
    ::describe(*facts, json);
  return json;
}

static std::string tensorLines(const char *title, const Json &tensors) {
  std::string text;
  for (const Json &tensor : tensors)
    text += fmt::format("  {:<13}{} {}\n", title, tensor["name"].get<std::string>(), tensor["shape"].dump());
  return text;
}

static std::string operandText(const Json &operand) {
  if (operand.is_null())
    return "-";
  const auto &scales = operand["scales"];
  const std::string type = operand["type"].get<std::string>();
  if (scales.empty())
    return type;
  if (scales.size() > 1)
    return fmt::format("{} x {} scales", type, scales.size());
  return fmt::format("{} {:.4g} ({})", type, scales[0].get<double>(), operand["zero_point"].get<int>());
}

static std::string errorText(const Json &error) {
  return fmt::format("median {:.3g} %, 90th percentile {:.3g} % ({} showers)",
                     100 * error["median"].get<double>(), 100 * error["p90"].get<double>(),
                     error["showers"].get<uint64_t>());
}

static std::string precisionText(const Json &op) {
  return op["precision"].get<std::string>() + (op["pinned"].get<bool>() ? " pinned" : "");
}

static std::string searchLines(const Json &search) {
  std::string text;
  if (search["damage_of"] != "energy")
    text += fmt::format("  {:<20}{}\n", "error of outputs", errorText(search["damage"]));
  text += fmt::format("  {:<20}{} showers, {} candidates were run\n", "calibration",
                      search["calibration_showers"].get<int64_t>(), search["candidates"].get<int64_t>());
  const Json &budget = search["budget"];
  text += fmt::format("  {:<20}area - 1/2 about {:.2g} (profiles; estimated from pairs)\n", "classifier",
                      search["classifier"].get<double>());
  return text +
         fmt::format(
             "  {:<20}median {:.3g} %, 90th percentile {:.3g} %, classifier {:.3g}; noise floor {:.3g} %\n",
             "budget", 100 * budget["median"].get<double>(), 100 * budget["p90"].get<double>(),
             budget["classifier"].get<double>(), 100 * search["floor"].get<double>());
}

static std::string factLines(const Json &json) {
  std::string text;
  for (const char *key : {"llvm_version", "model_sha256", "calibration_sha256"})
    if (!json[key].is_null())
      text += fmt::format("  {:<20}{}\n", key, json[key].get<std::string>());
  text +=
      fmt::format("  {:<20}{}\n", "options", fmt::join(json["options"].get<std::vector<std::string>>(), " "));
  if (const Json &error = json["energy_error"]; !error.is_null())
    text += fmt::format("  {:<20}{}\n", "energy error", errorText(error));
  if (!json["search"].is_null())
    text += searchLines(json["search"]);
  text += fmt::format("  {:<28} {:<16} {:<10} {:<11} {:<24} {}\n", "node", "op", "precision", "range by",
                      "source: scale (zero point)", "destination");
  for (const Json &op : json["ops"])
    text += fmt::format("  {:<28} {:<16} {:<10} {:<11} {:<26} {}\n", op["node"].get<std::string>(),
                        op["kind"].get<std::string>(), precisionText(op),
                        op["method"].is_null() ? "-" : op["method"].get<std::string>(),
                        operandText(op["source"]), operandText(op["destination"]));
  return text;
}

std::string ganc::describeText(const Model &model) {
  const Json json = describe(model);
  std::string text = fmt::format("{}, compiled by ganc {}\n", model.table().name, model.table().version);
  text += fmt::format("  {:<13}{}; on this CPU: {}\n", "targets",
                      fmt::join(json["targets"].get<std::vector<std::string>>(), ", "),
                      json["target"].is_null() ? "none" : json["target"].get<std::string>());
  text += fmt::format("  {:<13}{} bytes at most\n", "workspace", json["workspace_bytes"].get<uint64_t>());
  text += tensorLines("input", json["inputs"]) + tensorLines("output", json["outputs"]);
  for (const ganc_condition &condition : model.conditions())
    text += fmt::format("  {:<13}{} {:g} .. {:g} {}\n", "condition", condition.name, condition.low,
                        condition.high, condition.unit);
  return json.contains("ops") ? text + factLines(json) : text + "  no metadata\n";
}
