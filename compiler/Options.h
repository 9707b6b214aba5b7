// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every option of the compiler, once. The command line (tools/ganc) fills it; its --help explains.

#ifndef GANC_COMPILER_OPTIONS_H
#define GANC_COMPILER_OPTIONS_H

#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ganc {

/// How much quantization.
enum class Int8 { Off, Auto, All };

/// How many showers a call of `run` is expected to make: linear chains and schedules are chosen for it.
enum class Batch { One, Many };

/// Where the pipeline may end; the levels of the IR.
enum class Level { Graph, Quantized, Kernels, Machine };

enum class Sanitizer { None, Address, Thread };

/// Forms in which the result can be written.
enum class Emit { Library, Executable, Object, LlvmIr, Assembly, Mlir };

/// Tolerated damage (compiler/Damage.h): quantiles of the paired error, and the classifier's area - 1/2. Any may be
/// infinite.
struct DamageBudget {
  double median, p90, area = std::numeric_limits<double>::infinity();
};

struct Options {
  std::string model;              ///< path of the ONNX file
  std::string outputFolder = "."; ///< made when missing
  std::string generator;          ///< description; empty: MODEL.toml, else generator.toml beside the model
  int optimization = 2;           ///< 0 .. 3
  Int8 int8 = Int8::Off;
  Batch batch = Batch::Many;
  std::vector<std::string> targets; ///< names; empty: what this CPU has
  std::set<Emit> emit;              ///< empty: library; with a description and no sanitizer also executable
  std::optional<Level> stopAfter;
  std::string dumpFolder; ///< empty: levels are not dumped
  std::set<std::string> disabledPasses;
  std::vector<std::string> schedules; ///< of kernels; empty: those that `batch` needs
  double tileRank = 0; ///< of kernel-tile-kernels: 0 are the tiles that its costs say are best, 1 the worst
  std::vector<std::string> precisionPins; ///< NODE:u8|s16|f32
  std::optional<DamageBudget> budget;     ///< none: the noise floor
  std::string calibrationFile;
  std::string calibrationMethod = "auto";
  Sanitizer sanitizer = Sanitizer::None;
  bool remarks = false;      ///< passes say what they left alone, and why
  bool printRemarks = false; ///< on stderr; without it only the report has them
  std::string reportFile;    ///< empty: no report
  bool timePasses = false;
  std::vector<std::string> decisive; ///< those that decide what is computed, as text: go into the metadata
};

} // namespace ganc

#endif
