# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# rejects.py [--option...] MODEL.onnx TEXT...: succeeds when `ganc` refuses the model as it should: exit code 1, one
# error that contains each TEXT, and nothing written.
import os
import subprocess
import sys
import tempfile

options = [argument for argument in sys.argv[1:] if argument.startswith("--")]
model, *texts = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
with tempfile.TemporaryDirectory() as folder:
    command = ["ganc", model, *options, "-o", os.path.join(folder, "out")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    left = os.listdir(folder)
print(done.stdout, done.stderr, sep="")
if done.returncode != 1:
    sys.exit(f"{command}: exit code is {done.returncode}, expected 1")
if done.stderr.count("error: ") != 1:
    sys.exit(f"{command}: expected one error")
if missing := [text for text in texts if text not in done.stderr]:
    sys.exit(f"{command}: expected the error to contain {missing}")
if left:
    sys.exit(f"{command}: left {left}")
