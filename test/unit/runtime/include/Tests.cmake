# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(runtime/include/RuntimeTest.cpp LINK fake_model_object ganc_dispatch ganc_metadata)
add_dependencies(RuntimeTest fake_model fake_model_other_abi fake_model_other_cpu)
target_compile_definitions(RuntimeTest PRIVATE
  FAKE_MODEL="$<TARGET_FILE:fake_model>"
  FAKE_MODEL_OTHER_ABI="$<TARGET_FILE:fake_model_other_abi>"
  FAKE_MODEL_OTHER_CPU="$<TARGET_FILE:fake_model_other_cpu>")
