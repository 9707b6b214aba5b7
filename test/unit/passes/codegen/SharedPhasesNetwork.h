// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A random phase convolution of a source with differences appended along y, as text: phases and taps of any number, any
// weights, so that what upsampling would guarantee is not needed.

#ifndef GANC_TEST_UNIT_PASSES_CODEGEN_SHAREDPHASESNETWORK_H
#define GANC_TEST_UNIT_PASSES_CODEGEN_SHAREDPHASESNETWORK_H

#include "test/unit/dialects/gan/Network.h"

#include <numeric>
#include <random>

namespace ganc {

class SharedPhasesNetwork {
public:
  explicit SharedPhasesNetwork(unsigned seed) : random(seed) {
    inputShape = {pick(1, 5), pick(1, 4), pick(1, 5), pick(1, 4)};
    const int64_t channels = pick(1, 7), phases[] = {pick(1, 2), pick(2, 3), pick(1, 3)};
    std::vector<int64_t> weight{channels * phases[0] * phases[1] * phases[2], inputShape[0]}, dst{channels};
    std::string axes;
    for (int i = 0; i < 3; i++) {
      axes += (i ? ", " : "") + axis(phases[i], i == 1 ? inputShape[2] : 0);
      weight.push_back(kMostTaps);
      dst.push_back(pick(phases[i], 3 * phases[i]));
    }
    text = write(axes, weight, dst);
  }

  std::vector<int64_t> inputShape;
  std::string text;

private:
  static constexpr int64_t kMostTaps = 3;

  int64_t pick(int64_t low, int64_t high) { return low + static_cast<int64_t>(random() % (high - low + 1)); }

  std::string axis(int64_t phases, int64_t split) {
    std::string offsets, taps;
    for (int64_t p = 0; p < phases; p++) {
      offsets += (p ? ", " : "") + std::to_string(pick(-2, 1));
      taps += (p ? ", " : "") + std::to_string(pick(1, kMostTaps));
    }
    return "#gan.phases<stride = 1, offsets = [" + offsets + "], taps = [" + taps + "]" +
           (split ? ", split = " + std::to_string(split) : "") + ">";
  }

  /// Stored weights of 16 bits, as raw bytes.
  std::string weights(int64_t count) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string bytes = "0x";
    for (int64_t i = 0; i < count; i++) {
      const uint16_t value = static_cast<uint16_t>(pick(-3000, 3000));
      for (const int shift : {4, 0, 12, 8})
        bytes += digits[value >> shift & 15];
    }
    return bytes;
  }

  std::string write(const std::string &axes, const std::vector<int64_t> &weight,
                    const std::vector<int64_t> &dst) {
    const int64_t count = std::accumulate(weight.begin(), weight.end(), int64_t(1), std::multiplies<>());
    std::vector<int64_t> appended = inputShape;
    appended[2] = 2 * appended[2] + 1;
    const std::string x = "tensor<?x" + gan::extentsText(inputShape),
                      d = "tensor<?x" + gan::extentsText(appended), w = "tensor<" + gan::extentsText(weight),
                      y = "tensor<?x" + gan::extentsText(dst) + "f32>",
                      m = "tensor<" + std::to_string(weight[0]) + "xf32>",
                      b = "tensor<" + gan::extentsText(dst) + "f32>";
    return "!x = !quant.uniform<i16<-12000:12000>:f32, 1.2e-4:" + std::to_string(pick(-9000, 9000)) +
           ">\n!d = !quant.uniform<i16:f32, 1.2e-4>\n!w = !quant.uniform<i16:f32, 1.0>\n"
           "module attributes {gan.model = \"small\", gan.level = \"quantized\"} {\n"
           "func.func @main(%x: " +
           x + "f32> {gan.name = \"x\"}) -> (" + y + " {gan.name = \"y\"}) {\n" +
           "%w = gan.constant dense<\"" + weights(count) + "\"> : " + w + "i16> -> " + w + "!w>\n" +
           gan::constantText("m", gan::randomTensor({weight[0]}, random())) +
           gan::constantText("b", gan::randomTensor(dst, random())) + "%q = gan.quantize %x : " + x +
           "f32> -> " + x + "!x>\n" + "%d = gan.append_differences %q axis 3 : " + x + "!x> -> " + d +
           "!d>\n" + "%y = gan.phase_conv %d, %w bias %b multiplier %m {row_sums, axes = [" + axes +
           "], activation = #gan.activation<leaky_relu>, slope = 0.3 : f32} : (" + d + "!d>, " + w + "!w>, " +
           b + ", " + m + ") -> " + y + "\nreturn %y : " + y + "\n}\n}\n";
  }

  std::mt19937 random;
};

} // namespace ganc

#endif
