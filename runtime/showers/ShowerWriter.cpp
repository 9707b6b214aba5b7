// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/showers/ShowerWriter.h"

#include "runtime/showers/Hdf5.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ganc {
namespace {

// Fits HDF5's cache of chunks (1 MiB) and divides the generator's blocks of 64 showers.
constexpr hsize_t chunkBytes = 1 << 20, chunkShowers = 64;
// More than HDF5 adds to its trees and headers for one block.
constexpr hsize_t bookkeepingBytes = 1 << 16;

struct Column {
  std::string name;
  hid_t fileType, memoryType;
  Handle dataset;
  std::vector<hsize_t> extents; // extents[0] showers are written
  hsize_t chunkRows = 1;        // showers of a chunk, which takes its room as a whole

  hsize_t rowBytes() const {
    hsize_t bytes = H5Tget_size(fileType);
    for (size_t axis = 1; axis < extents.size(); axis++)
      bytes *= extents[axis];
    return bytes;
  }

  // Of the chunks that `count` more showers need.
  hsize_t bytesFor(hsize_t count) const {
    const auto chunks = [&](hsize_t showers) { return (showers + chunkRows - 1) / chunkRows; };
    return (chunks(extents[0] + count) - chunks(extents[0])) * chunkRows * rowBytes();
  }
};

void writeText(hid_t object, const char *name, const std::string &text) {
  const Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type, std::max<size_t>(text.size(), 1));
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
  const Handle attribute(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  H5Awrite(attribute, type, text.data());
}

bool createDataset(hid_t file, Column &column) {
  std::vector<hsize_t> limits = column.extents, chunk = column.extents;
  limits[0] = H5S_UNLIMITED;
  chunk[0] = std::clamp<hsize_t>(std::bit_floor(chunkBytes / column.rowBytes()), 1, chunkShowers);
  column.chunkRows = chunk[0];
  const Handle space(H5Screate_simple(int(limits.size()), column.extents.data(), limits.data()), H5Sclose);
  const Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_chunk(properties, int(chunk.size()), chunk.data());
  H5Pset_obj_track_times(properties, false);
  column.dataset = Handle(
      H5Dcreate2(file, column.name.c_str(), column.fileType, space, H5P_DEFAULT, properties, H5P_DEFAULT),
      H5Dclose);
  return column.dataset.valid();
}

bool appendRows(Column &column, hsize_t count, const void *rows) {
  std::vector<hsize_t> start(column.extents.size()), block = column.extents, grown = column.extents;
  start[0] = column.extents[0];
  block[0] = count;
  grown[0] += count;
  if (H5Dset_extent(column.dataset, grown.data()) < 0)
    return false;
  const Handle memory(H5Screate_simple(int(block.size()), block.data(), nullptr), H5Sclose);
  const Handle space(H5Dget_space(column.dataset), H5Sclose);
  H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, block.data(), nullptr);
  if (H5Dwrite(column.dataset, column.memoryType, memory, space, H5P_DEFAULT, rows) < 0)
    return false;
  column.extents = grown;
  return true;
}

// Bytes beyond the end that HDF5 knows are what is left of reservations.
bool cutReservation(const std::string &path) {
  Result<Handle> file = openForReading(path);
  haddr_t end = 0;
  return file && H5Fget_eoa(*file, &end) >= 0 && file->close() && truncate(path.c_str(), off_t(end)) == 0;
}

} // namespace

struct ShowerWriter::File {
  std::string path;
  int64_t particle = 0;
  Handle handle;
  std::vector<Column> columns; // ECAL, target, conditions
  int64_t written = 0;
  bool failed = false, hasConditions = false;

  Error fail(const std::string &reason) {
    failed = true;
    return Error{fmt::format("cannot write {}: {}", path, reason)};
  }

  // Returns 0 or an error number.
  int reserve(hsize_t bytes) {
    int *descriptor = nullptr;
    haddr_t end = 0;
    if (H5Fget_vfd_handle(handle, H5P_DEFAULT, reinterpret_cast<void **>(&descriptor)) < 0 ||
        H5Fget_eoa(handle, &end) < 0)
      return EIO;
    return posix_fallocate(*descriptor, off_t(end), off_t(bytes));
  }

  int reserveShowers(int64_t count) {
    hsize_t bytes = bookkeepingBytes;
    for (const Column &column : columns)
      bytes += column.bytesFor(hsize_t(count));
    return reserve(bytes);
  }

  // As many of `count` showers as there is room for, where there is none for all.
  int64_t showersThatFit(int64_t count) {
    while (count > 0 && reserveShowers(count) != 0)
      count--;
    return count;
  }

  bool write(int64_t count, const float *energies, const double *primaries, const double *conditions) {
    std::vector<float> targets;
    for (int64_t s = 0; s < count; s++) {
      targets.push_back(float(particle));
      targets.push_back(float(primaries[s]));
    }
    const void *rows[] = {energies, targets.data(), conditions};
    for (size_t c = 0; c < columns.size(); c++)
      if (!appendRows(columns[c], hsize_t(count), rows[c]))
        return false;
    if (H5Fflush(handle, H5F_SCOPE_GLOBAL) < 0)
      return false;
    written += count;
    return true;
  }

  bool createDatasets(const ShowerFormat &format) {
    std::vector<hsize_t> cells = {0};
    cells.insert(cells.end(), format.cells.begin(), format.cells.end());
    columns.push_back({"ECAL", H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, {}, cells});
    columns.push_back({"target", H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, {}, {0, 2}});
    if (hasConditions)
      columns.push_back({"conditions", H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, {}, {0, format.conditions.size()}});
    for (Column &column : columns)
      if (!createDataset(handle, column))
        return false;
    writeText(columns[0].dataset, "unit", "GeV");
    writeText(columns[0].dataset, "axes", fmt::format("shower,{}", fmt::join(format.axes, ",")));
    if (hasConditions)
      writeText(columns[2].dataset, "names", fmt::format("{}", fmt::join(format.conditions, ",")));
    return H5Fflush(handle, H5F_SCOPE_GLOBAL) >= 0;
  }

  Result<Done> close() {
    if (!handle.valid())
      return Done{};
    columns.clear();
    const bool whole = handle.close() && cutReservation(path);
    if (failed && written == 0)
      unlink(path.c_str());
    return whole ? Result<Done>(Done{}) : fail(hdf5Reason());
  }
};

ShowerWriter::ShowerWriter(std::unique_ptr<File> file) : file(std::move(file)) {}
ShowerWriter::ShowerWriter(ShowerWriter &&) noexcept = default;
ShowerWriter::~ShowerWriter() {
  if (file)
    (void)file->close();
}

Result<ShowerWriter> ShowerWriter::create(const std::string &path, const ShowerFormat &format) {
  startHdf5();
  auto file = std::make_unique<File>();
  file->path = path;
  file->particle = format.particle;
  file->hasConditions = !format.conditions.empty();
  struct stat existing;
  if (stat(path.c_str(), &existing) == 0 && !S_ISREG(existing.st_mode))
    return file->fail("it exists and is not a regular file");
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0)
    return file->fail(std::strerror(errno));
  ::close(descriptor);
  file->handle = Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose);
  if (!file->handle.valid())
    return file->fail(hdf5Reason());
  const int error = file->reserve(bookkeepingBytes);
  if (error || !file->createDatasets(format)) {
    const Error reason = file->fail(error ? std::strerror(error) : hdf5Reason());
    (void)file->close();
    return reason;
  }
  return ShowerWriter(std::move(file));
}

Result<Done> ShowerWriter::append(int64_t count, const float *energies, const double *primaries,
                                  const double *conditions) {
  if (file->failed)
    return file->fail("an earlier block could not be written");
  const int full = file->reserveShowers(count);
  if (full)
    count = file->showersThatFit(count);
  if (count > 0 && !file->write(count, energies, primaries, conditions))
    return file->fail(hdf5Reason());
  return full ? Result<Done>(file->fail(std::strerror(full))) : Result<Done>(Done{});
}

int64_t ShowerWriter::written() const {
  return file->written;
}

Result<Done> ShowerWriter::close() {
  return file->close();
}

} // namespace ganc
