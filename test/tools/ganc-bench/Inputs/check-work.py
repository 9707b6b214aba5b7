# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""check-work.py BENCH.json REPORT.json: each node has the multiply-accumulates that ganc --report says."""
import json
import sys

bench, report = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])

[run] = bench["runs"]
measured = {layer["node"]: layer["macs"] for layer in run["layers"] if layer["macs"]}
reported = {node["node"]: node["macs_after"] for node in report["nodes"] if node["macs_after"]}
assert measured and measured == reported, (measured, reported)
