# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(passes/codegen/EmitKernelsTest.cpp LINK ganc_compiler)
ganc_unit_test(passes/codegen/EmitFmaTest.cpp LINK ganc_compiler)
