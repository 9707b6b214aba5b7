// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The generator description: what a network's inputs and outputs mean (ONNX does not say). A TOML file:
//
//   [generator]           name version authors licence citation (texts), particle (PDG id)
//   [conditions.NAME]     range = [low, high], unit, law = "uniform" | "log", values = [...]
//   [[inputs]]            tensor (may be left out when there is one), pieces = [...], concatenated:
//     { normal = N, times = CONDITION, scale = 1, offset = 0 }
//                         scale * times * z + offset, z of mean 0 and standard deviation 1
//     { uniform = N, low = 0, high = 1 }
//     { condition = NAME, unit = U, map = "log10", scale = 1, offset = 0 }
//                         scale * map(value in U) + offset
//     { onehot = NAME, size = N }
//                         1 at the place of the value in the condition's `values`, 0 elsewhere
//     { constant = [...] }
//   [output]              tensor, layout = [AXIS...], unit = "GeV", power, scale, times = CONDITION,
//                         threshold
//   [grid]                AXIS = { cells, size, unit } or { edges = [...], unit }, in the order of
//                         shower files
//
// Every other key is an error. Conditions and grid axes keep the order of the file. The condition called
// `energy` is the primary energy; it and the output have units of energy.

#ifndef GANC_RUNTIME_SAMPLING_DESCRIPTION_H
#define GANC_RUNTIME_SAMPLING_DESCRIPTION_H

#include "runtime/sampling/Result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ganc {

// Counted from 1, in Description::fileName.
struct SourcePlace {
  uint32_t line = 0, column = 0;
};

struct Condition {
  std::string name, unit; // unit "" when it has none
  double low = 0, high = 0;
  bool logarithmic = false;
  std::vector<double> values; // drawn from these, equally often, when there are any
  bool discrete = false;      // `values` without `range`: nothing else is allowed
};

struct Piece {
  enum class Kind { Normal, Uniform, Condition, OneHot, Constant };
  Kind kind = Kind::Constant;
  int64_t elements = 0;
  std::optional<int> condition; // its index: the value, or the factor `times` of a normal
  double scale = 1, offset = 0;
  double low = 0, high = 1;      // Uniform
  double unitFactor = 1;         // Condition: into the unit the network wants
  bool log10 = false;            // Condition
  std::vector<double> constants; // Constant
};

struct InputDescription {
  SourcePlace place;
  std::string tensor; // "" when left out
  std::vector<Piece> pieces;

  int64_t elements() const;
};

struct OutputDescription {
  SourcePlace place;
  std::string tensor;      // "" when left out
  std::vector<int> layout; // indices into the grid, in the order of the network
  std::string unit = "GeV";
  double power = 1, scale = 1;
  std::optional<int> times; // a condition
  std::optional<double> threshold;
};

struct GridAxis {
  std::string name, unit;
  int64_t cells = 0;
  std::optional<double> size;
  std::vector<double> edges; // cells + 1 when given
};

// The condition called `energy`, by its index, and how many GeV one of its unit is.
struct PrimaryEnergy {
  int condition;
  double toGeV;
};

struct Description {
  std::string fileName, text; // as read
  std::string name, version, authors, licence, citation;
  int64_t particle = 0; // 0: not known
  std::vector<Condition> conditions;
  std::vector<InputDescription> inputs;
  OutputDescription output;
  std::vector<GridAxis> grid;

  std::optional<int> conditionIndex(std::string_view name) const;
  std::optional<PrimaryEnergy> primaryEnergy() const; // nothing without such a condition
  int64_t cells() const;
};

// Errors read "FILE:LINE:COLUMN: ...".
Result<Description> parseDescription(std::string_view text, std::string_view fileName);

// The same from a file; one that cannot be read is an error.
Result<Description> readDescription(const std::string &fileName);

} // namespace ganc

#endif
