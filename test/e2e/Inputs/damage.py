# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# damage.py COUNT MODEL.onnx: compiles the model cut short at 20 places, which must be refused, and with one byte
# changed at COUNT places, which may be harmless. Places are drawn with a fixed seed. Never a signal, never more than
# ten seconds, and what is refused leaves nothing behind.
import os
import random
import subprocess
import sys
import tempfile

count, model = int(sys.argv[1]), sys.argv[2]
with open(model, "rb") as file:
    original = file.read()
draw = random.Random(1)
SECONDS = 10


def check(what, damaged, codes):
    with tempfile.TemporaryDirectory() as folder:
        path, out = os.path.join(folder, "damaged.onnx"), os.path.join(folder, "out")
        with open(path, "wb") as file:
            file.write(damaged)
        done = subprocess.run(
            ["ganc", path, "--emit=obj", "-o", out], capture_output=True, text=True, errors="replace", timeout=SECONDS
        )
        if done.returncode not in codes:
            sys.exit(f"{what}: exit code is {done.returncode}, expected one of {codes}\n{done.stderr}")
        if done.returncode == 1 and ("error: " not in done.stderr or os.path.exists(out)):
            sys.exit(f"{what}: expected an error and no output\n{done.stderr}")


for _ in range(20):
    length = draw.randrange(len(original))
    check(f"{length} of {len(original)} bytes", original[:length], [1])
for _ in range(count):
    place, value = draw.randrange(len(original)), draw.randrange(256)
    changed = original[:place] + bytes([value]) + original[place + 1 :]
    check(f"byte {place} = {value}", changed, [0, 1])
