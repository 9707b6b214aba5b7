#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks who includes whom: include-directions.py ROOT. Exit code 1 and a line for each wrong include.

    tools -> compiler -> passes -> dialects/{gan, kernel} -> dialects/numerics;   runtime knows nobody.

A folder may include itself and what MAY lists for the longest prefix of its path; a stage of passes never includes
another stage, nor does one of the dialects include the other.
"""
import pathlib
import re
import sys

NUMERICS = ["dialects/numerics"]
DIALECTS = ["dialects/gan", "dialects/kernel"] + NUMERICS
PUBLIC = ["ganc"]  # runtime/include/ganc
OF_RUNTIME = PUBLIC + ["runtime/sampling", "runtime/physics", "runtime/showers"]
OF_TOOLS = ["compiler", "passes"] + DIALECTS + OF_RUNTIME

MAY = {
    "dialects/numerics": [],
    "dialects/gan": NUMERICS,
    "dialects/kernel": NUMERICS,
    "passes/graph": DIALECTS,
    "passes/quantize": DIALECTS,
    "passes/schedule": DIALECTS,
    "passes/codegen": DIALECTS + PUBLIC,
    "compiler": ["passes"] + DIALECTS + OF_RUNTIME,
    "runtime": ["runtime"] + PUBLIC,
    "tools": ["tools"] + OF_TOOLS,
}
OURS = ("dialects/", "passes/", "compiler/", "runtime/", "tools/", "test/", "ganc/")
OUTSIDE = {"onnx/": "compiler/onnx", "google/protobuf/": "compiler/onnx"}  # library -> the only folder that may
WITHOUT_LLVM = ("runtime", "dialects/numerics", "tools/ganc-run", "tools/ganc-validate", "tools/generate")
INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]')


def within(path, folder):
    return path == folder or path.startswith(folder + "/")


def problem(folder, included):
    """What is wrong with a file of `folder` that includes `included`, or None."""
    for library, owner in OUTSIDE.items():
        if included.startswith(library) and not within(folder, owner):
            return f"expected in {owner} only"
    if included.startswith(("mlir/", "llvm/")) and any(within(folder, one) for one in WITHOUT_LLVM):
        return "expected no LLVM here"
    if not included.startswith(OURS):
        return None
    rule = max((prefix for prefix in MAY if within(folder, prefix)), key=len, default=None)
    if rule is None:
        return "expected a rule for this folder in MAY"
    if any(within(included, allowed) for allowed in [rule] + MAY[rule]):
        return None
    return f"expected one of {', '.join([rule] + MAY[rule])}"


def main(root):
    wrong = 0
    for top in ("dialects", "passes", "compiler", "runtime", "tools"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix not in {".h", ".cpp", ".c", ".inc", ".td"}:
                continue
            relative = path.relative_to(root)
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                match = INCLUDE.match(line)
                reason = match and problem(relative.parent.as_posix(), match[1])
                if reason:
                    print(f"{relative}:{number}: includes {match[1]}, {reason}")
                    wrong += 1
    return 1 if wrong else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
