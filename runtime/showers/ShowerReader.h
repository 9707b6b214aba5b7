// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads the files that ShowerWriter writes, and others of the same layout (ECAL float32 or float64 [shower,
// axes], target [shower, 2]; other datasets are ignored). A file that is absent, cut short, or of other ranks
// or lengths is an error that names the file, what is and what was expected.

#ifndef GANC_RUNTIME_SHOWERS_SHOWERREADER_H
#define GANC_RUNTIME_SHOWERS_SHOWERREADER_H

#include "runtime/sampling/Result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ganc {

struct ShowerBlock {
  std::vector<float> energies;    // [shower][cell], GeV
  std::vector<float> particles;   // [shower], PDG id
  std::vector<float> primaries;   // [shower], GeV
  std::vector<double> conditions; // [shower][condition]; empty when the file has none
};

// One thread's. Move only.
class ShowerReader {
public:
  static Result<ShowerReader> open(const std::string &path);
  ShowerReader(ShowerReader &&) noexcept;
  ~ShowerReader();

  int64_t showers() const;
  // Cells along each axis of the grid, and their product.
  std::vector<int64_t> shape() const;
  int64_t cells() const;

  // Showers first ... first + count - 1; beyond the end is an error.
  Result<ShowerBlock> read(int64_t first, int64_t count) const;

private:
  struct File;
  explicit ShowerReader(std::unique_ptr<File> file);
  std::unique_ptr<File> file;
};

} // namespace ganc

#endif
