// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/generate/Progress.h"

#include <fmt/format.h>

#include <cstdio>
#include <unistd.h>

namespace ganc {

constexpr int width = 40;

Progress::Progress(int64_t total) : total(total), terminal(isatty(STDERR_FILENO)) {}

Progress::~Progress() {
  if (terminal)
    fmt::print(stderr, "\r\x1b[K");
}

void Progress::show(int64_t done) {
  const int percent = int(100 * double(done) / double(total));
  if (!terminal || percent == shown)
    return;
  shown = percent;
  fmt::print(stderr, "\r[{:<{}}] {:3} %  {} of {}", std::string(size_t(percent * width / 100), '='), width,
             percent, done, total);
  std::fflush(stderr);
}

} // namespace ganc
