// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/showers/Hdf5.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace ganc {
namespace {

// Deflate cannot shrink by more than 1032; a file may claim up to this factor more than its bytes.
constexpr hsize_t largestCompression = 1100;

herr_t keepFirst(unsigned level, const H5E_error2_t *error, void *text) {
  if (level == 0 && error->desc)
    *static_cast<std::string *>(text) = error->desc;
  return 0;
}

// None, when opening for reading works.
std::string systemReason(const std::string &path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return std::strerror(errno);
  close(file);
  return "";
}

bool holdsItsData(const Dataset &dataset) {
  hsize_t size = H5Tget_size(Handle(H5Dget_type(dataset.handle), H5Tclose));
  for (const hsize_t extent : dataset.extents)
    if (__builtin_mul_overflow(size, extent, &size))
      return false;
  return size / largestCompression <= H5Dget_storage_size(dataset.handle);
}

} // namespace

hsize_t Dataset::elements() const {
  hsize_t product = 1;
  for (size_t axis = 1; axis < extents.size(); axis++)
    product *= extents[axis];
  return product;
}

void startHdf5() {
  H5dont_atexit();
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

std::string hdf5Reason() {
  std::string text = "no reason given by HDF5";
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keepFirst, &text);
  return text;
}

Result<Handle> openForReading(const std::string &path) {
  startHdf5();
  if (const std::string reason = systemReason(path); !reason.empty())
    return Error{fmt::format("cannot read {}: {}", path, reason)};
  Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
  if (!file.valid())
    return Error{fmt::format("{} is not a whole HDF5 file: {}", path, hdf5Reason())};
  return file;
}

Result<Dataset> openDataset(hid_t file, const std::string &path, const std::string &name) {
  Dataset dataset{Handle(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose), {}};
  if (!dataset.handle.valid())
    return Error{fmt::format("{} has no dataset '{}'", path, name)};
  const Handle type(H5Dget_type(dataset.handle), H5Tclose);
  if (!type.valid() || H5Tget_class(type) != H5T_FLOAT)
    return Error{fmt::format("{}: dataset '{}' is not of floating-point numbers", path, name)};
  const Handle space(H5Dget_space(dataset.handle), H5Sclose);
  const int rank = H5Sget_simple_extent_ndims(space);
  if (rank < 1)
    return Error{fmt::format("{}: dataset '{}' has no axes, expected the showers first", path, name)};
  dataset.extents.resize(rank);
  H5Sget_simple_extent_dims(space, dataset.extents.data(), nullptr);
  if (!holdsItsData(dataset))
    return Error{fmt::format("{}: dataset '{}' claims more elements than the file holds", path, name)};
  return dataset;
}

Result<Done> readRows(const Dataset &dataset, const std::string &path, const std::string &name, hsize_t first,
                      hsize_t count, hid_t type, void *values) {
  std::vector<hsize_t> start(dataset.extents.size()), extents = dataset.extents;
  start[0] = first;
  extents[0] = count;
  const Handle memory(H5Screate_simple(int(extents.size()), extents.data(), nullptr), H5Sclose);
  const Handle space(H5Dget_space(dataset.handle), H5Sclose);
  H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, extents.data(), nullptr);
  if (H5Dread(dataset.handle, type, memory, space, H5P_DEFAULT, values) < 0)
    return Error{fmt::format("{}: cannot read dataset '{}': {}", path, name, hdf5Reason())};
  return Done{};
}

} // namespace ganc
