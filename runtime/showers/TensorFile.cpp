// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "runtime/showers/TensorFile.h"

#include "runtime/showers/Hdf5.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <numeric>
#include <sys/stat.h>
#include <unistd.h>

namespace ganc {
namespace {

Result<Tensor> readTensor(hid_t file, const std::string &path, const std::string &name) {
  const Result<Dataset> dataset = openDataset(file, path, name);
  if (!dataset)
    return dataset.error();
  Tensor tensor{
      name, int64_t(dataset->extents[0]), {dataset->extents.begin() + 1, dataset->extents.end()}, {}, {}};
  tensor.values.resize(tensor.showers * tensor.elements());
  const Result<Done> read =
      readRows(*dataset, path, name, 0, dataset->extents[0], H5T_NATIVE_FLOAT, tensor.values.data());
  return read ? Result<Tensor>(std::move(tensor)) : read.error();
}

bool writeTensor(hid_t file, const Tensor &tensor) {
  std::vector<hsize_t> extents = {hsize_t(tensor.showers)};
  extents.insert(extents.end(), tensor.shape.begin(), tensor.shape.end());
  const Handle space(H5Screate_simple(int(extents.size()), extents.data(), nullptr), H5Sclose);
  const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose), links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
  H5Pset_obj_track_times(creation, false);
  H5Pset_create_intermediate_group(links, 1);
  const bool isExact = !tensor.exact.empty();
  const hid_t stored = isExact ? H5T_IEEE_F64LE : H5T_IEEE_F32LE;
  const hid_t native = isExact ? H5T_NATIVE_DOUBLE : H5T_NATIVE_FLOAT;
  const void *values = isExact ? static_cast<const void *>(tensor.exact.data()) : tensor.values.data();
  Handle dataset(H5Dcreate2(file, tensor.name.c_str(), stored, space, links, creation, H5P_DEFAULT),
                 H5Dclose);
  return dataset.valid() && H5Dwrite(dataset, native, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0 &&
         dataset.close();
}

} // namespace

int64_t Tensor::elements() const {
  return std::accumulate(shape.begin(), shape.end(), int64_t(1), std::multiplies<>());
}

Result<std::vector<Tensor>> readTensors(const std::string &path, std::span<const std::string> names) {
  const Result<Handle> file = openForReading(path);
  if (!file)
    return file.error();
  std::vector<Tensor> tensors;
  for (const std::string &name : names) {
    Result<Tensor> tensor = readTensor(*file, path, name);
    if (!tensor)
      return tensor.error();
    if (!tensors.empty() && tensor->showers != tensors[0].showers)
      return Error{fmt::format("{}: tensor '{}' has {} showers, expected {} as '{}' has", path, name,
                               tensor->showers, tensors[0].showers, tensors[0].name)};
    tensors.push_back(std::move(*tensor));
  }
  return tensors;
}

Result<Done> writeTensors(const std::string &path, std::span<const Tensor> tensors) {
  startHdf5();
  struct stat existing;
  if (stat(path.c_str(), &existing) == 0 && !S_ISREG(existing.st_mode)) // a device must not be removed below
    return Error{fmt::format("cannot write {}: it exists and is not a regular file", path)};
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0)
    return Error{fmt::format("cannot write {}: {}", path, std::strerror(errno))};
  close(descriptor);
  Handle file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose);
  bool written = file.valid();
  for (const Tensor &tensor : tensors)
    written = written && writeTensor(file, tensor);
  if (written && file.close())
    return Done{};
  const Error error{fmt::format("cannot write {}: {}", path, hdf5Reason())};
  file.close();
  unlink(path.c_str());
  return error;
}

} // namespace ganc
