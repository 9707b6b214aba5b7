// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A line on stderr that shows how far a run is; nothing where stderr is no terminal.

#ifndef GANC_TOOLS_GENERATE_PROGRESS_H
#define GANC_TOOLS_GENERATE_PROGRESS_H

#include <cstdint>

namespace ganc {

class Progress {
public:
  explicit Progress(int64_t total);
  ~Progress(); // wipes the line

  void show(int64_t done);

private:
  int64_t total;
  int shown = -1; // percent
  bool terminal;
};

} // namespace ganc

#endif
