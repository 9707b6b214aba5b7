#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks that README.md says what ganc says: readme-tables.py README.md GANC. Exit code 1 and the difference.

Between `<!-- ganc --list-X -->` and the next `<!-- end -->`, the words in backquotes are, in order, the first words
of the lines that `ganc --list-X` prints.
"""
import difflib
import re
import subprocess
import sys

BLOCK = re.compile(r"<!-- ganc (--list-[a-z]+) -->(.*?)<!-- end -->", re.DOTALL)
LISTS = ("--list-ops", "--list-passes")


def listed(ganc, option):
    result = subprocess.run([ganc, option], check=True, capture_output=True, text=True)
    return [line.split()[0] for line in result.stdout.splitlines()]


def main(readme, ganc):
    with open(readme, encoding="utf-8") as file:
        blocks = dict(BLOCK.findall(file.read()))
    wrong = [f"{readme} has no block for {option}" for option in LISTS if option not in blocks]
    for option, text in blocks.items():
        written, expected = re.findall(r"`([^`]+)`", text), listed(ganc, option)
        wrong += difflib.unified_diff(written, expected, readme, f"ganc {option}", lineterm="")
    print("\n".join(wrong) if wrong else "the lists agree")
    return 1 if wrong else 0


sys.exit(main(*sys.argv[1:]))
