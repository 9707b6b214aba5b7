// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// When 8 bits are enough for the source of a heavy op.
//
// Rounding to steps of s = (max - min) / 255 adds noise of standard deviation s / sqrt(12) to each source
// value, hence noise of about
//
//     sigma[co] = s / sqrt(12) * |w[co]|,   |w[co]| = sqrt(sum over taps and ci: w^2)
//
// to each result, while the result itself has the mean magnitude m. An op that cancels large terms has large
// weights or a large source and a small result: there the noise drowns the result, and a relu behind it turns
// noise into energy, which is why the mean magnitude counts and not the rms of a few large values. Rule:
//
//     u8   if  mean over co: sigma  <=  0.2 m,     else s16
//
// Measured as median relative error of the energy with only this op's source in u8, the others in s16 (384
// showers, ranges by min-max; ratio -> error):
//   3DGAN    conv2 0.004 -> 1.9 %    conv3 0.73 -> 87 %     conv4 15 -> 212 %
//   ecal25   conv2 0.11  -> 0.2 %    conv3 0.27 -> 1.7 %    conv4 0.8 -> 21 %
// The ratio leaves out that copies of a source cell (upsampling) round alike: at most a factor of 1.6 there.
//
// Sources that are linear in the network's inputs get s16 without that: they scale with the conditions of
// the shower (energy from 10 to 500 GeV), so a range for all showers leaves few of 8 bits to the weakest,
// whose energies are then off (8 % below 60 GeV on ecal25 by its latent alone). They sit before the
// upsampling, where 16 bits cost little.

#ifndef GANC_PASSES_QUANTIZE_PRECISIONRULE_H
#define GANC_PASSES_QUANTIZE_PRECISIONRULE_H

#include "dialects/numerics/ActivationQuantization.h"

#include <span>
#include <vector>

namespace ganc::quantize {

constexpr double kTolerableNoise = 0.2;

/// Mean over output channels of sigma, divided by `magnitude`; infinite when that is 0 and noise is not.
double noiseOfU8(numerics::Range source, std::span<const float> weights,
                 std::span<const std::vector<int64_t>> channels, double magnitude);

} // namespace ganc::quantize

#endif
