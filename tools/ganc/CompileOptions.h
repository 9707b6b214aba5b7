// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The options that decide what a model is compiled to, the same in every tool that compiles.

#ifndef GANC_TOOLS_GANC_COMPILEOPTIONS_H
#define GANC_TOOLS_GANC_COMPILEOPTIONS_H

#include "compiler/Options.h"

namespace CLI {
class App;
}

namespace ganc {

/// Makes `app` put what is typed into `options`, which live as long.
void addCompileOptions(CLI::App &app, Options &options);

/// What goes into the metadata: these options, in one spelling.
std::vector<std::string> decisiveOptions(const Options &options);

} // namespace ganc

#endif
