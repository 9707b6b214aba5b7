# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(tools/ganc-run/FiguresTest.cpp LINK ganc_run)
ganc_unit_test(tools/ganc-run/RunTest.cpp LINK ganc_run ganc_showers)
add_dependencies(RunTest fake_model fake_model_int8 fake_model_other_abi fake_model_other_cpu fake_model_wrong)
target_compile_definitions(RunTest PRIVATE
  FAKE_MODEL="$<TARGET_FILE:fake_model>"
  FAKE_MODEL_INT8="$<TARGET_FILE:fake_model_int8>"
  FAKE_MODEL_WRONG="$<TARGET_FILE:fake_model_wrong>"
  FAKE_MODEL_OTHER_ABI="$<TARGET_FILE:fake_model_other_abi>"
  FAKE_MODEL_OTHER_CPU="$<TARGET_FILE:fake_model_other_cpu>")
