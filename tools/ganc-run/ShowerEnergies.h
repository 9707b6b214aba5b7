// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the generator description, where an artifact has one, tells of the energies in recorded tensors. In
// GeV.

#ifndef GANC_TOOLS_GANC_RUN_SHOWERENERGIES_H
#define GANC_TOOLS_GANC_RUN_SHOWERENERGIES_H

#include "runtime/sampling/ModelBinding.h"
#include "tools/ganc-run/Calls.h"

#include <optional>

namespace ganc {

class ShowerEnergies {
public:
  /// Throws std::runtime_error when the description does not fit the model.
  explicit ShowerEnergies(const Model &model);

  /// Primary energy of each shower, from the piece of an input that is the condition `energy`; nothing when
  /// no piece tells it.
  std::optional<std::vector<double>> primary(const Tensors &inputs, int64_t showers) const;

  /// The sum over the cells of each shower, after the description's output transform; of the plain values
  /// when there is no description. Nothing when this output is not the energies, or a condition is needed
  /// that is not known.
  std::optional<std::vector<double>> sums(int output, std::span<const float> values,
                                          std::span<const double> primary) const;

private:
  std::optional<Description> description;
  ModelBinding binding;
};

} // namespace ganc

#endif
