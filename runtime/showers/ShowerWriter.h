// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes showers to an HDF5 file:
//
//   ECAL        float32 [shower, axes of the grid]   energy of each cell in GeV; attributes `unit` and `axes`
//   target      float32 [shower, 2]                  PDG id, primary energy in GeV (NaN: not known)
//   conditions  float64 [shower, condition]          only when there is more than the energy; attribute
//                                                    `names`
//
// Equal showers appended in equal blocks make equal bytes: no time stamps. Data are not compressed: the
// fastest deflate takes 0.6 ms for a shower of 15625 cells, several times its making (it would make it 8
// times smaller).
//
// Before a block is written, room for it is reserved in the file system. When there is none (full disk,
// quota, file-size limit), append writes as many of its showers as fit and fails with the file whole; a killed
// process leaves the file whole too, with the blocks before. A file-size limit sends SIGXFSZ, which the process must
// ignore.

#ifndef GANC_RUNTIME_SHOWERS_SHOWERWRITER_H
#define GANC_RUNTIME_SHOWERS_SHOWERWRITER_H

#include "runtime/sampling/Result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ganc {

struct ShowerFormat {
  std::vector<std::string> axes; // of the grid
  std::vector<int64_t> cells;    // along each
  int64_t particle = 0;
  std::vector<std::string> conditions; // empty, or more than the energy
};

// One thread's. Move only.
class ShowerWriter {
public:
  // Replaces a regular file at `path`; anything else there is an error.
  static Result<ShowerWriter> create(const std::string &path, const ShowerFormat &format);
  ShowerWriter(ShowerWriter &&) noexcept;
  ~ShowerWriter(); // closes, without telling whether it worked

  // `energies` are [count][cells], `primaries` [count] in GeV, `conditions` [count][conditions] (null when
  // the format has none). After an error nothing more can be appended.
  Result<Done> append(int64_t count, const float *energies, const double *primaries,
                      const double *conditions);

  // Showers that are safely in the file.
  int64_t written() const;

  // Without showers after an error, the file is removed.
  Result<Done> close();

private:
  struct File;
  explicit ShowerWriter(std::unique_ptr<File> file);
  std::unique_ptr<File> file;
};

} // namespace ganc

#endif
