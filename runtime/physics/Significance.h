// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From statistics to probabilities under "both samples follow the same law", and from these to verdicts.
// Plain functions; throw nothing; reentrant.

#ifndef GANC_RUNTIME_PHYSICS_SIGNIFICANCE_H
#define GANC_RUNTIME_PHYSICS_SIGNIFICANCE_H

#include <span>
#include <vector>

namespace ganc {

/// Two-sample Kolmogorov-Smirnov: P(D or more) for effective size ne = n m / (n + m).
///   Q(l) = 2 sum_j (-1)^(j-1) exp(-2 j^2 l^2),  l = (sqrt(ne) + 0.12 + 0.11 / sqrt(ne)) D
/// (Stephens, J. Royal Stat. Soc. B 32, 1970). Too large, hence safe, when values are tied.
double kolmogorovProbability(double distance, double effectiveSize);

/// P(chi squared or more) for a (possibly fractional) number of degrees of freedom.
double chiSquaredProbability(double chiSquared, double degrees);

/// P(q or more) for q = sum of squares of correlated standard normals with traces t_k = tr R^k of their
/// correlation matrix: the three-moment approximation (Imhof, Biometrika 48, 1961)
///   P(chi^2_h > (q - t1) sqrt(h / t2) + h),  h = t2^3 / t3^2
/// No inverse of R: a profile whose slices sum to one, or a slice nearly always empty, does no harm.
double quadraticFormProbability(double q, double trace1, double trace2, double trace3);

/// P(z or more) of a standard normal, one-sided.
double normalTail(double z);

/// The |z| of a two-sided normal test of the same probability; 0 for 1, at most 37 (double's range).
double sigmas(double probability);

/// Holm's step-down adjustment (Scandinavian J. Stat. 6, 1979): comparing each with 5 % keeps the chance of
/// any false alarm among all under 5 %, whatever their dependence.
std::vector<double> holmAdjusted(std::span<const double> probabilities);

} // namespace ganc

#endif
