// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ganc-run: says what a compiled model is, and whether it computes what it should.
#include "tools/ganc-run/Run.h"

int main(int argc, char **argv) {
  return ganc::runMain(argc, argv);
}
