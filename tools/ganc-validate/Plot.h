// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One figure's curve as inline SVG: A (gray, band = its error) and B (blue, bars = its error) above, their
// ratio B / A below. The upper axis is logarithmic when the means span more than two decades. Needs no
// script, style sheet or font of its own; prints in black and white (A is filled, B is not).

#ifndef GANC_TOOLS_GANC_VALIDATE_PLOT_H
#define GANC_TOOLS_GANC_VALIDATE_PLOT_H

#include "runtime/physics/Figure.h"

#include <string>

namespace ganc {

std::string plotSvg(const Curve &curve);

} // namespace ganc

#endif
