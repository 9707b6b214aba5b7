# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(tools/ganc-bench/BaselineTest.cpp LINK ganc_bench)
ganc_unit_test(tools/ganc-bench/KernelTest.cpp LINK ganc_bench)
ganc_unit_test(tools/ganc-bench/KernelTimerTest.cpp LINK ganc_bench)
ganc_unit_test(tools/ganc-bench/RankTest.cpp LINK ganc_bench)
ganc_unit_test(tools/ganc-bench/SeriesTest.cpp LINK ganc_bench)
