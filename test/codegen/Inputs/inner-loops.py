#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks that inner loops keep their vectors in registers: inner-loops.py OBJECT [FUNCTION-PART].

Of each function whose name contains FUNCTION-PART, takes the loops that contain no other loop and at least one dot
product or fma. Prints a line for each that reads or writes vectors on the stack, and how many loops there are. Exit
code 1 when one does, or when there is no loop to check. (An address on the stack costs nothing beside the rest.) Where
a loop also stores vectors it is one over positions, whose taps are unrolled: what it does before and after its dot
products it does once for each tile, so there only what lies between them counts.
"""
import re
import subprocess
import sys

DOT = re.compile(r"^(vpdp|vpmaddwd|vfmadd|tdp)")
FRAME = re.compile(r"^movq\s+%rsp, %rbp$")  # elsewhere rbp is a pointer like any other
JUMP = re.compile(r"^j\w+\s+<(L\d+)>")


def disassemble(path):
    """{function: [line]}, where a line is an instruction or a label `<L1>:`."""
    text = subprocess.run(["llvm-objdump", "-d", "--symbolize-operands", "--no-show-raw-insn", "--no-leading-addr", path],
                          check=True, capture_output=True, text=True).stdout
    functions, lines = {}, []
    for line in map(str.strip, text.splitlines()):
        if header := re.match(r"^(?:[0-9a-f]+ )?<(?!L\d+>)(.*)>:$", line):
            lines = functions.setdefault(header[1], [])
        elif line:
            lines.append(line)
    return functions


def inner_loops(lines):
    """(first, last) of each backward jump that has no other one inside."""
    labels = {line[1:-2]: number for number, line in enumerate(lines) if re.match(r"^<L\d+>:$", line)}
    loops = set()
    for number, line in enumerate(lines):
        if (jump := JUMP.match(line)) and labels.get(jump[1], number) < number:
            loops.add((labels[jump[1]], number))
    return sorted(one for one in loops
                  if not any(one != other and one[0] <= other[0] and other[1] <= one[1] for other in loops))


def spill_of(lines):
    """What an instruction looks like that moves a vector to or from the stack of a function."""
    base = "rsp|rbp" if any(map(FRAME.match, lines)) else "rsp"
    return re.compile(rf"\(%({base})\b.*%[xyz]mm|%[xyz]mm.*\(%({base})\b")


def stores_vectors(body, spill):
    return any(re.match(r"^v\S+\s+%[xyz]mm\d+, .*\(", line) and not spill.search(line) for line in body)


def between_dots(body):
    dots = [number for number, line in enumerate(body) if DOT.match(line)]
    return body[dots[0]:dots[-1] + 1]


def main(path, part=""):
    checked = wrong = 0
    for function, lines in disassemble(path).items():
        if part not in function:
            continue
        spill = spill_of(lines)
        for first, last in inner_loops(lines):
            body = [line for line in lines[first:last + 1] if not line.startswith("<")]
            dots = sum(bool(DOT.match(line)) for line in body)
            if not dots:
                continue
            counted = between_dots(body) if stores_vectors(body, spill) else body
            spills = sum(bool(spill.search(line)) for line in counted)
            if spills:
                print(f"{function}: a loop of {dots} dot products, {len(body)} instructions, has {spills} spills")
            checked += 1
            wrong += spills > 0
    print(f"{checked} loops with dot products, {wrong} that spill")
    return 1 if wrong or not checked else 0


sys.exit(main(*sys.argv[1:]))
