# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(runtime/showers/ShowerFileTest.cpp LINK ganc_showers)
ganc_unit_test(runtime/showers/ShowerFileErrorsTest.cpp LINK ganc_showers)
ganc_unit_test(runtime/showers/TensorFileTest.cpp LINK ganc_showers)
