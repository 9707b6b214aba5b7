// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The shift of a bias that takes back what rounding does to the mean of a network's outputs. Noise before a relu
// has a mean behind it: what is cut off below zero is missing to balance what is added above.
//
//   shift[c] = - sum over n, i of w[n] (actual[n, i] - expected[n, i]) / sum over n, i of w[n] slope(actual[n, i])
//
// over showers n and elements i of channel c, to first order: slope is what an element answers to its bias, 1 above
// zero and that of the activation below. w[n] = 1 / sum over i of |expected[n, i]| makes it the mean of relative
// errors, in which showers of little energy count as much as others.

#ifndef GANC_COMPILER_OUTPUTBALANCE_H
#define GANC_COMPILER_OUTPUTBALANCE_H

#include <cstdint>
#include <span>
#include <vector>

namespace ganc {

class OutputBalance {
public:
  /// For each element of an output the channel of its bias, -1 where it has none.
  OutputBalance(std::vector<int64_t> channelOfElements, int64_t channels, double slopeBelowZero);

  /// One shower. One whose expected elements are all zero does not count.
  void add(std::span<const float> actual, std::span<const float> expected);

  /// Of each channel; 0 where none of its elements answers.
  std::vector<double> shifts() const;

private:
  std::vector<int64_t> channelOfElements;
  double slopeBelowZero;
  std::vector<double> excess, slopes; // of each channel, weighted sums
};

} // namespace ganc

#endif
