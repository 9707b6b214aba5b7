// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ganc-validate: how far apart two samples of showers are, and whether that is too far.
#include "tools/ganc-validate/Validate.h"

int main(int argc, char **argv) {
  return ganc::validateMain(argc, argv);
}
