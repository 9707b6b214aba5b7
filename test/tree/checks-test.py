#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The checks of the tree, checked: each accepts a small good tree and names what is wrong with a bad one."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent
LICENSE = "// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception\n"


class Tree(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.root = pathlib.Path(holder.name)

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def run_check(self, *command):
        result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        return result.returncode, result.stdout + result.stderr


class IncludeDirections(Tree):
    def judge(self, path, include):
        self.write(path, f"{LICENSE}#include {include}\n")
        return self.run_check(sys.executable, HERE / "include-directions.py", self.root)

    def test_accepts_includes_down_the_arrow(self):
        for path, include in [("tools/ganc/main.cpp", '"compiler/Compiler.h"'),
                              ("compiler/Pipeline.cpp", '"passes/graph/Passes.h"'),
                              ("passes/codegen/Emit.cpp", '"ganc/abi.h"'),
                              ("passes/graph/Fold.cpp", '"dialects/gan/Gan.h"'),
                              ("compiler/onnx/Reader.cpp", "<onnx/onnx_pb.h>"),
                              ("runtime/showers/Reader.cpp", '"runtime/sampling/Result.h"'),
                              ("compiler/Calibration.cpp", '"runtime/physics/Sample.h"')]:
            self.assertEqual(self.judge(path, include), (0, ""))

    def test_names_each_include_against_the_arrow(self):
        for path, include in [("passes/graph/Fold.cpp", '"compiler/Options.h"'),
                              ("passes/graph/Fold.cpp", '"passes/quantize/Passes.h"'),
                              ("dialects/gan/Gan.cpp", '"dialects/kernel/Kernel.h"'),
                              ("dialects/kernel/Kernel.cpp", '"dialects/gan/Gan.h"'),
                              ("dialects/numerics/Tensor.cpp", '"mlir/IR/Types.h"'),
                              ("runtime/src/Dispatch.cpp", '"dialects/numerics/Tensor.h"'),
                              ("tools/ganc-run/Run.cpp", '"llvm/ADT/StringRef.h"'),
                              ("compiler/Facts.cpp", "<onnx/onnx_pb.h>"),
                              ("compiler/Facts.cpp", '"runtime/src/Dispatch.h"'),
                              ("compiler/Facts.cpp", '"tools/ganc/CommandLine.h"'),
                              ("passes/newstage/Fold.cpp", '"dialects/gan/Gan.h"')]:
            code, output = self.judge(path, include)
            self.assertEqual(code, 1, (path, include))
            self.assertIn(f"{path}:2: includes {include[1:-1]}", output)
            (self.root / path).unlink()


class SourceFiles(Tree):
    def judge(self, path, text):
        self.write(path, text)
        return self.run_check(sys.executable, HERE / "source-files.py", self.root)

    def test_accepts_a_licensed_short_source_and_ignores_other_files(self):
        self.write("notes.txt", "anything")
        self.write("build/generated.cpp", "no license")
        self.assertEqual(self.judge("passes/Fold.cpp", LICENSE + "int x;\n" * 299)[0], 0)

    def test_accepts_guards_named_like_the_path(self):
        for path, guard in [("passes/graph/Fold.h", "GANC_PASSES_GRAPH_FOLD_H"),
                            ("compiler/target/Chain.h.in", "GANC_COMPILER_TARGET_CHAIN_H"),
                            ("runtime/include/ganc/abi.h", "GANC_ABI_H")]:
            self.assertEqual(self.judge(path, f"{LICENSE}#ifndef {guard}\n#define {guard}\n#endif\n")[0], 0, path)

    def test_names_what_is_wrong(self):
        for path, text, expected in [
                ("passes/Fold.h", LICENSE + "#pragma once\n", "passes/Fold.h:1: has no guard GANC_PASSES_FOLD_H"),
                ("passes/Fold.cpp", "int x;\n", "passes/Fold.cpp:1: has no license"),
                ("tools/demo/run", "#!/bin/sh\n", "tools/demo/run:1: has no license"),
                ("CMakeLists.txt", "project(x)\n", "CMakeLists.txt:1: has no license"),
                ("passes/Fold.cpp", LICENSE + "int x;\n" * 300, "has 301 lines, expected at most 300"),
                ("passes/Fold.cpp", LICENSE + '"/ho' + 'me/me/model.onnx"\n', "Fold.cpp:2: names a path"),
                ("passes/Fold.cpp", LICENSE + "// 3 \u00b5s\n", "Fold.cpp:2: has a character beyond ASCII")]:
            code, output = self.judge(path, text)
            self.assertEqual(code, 1, expected)
            self.assertIn(expected, output)
            (self.root / path).unlink()


class ReadmeTables(Tree):
    def judge(self, readme):
        ganc = self.write("ganc", '#!/bin/sh\n[ "$1" = --list-ops ] && printf "Add 7..21\\nConv 7..21\\n" || echo fold\n')
        ganc.chmod(0o755)
        return self.run_check(sys.executable, HERE / "readme-tables.py", self.write("README.md", readme), ganc)

    def test_accepts_the_same_names(self):
        self.assertEqual(self.judge("<!-- ganc --list-ops --> `Add` `Conv` <!-- end -->"
                                    "<!-- ganc --list-passes -->`fold`<!-- end -->"), (0, "the lists agree\n"))

    def test_names_what_is_missing_too_much_or_not_there_at_all(self):
        code, output = self.judge("<!-- ganc --list-ops --> `Add` `Sub` <!-- end -->")
        self.assertEqual(code, 1)
        for expected in ("+Conv", "-Sub", "no block for --list-passes"):
            self.assertIn(expected, output)


class Formatting(Tree):
    def judge(self, text):
        for folder in ("compiler", "dialects", "runtime", "test", "tools"):
            (self.root / folder).mkdir(exist_ok=True)
        self.write("passes/Fold.cpp", text)
        code, output = self.run_check(HERE / "formatting", self.root)
        if code == 77:
            self.skipTest(output)
        return code

    def test_accepts_formatted_and_refuses_unformatted_code(self):
        self.assertEqual(self.judge("int x;\n"), 0)
        self.assertNotEqual(self.judge("int   x ;\n"), 0)


unittest.main()
