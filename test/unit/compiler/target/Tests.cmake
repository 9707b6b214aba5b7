# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(compiler/target/StagedFolderTest.cpp LINK ganc_artifact)
ganc_unit_test(compiler/target/ArtifactTest.cpp LINK ganc_artifact)
target_compile_definitions(ArtifactTest PRIVATE
  FAKE_OBJECT="$<TARGET_OBJECTS:fake_model_object>"
  RUNTIME_LIBRARIES="$<TARGET_FILE_DIR:ganc_dispatch>")
add_dependencies(ArtifactTest fake_model_object ganc_dispatch)
ganc_unit_test(compiler/target/ObjectPiecesTest.cpp LINK ganc_compiler)
