#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks every source file: source-files.py ROOT. Exit code 1 and a line for each thing that is wrong.

A source says its license in the first three lines, is ASCII, has at most 300 lines, and names no path of a machine;
a header has a guard named like its path.
"""
import os
import pathlib
import re
import sys

SUFFIXES = {".h", ".cpp", ".c", ".inc", ".td", ".py", ".sh", ".cmake", ".mlir", ".fbs", ".in"}
LICENSE = "SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception"
LINES = 300
MACHINE_PATH = re.compile(r"(?<![\w.])/(home|root|work|Users|mnt)/\w")
SKIPPED = {"build", ".git", "__pycache__"}


def is_source(path):
    if path.suffix in SUFFIXES or path.name == "CMakeLists.txt":
        return True
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def guard(relative):
    """GANC_PASSES_GRAPH_PASSES_H; headers that are installed are included as ganc/NAME.h, the others from the top."""
    path = relative.as_posix().removesuffix(".in").removeprefix("runtime/include/ganc/")
    return "GANC_" + re.sub(r"\W", "_", path).upper()


def guard_problems(relative, lines):
    if relative.name.endswith((".h", ".h.in")):
        expected = [f"#ifndef {guard(relative)}", f"#define {guard(relative)}"]
        if expected not in ([first, second] for first, second in zip(lines, lines[1:])):
            yield f"1: has no guard {guard(relative)}"


def sources(root):
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - SKIPPED)
        for path in sorted(pathlib.Path(folder, name) for name in names):
            if path.is_file() and is_source(path):
                yield path


def problems(lines):
    if not any(LICENSE in line for line in lines[:3]):
        yield f"1: has no license, expected '{LICENSE}' in the first three lines"
    if len(lines) > LINES:
        yield f"{LINES + 1}: has {len(lines)} lines, expected at most {LINES}"
    for number, line in enumerate(lines, 1):
        if not line.isascii():
            yield f"{number}: has a character beyond ASCII"
        if MACHINE_PATH.search(line):
            yield f"{number}: names a path of one machine"


def main(root):
    wrong = []
    for path in sources(root):
        relative = path.relative_to(root)
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        wrong += [f"{relative}:{problem}" for problem in [*problems(lines), *guard_problems(relative, lines)]]
    print("\n".join(wrong) if wrong else "all sources are as expected")
    return 1 if wrong else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
