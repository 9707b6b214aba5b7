// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/showers/ShowerReader.h"

#include "runtime/showers/Hdf5.h"

#include <fmt/format.h>

#include <optional>

namespace ganc {

struct ShowerReader::File {
  std::string path;
  Handle handle;
  Dataset energies, targets;
  std::optional<Dataset> conditions;

  Result<Done> check() const {
    if (energies.extents.size() < 2)
      return Error{fmt::format("{}: dataset 'ECAL' has one axis, expected [shower, axes of the grid]", path)};
    if (energies.elements() == 0)
      return Error{fmt::format("{}: dataset 'ECAL' has an axis without cells", path)};
    if (targets.extents.size() != 2 || targets.extents[1] < 2)
      return Error{fmt::format("{}: dataset 'target' is not [shower, 2] (PDG id, energy in GeV)", path)};
    if (Result<Done> rows = checkRows("target", targets); !rows)
      return rows;
    return conditions ? checkRows("conditions", *conditions) : Done{};
  }

  Result<Done> checkRows(const char *name, const Dataset &dataset) const {
    if (dataset.extents[0] == energies.extents[0])
      return Done{};
    return Error{fmt::format("{}: dataset '{}' has {} showers, expected {} as in 'ECAL'", path, name,
                             dataset.extents[0], energies.extents[0])};
  }

  Result<Done> readTargets(int64_t first, int64_t count, ShowerBlock &block) const {
    const hsize_t columns = targets.extents[1];
    std::vector<float> rows(count * columns);
    Result<Done> read = readRows(targets, path, "target", first, count, H5T_NATIVE_FLOAT, rows.data());
    for (int64_t s = 0; read && s < count; s++) {
      block.particles.push_back(rows[s * columns]);
      block.primaries.push_back(rows[s * columns + 1]);
    }
    return read;
  }
};

ShowerReader::ShowerReader(std::unique_ptr<File> file) : file(std::move(file)) {}
ShowerReader::ShowerReader(ShowerReader &&) noexcept = default;
ShowerReader::~ShowerReader() = default;

Result<ShowerReader> ShowerReader::open(const std::string &path) {
  Result<Handle> handle = openForReading(path);
  if (!handle)
    return handle.error();
  Result<Dataset> energies = openDataset(*handle, path, "ECAL");
  if (!energies)
    return energies.error();
  Result<Dataset> targets = openDataset(*handle, path, "target");
  if (!targets)
    return targets.error();
  auto file = std::make_unique<File>();
  if (H5Lexists(*handle, "conditions", H5P_DEFAULT) > 0) {
    Result<Dataset> conditions = openDataset(*handle, path, "conditions");
    if (!conditions)
      return conditions.error();
    file->conditions = std::move(*conditions);
  }
  file->path = path;
  file->handle = std::move(*handle);
  file->energies = std::move(*energies);
  file->targets = std::move(*targets);
  if (Result<Done> fits = file->check(); !fits)
    return fits.error();
  return ShowerReader(std::move(file));
}

int64_t ShowerReader::showers() const {
  return int64_t(file->energies.extents[0]);
}

int64_t ShowerReader::cells() const {
  return int64_t(file->energies.elements());
}

std::vector<int64_t> ShowerReader::shape() const {
  return {file->energies.extents.begin() + 1, file->energies.extents.end()};
}

Result<ShowerBlock> ShowerReader::read(int64_t first, int64_t count) const {
  if (first < 0 || count < 0 || first > showers() || count > showers() - first)
    return Error{
        fmt::format("{} has {} showers, {} from {} were asked for", file->path, showers(), count, first)};
  ShowerBlock block;
  block.energies.resize(count * cells());
  if (Result<Done> read =
          readRows(file->energies, file->path, "ECAL", first, count, H5T_NATIVE_FLOAT, block.energies.data());
      !read)
    return read.error();
  if (Result<Done> read = file->readTargets(first, count, block); !read)
    return read.error();
  if (file->conditions) {
    block.conditions.resize(count * file->conditions->elements());
    if (Result<Done> read = readRows(*file->conditions, file->path, "conditions", first, count,
                                     H5T_NATIVE_DOUBLE, block.conditions.data());
        !read)
      return read.error();
  }
  return block;
}

} // namespace ganc
