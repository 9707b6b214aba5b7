# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(dialects/kernel/TargetsTest.cpp LINK ganc_kernel)
