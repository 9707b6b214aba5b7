# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(passes/quantize/QuantizedArithmeticTest.cpp LINK ganc_quantize)
ganc_unit_test(passes/quantize/WeightSpreadTest.cpp LINK ganc_quantize)
