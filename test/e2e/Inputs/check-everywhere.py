# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# check-everywhere.py LIB GOLDEN.h5 [--tolerance=X]: `ganc-run check` of a library with all targets on each of
# them, in calls of 1, 5, 16, 17 and all showers; on the baseline, which emulates fma and is slow, the first seven
# showers in calls of 1 and 7. That the target meant is the one that runs is checked, too. Ends at the first failure.
import os
import subprocess
import sys
import tempfile


def check(library, golden, target, calls, options):
    environment = {**os.environ, "GANC_MAX_TARGET": target}
    described = subprocess.check_output(["ganc-run", "describe", library], env=environment, text=True)
    if f"on this CPU: {target}\n" not in described:
        sys.exit(f"expected {target} to run, but:\n{described}")
    for n in calls:
        command = ["ganc-run", "check", library, golden, *options] + (["-n", n] if n else [])
        print(f"GANC_MAX_TARGET={target}", *command, flush=True)
        if subprocess.run(command, env=environment).returncode != 0:
            sys.exit(f"failed on {target} in calls of {n or 'all'}")


library, golden, options = sys.argv[1], sys.argv[2], sys.argv[3:]
with tempfile.TemporaryDirectory() as folder:
    few = os.path.join(folder, "few.h5")
    cut = os.path.join(os.path.dirname(__file__), "first-showers.py")
    subprocess.run([sys.executable, cut, "7", golden, few], check=True)
    check(library, few, "baseline", ["1", "7"], options)
for target in ["x86-64-v3", "x86-64-v4", "avx512-vnni"]:
    check(library, golden, target, ["1", "5", "16", "17", None], options)
