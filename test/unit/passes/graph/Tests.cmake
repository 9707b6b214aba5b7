# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(passes/graph/PermutationTest.cpp LINK ganc_graph)
ganc_unit_test(passes/graph/BatchNormFoldingTest.cpp LINK ganc_graph)
ganc_unit_test(passes/graph/MovedRowsTest.cpp LINK ganc_graph)
ganc_unit_test(passes/graph/SameValuesTest.cpp LINK ganc_graph)
ganc_unit_test(passes/graph/SameNetworkTest.cpp LINK ganc_graph ganc_onnx)
target_compile_definitions(SameNetworkTest PRIVATE GANC_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
ganc_unit_test(passes/graph/RealNetworksTest.cpp LINK ganc_graph ganc_onnx)
target_compile_definitions(RealNetworksTest PRIVATE GANC_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
