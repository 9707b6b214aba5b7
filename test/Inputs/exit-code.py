# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# exit-code.py CODE COMMAND...: succeeds when the command ends with this exit code, which `not` cannot check.
import subprocess
import sys

expected, command = int(sys.argv[1]), sys.argv[2:]
actual = subprocess.run(command).returncode
if actual != expected:
    sys.exit(f"exit code is {actual}, expected {expected}")
