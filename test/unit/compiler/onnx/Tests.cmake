# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
add_library(ganc_import_fixture STATIC compiler/onnx/ImportFixture.cpp)
target_link_libraries(ganc_import_fixture PUBLIC ganc_onnx onnx onnx_proto protobuf::libprotobuf GTest::gtest)
ganc_unit_test(compiler/onnx/ImportTest.cpp LINK ganc_import_fixture)
ganc_unit_test(compiler/onnx/HostileImportTest.cpp LINK ganc_import_fixture)
ganc_unit_test(compiler/onnx/QuantizedImportTest.cpp LINK ganc_import_fixture)
ganc_unit_test(compiler/onnx/ExternalDataTest.cpp LINK ganc_import_fixture)
ganc_unit_test(compiler/onnx/NearestTest.cpp LINK ganc_onnx)
ganc_unit_test(compiler/onnx/GoldensTest.cpp LINK ganc_onnx ganc_showers)
target_compile_definitions(GoldensTest PRIVATE GANC_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
# libonnx's parser throws, and protobuf's headers are made for exceptions.
set_source_files_properties(compiler/onnx/ImportFixture.cpp compiler/onnx/ImportTest.cpp
  compiler/onnx/HostileImportTest.cpp compiler/onnx/QuantizedImportTest.cpp compiler/onnx/ExternalDataTest.cpp PROPERTIES COMPILE_OPTIONS -fexceptions)
