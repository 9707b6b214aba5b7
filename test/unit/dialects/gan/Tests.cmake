# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(dialects/gan/EvaluateConvTest.cpp LINK ganc_gan)
ganc_unit_test(dialects/gan/EvaluateFloat32Test.cpp LINK ganc_gan)
ganc_unit_test(dialects/gan/EvaluateQuantizedTest.cpp LINK ganc_gan)
ganc_unit_test(dialects/gan/EvaluationTest.cpp LINK ganc_gan)
ganc_unit_test(dialects/gan/GeometryTest.cpp LINK ganc_gan)
