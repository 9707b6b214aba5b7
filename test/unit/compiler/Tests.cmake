# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(compiler/CalibrationTest.cpp LINK ganc_calibration ganc_showers)
ganc_unit_test(compiler/ClippedRangeTest.cpp LINK ganc_calibration)
ganc_unit_test(compiler/DamageTest.cpp LINK ganc_calibration)
ganc_unit_test(compiler/OutputBalanceTest.cpp LINK ganc_calibration)
ganc_unit_test(compiler/PrecisionSearchTest.cpp LINK ganc_calibration)
ganc_unit_test(compiler/OpQualityTest.cpp LINK ganc_calibration)
ganc_unit_test(compiler/RangeStatisticsTest.cpp LINK ganc_calibration)
ganc_unit_test(compiler/ReportTest.cpp LINK ganc_compiler)
