// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "tools/ganc-opt/TensorFile.h"

#include <cstdio>
#include <hdf5.h>
#include <utility>

namespace ganc {

namespace {
/// An HDF5 identifier, closed by its own function.
class Handle {
public:
  Handle(hid_t id, herr_t (*close)(hid_t)) : id(id), close(close) {}
  ~Handle() {
    if (id >= 0)
      close(id);
  }
  Handle(const Handle &) = delete;
  Handle &operator=(const Handle &) = delete;
  operator hid_t() const { return id; }

private:
  hid_t id;
  herr_t (*close)(hid_t);
};
} // namespace

static std::string readTensor(hid_t file, const std::string &path, const std::string &name,
                              numerics::Tensor &tensor) {
  const std::string where = path + ": dataset \"" + name + "\"";
  if (H5Lexists(file, name.c_str(), H5P_DEFAULT) <= 0)
    return where + " is missing, expected one for the input of this name";
  const Handle dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose);
  const Handle space(dataset >= 0 ? H5Dget_space(dataset) : -1, H5Sclose);
  const int rank = space >= 0 ? H5Sget_simple_extent_ndims(space) : -1;
  if (rank < 1)
    return where + " is not an array, expected showers on the first axis";
  std::vector<hsize_t> extents(rank);
  H5Sget_simple_extent_dims(space, extents.data(), nullptr);
  tensor = numerics::Tensor(std::vector<int64_t>(extents.begin(), extents.end()));
  if (H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, tensor.values.data()) < 0)
    return where + " cannot be read, expected numbers in a whole file";
  return "";
}

std::string readTensors(const std::string &path, const std::vector<std::string> &names,
                        gan::NamedTensors &tensors) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
  if (file < 0)
    return path + ": is not readable, expected an HDF5 file";
  for (const std::string &name : names)
    if (std::string error = readTensor(file, path, name, tensors[name]); !error.empty())
      return error;
  return "";
}

static bool writeTensor(hid_t file, const std::string &name, const numerics::Tensor &tensor) {
  const std::vector<hsize_t> extents(tensor.shape.begin(), tensor.shape.end());
  const std::vector<float> values(tensor.values.begin(), tensor.values.end());
  const Handle space(H5Screate_simple(extents.size(), extents.data(), nullptr), H5Sclose);
  const Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_obj_track_times(properties, false); // equal content is equal bytes
  const Handle dataset(
      H5Dcreate2(file, name.c_str(), H5T_IEEE_F32LE, space, H5P_DEFAULT, properties, H5P_DEFAULT), H5Dclose);
  return dataset >= 0 &&
         H5Dwrite(dataset, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0;
}

std::string writeTensors(const std::string &path, const gan::NamedTensors &tensors) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  if (file < 0)
    return path + ": is not writable, expected a place for an HDF5 file";
  bool written = true;
  for (const auto &[name, tensor] : tensors)
    written = written && writeTensor(file, name, tensor);
  if (H5Fclose(file) >= 0 && written)
    return "";
  std::remove(path.c_str());
  return path + ": cannot be written to its end";
}

} // namespace ganc
