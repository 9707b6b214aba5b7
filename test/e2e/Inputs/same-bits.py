# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# same-bits.py LIB IN.h5: the outputs of recorded inputs, whatever the target and however many showers are in a call,
# are those of one call on the best target, byte for byte. The baseline, which emulates fma and is slow, makes the
# first 17 showers.
import os
import subprocess
import sys
import tempfile


def checked(library, reference, target, n):
    command = ["ganc-run", "check", library, reference, "--tolerance=0", "-n", str(n)]
    print(f"GANC_MAX_TARGET={target}", *command, flush=True)
    if subprocess.run(command, env={**os.environ, "GANC_MAX_TARGET": target}).returncode != 0:
        sys.exit(f"other bits on {target} in calls of {n}")


library, recorded = sys.argv[1:]
first_showers = os.path.join(os.path.dirname(__file__), "first-showers.py")
with tempfile.TemporaryDirectory() as folder:
    outputs, reference, few = (os.path.join(folder, name) for name in ("outputs.h5", "reference.h5", "few.h5"))
    subprocess.run(["ganc-run", "compute", library, recorded, outputs], check=True)
    subprocess.run(["h5copy", "-i", outputs, "-o", reference, "-s", "/y", "-d", "/y"], check=True)
    subprocess.run(["h5copy", "-i", recorded, "-o", reference, "-s", "/z", "-d", "/z"], check=True)
    for target in ["x86-64-v3", "x86-64-v4", "avx512-vnni"]:
        for n in [1, 5, 16, 17, 64]:
            checked(library, reference, target, n)
    subprocess.run([sys.executable, first_showers, "17", reference, few], check=True)
    for n in [1, 5, 16, 17]:
        checked(library, few, "baseline", n)
