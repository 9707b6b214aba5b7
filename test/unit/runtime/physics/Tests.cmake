# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
ganc_unit_test(runtime/physics/EnergyErrorTest.cpp LINK ganc_physics)
ganc_unit_test(runtime/physics/ObservablesTest.cpp LINK ganc_physics)
ganc_unit_test(runtime/physics/SampleTest.cpp LINK ganc_physics)
ganc_unit_test(runtime/physics/StatisticsTest.cpp LINK ganc_physics)
ganc_unit_test(runtime/physics/EnergyBinsTest.cpp LINK ganc_physics)
ganc_unit_test(runtime/physics/PairingTest.cpp LINK ganc_physics)
ganc_unit_test(runtime/physics/VerdictTest.cpp LINK ganc_physics)
ganc_unit_test(runtime/physics/JointTest.cpp LINK ganc_physics Eigen3::Eigen)
