// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One function for each table of the file; what each key means is in the header.
#include "runtime/sampling/Description.h"

#include "runtime/sampling/PieceParser.h"
#include "runtime/sampling/Units.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>

namespace ganc {
namespace {

class Parser {
public:
  explicit Parser(Description &result) : result(result) {}

  void parse(const toml::table &root) {
    TomlReader reader(root, result.fileName, "the description");
    parseGenerator(reader.subtable("generator"));
    parseConditions(reader.subtable("conditions"));
    const toml::array &inputs = *reader.tables("inputs");
    parseGrid(required(reader, "grid")); // the output's layout refers to it
    for (const toml::node &input : inputs)
      result.inputs.push_back(parseInput(*input.as_table(), inputs.size() > 1));
    parseOutput(required(reader, "output"));
    reader.rejectOtherKeys();
  }

private:
  static const toml::table &required(TomlReader &reader, std::string_view key) {
    const toml::table *table = reader.subtable(key);
    if (!table)
      reader.fail(fmt::format("table [{}] is missing", key));
    return *table;
  }

  void parseGenerator(const toml::table *table) {
    if (!table)
      return;
    TomlReader reader(*table, result.fileName, "[generator]");
    result.name = reader.text("name");
    result.version = reader.text("version");
    result.authors = reader.text("authors");
    result.licence = reader.text("licence");
    result.citation = reader.text("citation");
    result.particle = reader.integer("particle").value_or(0);
    reader.rejectOtherKeys();
  }

  void parseConditions(const toml::table *table) {
    if (!table)
      return;
    TomlReader reader(*table, result.fileName, "[conditions]");
    for (const toml::key *key : keysInFileOrder(*table)) {
      checkName(reader, key->str());
      result.conditions.push_back(parseCondition(key->str(), *reader.subtable(key->str())));
    }
  }

  // Names become command-line options of the generator.
  static void checkName(TomlReader &reader, std::string_view name) {
    constexpr std::string_view taken[] = {"n", "o", "seed", "first", "threads", "help", "version"};
    const bool word = std::isalpha(static_cast<unsigned char>(name.empty() ? '0' : name[0])) &&
                      std::all_of(name.begin(), name.end(),
                                  [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-'; });
    if (!word)
      reader.failAt(name, fmt::format("condition '{}' is no name, expected a letter, then letters, digits, "
                                      "- or _, since it becomes an option of the generator",
                                      name));
    if (std::find(std::begin(taken), std::end(taken), name) != std::end(taken))
      reader.failAt(name, fmt::format("condition '{}' has the name of an option of the generator", name));
  }

  Condition parseCondition(std::string_view name, const toml::table &table) {
    const std::string what = fmt::format("[conditions.{}]", name);
    TomlReader reader(table, result.fileName, what);
    Condition condition;
    condition.name = name;
    condition.unit = reader.text("unit");
    condition.values = reader.numbers("values");
    parseRange(reader, condition);
    const std::string law = reader.text("law");
    if (!law.empty() && law != "log" && law != "uniform")
      reader.failAt("law", fmt::format("law is '{}', expected \"uniform\" or \"log\"", law));
    condition.logarithmic = law == "log";
    if (condition.logarithmic && condition.low <= 0)
      reader.failAt(
          "range", fmt::format("range starts at {}, expected more than 0 with law = \"log\"", condition.low));
    if (name == "energy" && !conversion(condition.unit, "GeV"))
      reader.failAt("unit", fmt::format("unit of the energy is '{}', expected eV, keV, MeV, GeV or TeV",
                                        condition.unit));
    reader.rejectOtherKeys();
    return condition;
  }

  static void parseRange(TomlReader &reader, Condition &condition) {
    const std::vector<double> range = reader.numbers("range");
    if (range.empty() && condition.values.empty())
      reader.fail("condition has no range, expected range = [low, high] or values = [...]");
    if (!range.empty() && (range.size() != 2 || !(range[0] <= range[1])))
      reader.failAt("range", "range is not [low, high] with low <= high");
    condition.discrete = range.empty();
    const auto [least, most] = std::minmax_element(condition.values.begin(), condition.values.end());
    condition.low = range.empty() ? *least : range[0];
    condition.high = range.empty() ? *most : range[1];
    if (!condition.values.empty() && (*least < condition.low || *most > condition.high))
      reader.failAt("values", fmt::format("values reach from {} to {}, expected inside of the range {} to {}",
                                          *least, *most, condition.low, condition.high));
  }

  InputDescription parseInput(const toml::table &table, bool needsName) {
    TomlReader reader(table, result.fileName, "[[inputs]]");
    InputDescription input;
    input.place = place(table);
    input.tensor = needsName ? reader.requiredText("tensor") : reader.text("tensor");
    for (const InputDescription &other : result.inputs)
      if (other.tensor == input.tensor)
        reader.failAt("tensor", fmt::format("tensor '{}' is described twice", input.tensor));
    for (const toml::node &piece : *reader.tables("pieces"))
      input.pieces.push_back(parsePiece(*piece.as_table(), result));
    reader.rejectOtherKeys();
    return input;
  }

  void parseOutput(const toml::table &table) {
    TomlReader reader(table, result.fileName, "[output]");
    OutputDescription &output = result.output;
    output.place = place(table);
    output.tensor = reader.text("tensor");
    output.layout = parseLayout(reader);
    if (reader.has("unit"))
      output.unit = reader.requiredText("unit");
    if (!conversion(output.unit, "GeV"))
      reader.failAt(
          "unit", fmt::format("unit of the output is '{}', expected eV, keV, MeV, GeV or TeV", output.unit));
    output.power = reader.number("power").value_or(1);
    if (!(output.power > 0))
      reader.failAt("power", fmt::format("power is {}, expected more than 0", output.power));
    output.scale = reader.number("scale").value_or(1);
    if (reader.has("times"))
      output.times = conditionNamed(reader, "times", result);
    output.threshold = reader.number("threshold");
    reader.rejectOtherKeys();
  }

  std::vector<int> parseLayout(TomlReader &reader) {
    std::vector<int> layout;
    for (const std::string &name : reader.texts("layout")) {
      const auto axis = std::find_if(result.grid.begin(), result.grid.end(),
                                     [&](const GridAxis &candidate) { return candidate.name == name; });
      const int index = int(axis - result.grid.begin());
      if (axis == result.grid.end() || std::find(layout.begin(), layout.end(), index) != layout.end())
        reader.failAt("layout", fmt::format("layout names '{}', expected each axis of [grid] once", name));
      layout.push_back(index);
    }
    if (layout.size() != result.grid.size())
      reader.failAt("layout", fmt::format("layout has {} axes, expected the {} of [grid], each once",
                                          layout.size(), result.grid.size()));
    return layout;
  }

  void parseGrid(const toml::table &table) {
    TomlReader reader(table, result.fileName, "[grid]");
    int64_t cells = 1;
    for (const toml::key *key : keysInFileOrder(table)) {
      result.grid.push_back(parseAxis(key->str(), *reader.subtable(key->str())));
      if (__builtin_mul_overflow(cells, result.grid.back().cells, &cells) || cells > INT32_MAX)
        reader.failAt(key->str(), "the grid has more than 2147483647 cells");
    }
    if (result.grid.empty())
      reader.fail("[grid] is empty, expected its axes: x = { cells = ..., size = ..., unit = ... }");
  }

  GridAxis parseAxis(std::string_view name, const toml::table &table) {
    const std::string what = fmt::format("[grid] {}", name);
    TomlReader reader(table, result.fileName, what);
    GridAxis axis;
    axis.name = name;
    axis.unit = reader.text("unit");
    axis.edges = reader.numbers("edges");
    if (axis.edges.empty()) {
      axis.cells = reader.count("cells");
      axis.size = reader.number("size");
      if (axis.size && !(*axis.size > 0))
        reader.failAt("size", fmt::format("size is {}, expected more than 0", *axis.size));
    } else {
      axis.cells = int64_t(axis.edges.size()) - 1;
      const bool increases = std::adjacent_find(axis.edges.begin(), axis.edges.end(),
                                                std::greater_equal<>()) == axis.edges.end();
      if (axis.cells < 1 || !increases)
        reader.failAt("edges", "edges are not two or more increasing numbers");
    }
    reader.rejectOtherKeys();
    return axis;
  }

  static SourcePlace place(const toml::node &node) {
    return {uint32_t(node.source().begin.line), uint32_t(node.source().begin.column)};
  }

  Description &result;
};

} // namespace

int64_t InputDescription::elements() const {
  int64_t sum = 0;
  for (const Piece &piece : pieces)
    sum += piece.elements;
  return sum;
}

std::optional<int> Description::conditionIndex(std::string_view name) const {
  for (size_t i = 0; i < conditions.size(); i++)
    if (conditions[i].name == name)
      return int(i);
  return std::nullopt;
}

std::optional<PrimaryEnergy> Description::primaryEnergy() const {
  const std::optional<int> index = conditionIndex("energy");
  if (!index)
    return std::nullopt;
  return PrimaryEnergy{*index, conversion(conditions[*index].unit, "GeV").value()}; // checked when parsed
}

int64_t Description::cells() const {
  int64_t product = 1;
  for (const GridAxis &axis : grid)
    product *= axis.cells;
  return product;
}

Result<Description> parseDescription(std::string_view text, std::string_view fileName) {
  Description description;
  description.fileName = fileName;
  description.text = text;
  try {
    Parser(description).parse(toml::parse(text, fileName));
  } catch (const toml::parse_error &error) {
    const toml::source_position &begin = error.source().begin;
    return Error{fmt::format("{}:{}:{}: {}", fileName, begin.line, begin.column, error.description())};
  } catch (const std::exception &error) {
    return Error{error.what()};
  }
  return description;
}

Result<Description> readDescription(const std::string &fileName) {
  std::ifstream file(fileName, std::ios::binary);
  std::ostringstream text;
  if (file && file.peek() != std::ifstream::traits_type::eof())
    text << file.rdbuf();
  if (file.fail() || text.fail())
    return Error{fmt::format("cannot read {}: {}", fileName, std::strerror(errno))};
  return parseDescription(text.str(), fileName);
}

} // namespace ganc
