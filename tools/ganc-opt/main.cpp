// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ganc-opt: every pass and dialect, mlir-opt style; with --evaluate the reference evaluation of the module.

#include "tools/ganc-opt/GancOpt.h"

int main(int argc, char **argv) {
  return ganc::runGancOpt(argc, argv);
}
