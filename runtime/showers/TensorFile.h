// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// HDF5 files with a model's inputs and outputs: datasets named like the tensors, the first axis counts
// showers, other datasets are not looked at. float32 and float64 are read as float. Names may contain `/`
// (groups). A tensor that is absent, cut short or of another length is an error that names file and tensor.

#ifndef GANC_RUNTIME_SHOWERS_TENSORFILE_H
#define GANC_RUNTIME_SHOWERS_TENSORFILE_H

#include "runtime/sampling/Result.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ganc {

struct Tensor {
  std::string name;
  int64_t showers = 0;
  std::vector<int64_t> shape;     // of one shower
  std::vector<float> values;      // [shower][element]
  std::vector<double> exact = {}; // written as float64 in place of `values` unless empty; never read

  int64_t elements() const;
};

// In the order of `names`; all have the same number of showers.
Result<std::vector<Tensor>> readTensors(const std::string &path, std::span<const std::string> names);

// Replaces the file; removes it when it cannot be completed.
Result<Done> writeTensors(const std::string &path, std::span<const Tensor> tensors);

} // namespace ganc

#endif
