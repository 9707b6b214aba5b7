# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(runtime/sampling/CounterTest.cpp LINK ganc_sampling)
ganc_unit_test(runtime/sampling/DescriptionTest.cpp LINK ganc_sampling)
ganc_unit_test(runtime/sampling/ModelBindingTest.cpp LINK ganc_sampling)
ganc_unit_test(runtime/sampling/NormalTest.cpp LINK ganc_sampling)
ganc_unit_test(runtime/sampling/OutputTransformTest.cpp LINK ganc_sampling)
ganc_unit_test(runtime/sampling/PortableMathTest.cpp LINK ganc_sampling)
ganc_unit_test(runtime/sampling/SamplerTest.cpp LINK ganc_sampling)
