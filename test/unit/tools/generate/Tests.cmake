# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(tools/generate/GenerateTest.cpp LINK ganc_generate)
ganc_unit_test(tools/generate/GenerateErrorsTest.cpp LINK ganc_generate)
ganc_unit_test(tools/generate/PipelineTest.cpp LINK ganc_generate)
