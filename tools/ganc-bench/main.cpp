// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ganc-bench: how fast a compiled model is, beside the limits of the core that it runs on.
#include "tools/ganc-bench/CommandLine.h"

int main(int argc, char **argv) {
  return ganc::benchMain(argc, argv);
}
