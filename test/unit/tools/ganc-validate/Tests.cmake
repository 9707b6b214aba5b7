# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(tools/ganc-validate/PlotTest.cpp LINK ganc_validate)
