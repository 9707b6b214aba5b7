// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/sampling/PieceParser.h"

#include "runtime/sampling/Units.h"

#include <fmt/format.h>

namespace ganc {
namespace {

void parseLine(TomlReader &reader, Piece &piece) {
  piece.scale = reader.number("scale").value_or(1);
  piece.offset = reader.number("offset").value_or(0);
}

void parseNormal(TomlReader &reader, Piece &piece, const Description &description) {
  piece.elements = reader.count("normal");
  if (reader.has("times"))
    piece.condition = conditionNamed(reader, "times", description);
  parseLine(reader, piece);
}

void parseUniform(TomlReader &reader, Piece &piece, const Description &) {
  piece.elements = reader.count("uniform");
  piece.low = reader.number("low").value_or(0);
  piece.high = reader.number("high").value_or(1);
  if (!(piece.low <= piece.high))
    reader.failAt("low",
                  fmt::format("low is {} and high is {}, expected low <= high", piece.low, piece.high));
}

void parseConditionPiece(TomlReader &reader, Piece &piece, const Description &description) {
  piece.elements = 1;
  piece.condition = conditionNamed(reader, "condition", description);
  const Condition &condition = description.conditions[*piece.condition];
  const std::string unit = reader.text("unit"), map = reader.text("map");
  const std::optional<double> factor = conversion(condition.unit, unit.empty() ? condition.unit : unit);
  if (!factor)
    reader.failAt("unit",
                  fmt::format("unit is '{}', expected one that '{}' of the condition '{}' converts to", unit,
                              condition.unit, condition.name));
  if (!map.empty() && map != "log10")
    reader.failAt("map", fmt::format("map is '{}', expected \"log10\"", map));
  piece.unitFactor = *factor;
  piece.log10 = map == "log10";
  if (piece.log10 && condition.low <= 0)
    reader.failAt("map", fmt::format("condition '{}' starts at {}, expected more than 0 for log10",
                                     condition.name, condition.low));
  parseLine(reader, piece);
}

void parseOneHot(TomlReader &reader, Piece &piece, const Description &description) {
  piece.condition = conditionNamed(reader, "onehot", description);
  piece.elements = reader.count("size");
  const Condition &condition = description.conditions[*piece.condition];
  if (!condition.discrete)
    reader.failAt(
        "onehot",
        fmt::format("condition '{}' has a range, expected only values = [...] for a onehot", condition.name));
  if (int64_t(condition.values.size()) > piece.elements)
    reader.failAt("size", fmt::format("size is {}, expected at least the {} values of the condition '{}'",
                                      piece.elements, condition.values.size(), condition.name));
}

void parseConstant(TomlReader &reader, Piece &piece, const Description &) {
  piece.constants = reader.numbers("constant");
  piece.elements = int64_t(piece.constants.size());
}

struct Kind {
  std::string_view key;
  Piece::Kind kind;
  void (*parse)(TomlReader &, Piece &, const Description &);
};
constexpr Kind kinds[] = {{"normal", Piece::Kind::Normal, parseNormal},
                          {"uniform", Piece::Kind::Uniform, parseUniform},
                          {"condition", Piece::Kind::Condition, parseConditionPiece},
                          {"onehot", Piece::Kind::OneHot, parseOneHot},
                          {"constant", Piece::Kind::Constant, parseConstant}};

} // namespace

Piece parsePiece(const toml::table &table, const Description &description) {
  TomlReader reader(table, description.fileName, "piece");
  const Kind *found = nullptr;
  for (const Kind &kind : kinds) {
    if (found && reader.has(kind.key))
      reader.failAt(kind.key, fmt::format("piece is '{}' and '{}', expected one kind", found->key, kind.key));
    if (reader.has(kind.key))
      found = &kind;
  }
  if (!found)
    reader.fail("piece has no kind, expected one of: normal, uniform, condition, onehot, constant");
  Piece piece;
  piece.kind = found->kind;
  found->parse(reader, piece, description);
  reader.rejectOtherKeys();
  return piece;
}

int conditionNamed(TomlReader &reader, std::string_view key, const Description &description) {
  const std::string name = reader.requiredText(key);
  const std::optional<int> index = description.conditionIndex(name);
  if (!index)
    reader.failAt(
        key, fmt::format("condition '{}' is not described, expected a table [conditions.{}]", name, name));
  return *index;
}

} // namespace ganc
