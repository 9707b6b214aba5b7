# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(runtime/src/MetadataTest.cpp LINK ganc_metadata)
