# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Tests of the tools, run by lit. Features: instruction sets of this machine (avx512_vnni, ...), and `models`
# where the test data outside the repository is present (%models; $GANC_MODELS, else ../shared/models), `hdf5`
# where h5import, h5dump and h5diff are.
import os
import shutil
import sys

import lit.formats

config.name = "ganc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.excludes = ["Inputs", "unit"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.ganc_build, "test", "lit")
config.environment["PATH"] = os.pathsep.join(
    [os.path.join(config.ganc_build, "bin"), config.llvm_tools, os.environ["PATH"]]
)
config.substitutions.append(("%python", sys.executable))
# More would not help on the machines this runs on, and the tests of numbers are memory hungry.
lit_config.parallelism_groups["ganc"] = 2
config.parallelism_group = "ganc"

with open("/proc/cpuinfo") as cpuinfo:
    flags = set(cpuinfo.read().split())
config.available_features.update(flags & {"avx2", "avx512f", "avx512_vnni", "amx_int8"})

models = os.environ.get("GANC_MODELS") or os.path.join(config.ganc_source, "..", "shared", "models")
if os.path.isdir(models):
    config.available_features.add("models")
    config.substitutions.append(("%models", os.path.abspath(models)))

if shutil.which("h5import"):
    config.available_features.add("hdf5")
