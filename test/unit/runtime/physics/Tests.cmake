# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(runtime/physics/EnergyErrorTest.cpp LINK ganc_physics)
