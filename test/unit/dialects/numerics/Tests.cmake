# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(dialects/numerics/ActivationQuantizationTest.cpp LINK ganc_numerics)
ganc_unit_test(dialects/numerics/ArenaPlanTest.cpp LINK ganc_numerics)
ganc_unit_test(dialects/numerics/CellLayoutTest.cpp LINK ganc_numerics)
ganc_unit_test(dialects/numerics/ExponentialTest.cpp LINK ganc_numerics)
ganc_unit_test(dialects/numerics/PhaseConvTest.cpp LINK ganc_numerics)
ganc_unit_test(dialects/numerics/RegisterTileTest.cpp LINK ganc_numerics)
ganc_unit_test(dialects/numerics/RequantizationTest.cpp LINK ganc_numerics)
ganc_unit_test(dialects/numerics/WeightQuantizationTest.cpp LINK ganc_numerics)
