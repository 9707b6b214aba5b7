// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "tools/ganc/CommandLine.h"

int main(int argc, char **argv) {
  return ganc::gancMain(argc, argv);
}
