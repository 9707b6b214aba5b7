// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What reading and writing share: handles that close themselves, and opening with diagnostics. Private to
// this folder. HDF5 is used from one thread at a time.

#ifndef GANC_RUNTIME_SHOWERS_HDF5_H
#define GANC_RUNTIME_SHOWERS_HDF5_H

#include "runtime/sampling/Result.h"

#include <hdf5.h>

#include <string>
#include <utility>
#include <vector>

namespace ganc {

// Owns an HDF5 identifier; negative means that the call which made it failed.
class Handle {
public:
  using Close = herr_t (*)(hid_t);

  Handle() = default;
  Handle(hid_t id, Close close) : id(id), closer(close) {}
  Handle(Handle &&other) noexcept : id(std::exchange(other.id, -1)), closer(other.closer) {}
  Handle &operator=(Handle &&other) noexcept {
    std::swap(id, other.id);
    std::swap(closer, other.closer);
    return *this;
  }
  ~Handle() { close(); }

  operator hid_t() const { return id; }
  bool valid() const { return id >= 0; }
  // False when closing failed.
  bool close() { return id < 0 || closer(std::exchange(id, -1)) >= 0; }

private:
  hid_t id = -1;
  Close closer = nullptr;
};

struct Dataset {
  Handle handle;
  std::vector<hsize_t> extents; // the first counts showers

  // Elements of one shower.
  hsize_t elements() const;
};

// Before the first use of HDF5: it prints nothing itself, and does not tidy up when the process ends, where it
// crashes on a file that a full disk kept it from closing. All handles are closed before.
void startHdf5();

// The innermost message of the last HDF5 call that failed.
std::string hdf5Reason();

// Says whether the file is absent, no HDF5, or cut short.
Result<Handle> openForReading(const std::string &path);

// A dataset of floating-point numbers with at least one axis, whose data are there: a file that claims more
// than it can hold is refused before memory is asked for.
Result<Dataset> openDataset(hid_t file, const std::string &path, const std::string &name);

// Rows first ... first + count - 1 in memory type `type`; the caller has checked that they exist.
Result<Done> readRows(const Dataset &dataset, const std::string &path, const std::string &name, hsize_t first,
                      hsize_t count, hid_t type, void *values);

} // namespace ganc

#endif
