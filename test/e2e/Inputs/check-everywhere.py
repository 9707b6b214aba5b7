# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# check-everywhere.py LIB GOLDEN.h5 [--tolerance=X]: `ganc-run check` of a library with all targets on each of
# them, in calls of 1, 7, 16 and all showers (the slow baseline: 1 and 7). That the target meant is the one that
# runs is checked, too. Ends at the first failure.
import os
import subprocess
import sys

library, golden, options = sys.argv[1], sys.argv[2], sys.argv[3:]
sizes = {
    "baseline": ["1", "7"],
    "x86-64-v3": ["1", "7", "16", None],
    "x86-64-v4": ["1", "7", "16", None],
    "avx512-vnni": ["1", "7", "16", None],
}
for target, calls in sizes.items():
    environment = {**os.environ, "GANC_MAX_TARGET": target}
    described = subprocess.check_output(["ganc-run", "describe", library], env=environment, text=True)
    if f"on this CPU: {target}\n" not in described:
        sys.exit(f"expected {target} to run, but:\n{described}")
    for n in calls:
        command = ["ganc-run", "check", library, golden, *options] + (["-n", n] if n else [])
        print(f"GANC_MAX_TARGET={target}", *command, flush=True)
        if subprocess.run(command, env=environment).returncode != 0:
            sys.exit(f"failed on {target} in calls of {n or 'all'}")
