# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""check-report.py REPORT.json N: the keys that ganc-bench promises, for one run of N showers."""
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)

assert report["cpu"] and report["target"] and report["peers"] == [], report
assert all(rate > 0 for rate in report["peak"].values()), report["peak"]
assert set(report["read"]) == {"L1", "L2", "beyond"} and min(report["read"].values()) > 0, report["read"]

[run] = report["runs"]
assert run["n"] == int(sys.argv[2]) and run["us_per_shower"] > 0 and run["spread"] >= 0, run
layers = run.get("layers", [])
for layer in layers:
    assert layer["node"] and layer["us"] > 0 and layer["activation_bytes"] > 0, layer
    heavy = layer["kind"] == "phase_conv"
    assert heavy == (layer["macs"] > 0) == (layer["instruction"] is not None), layer
    assert not heavy or layer["weight_bytes"] > 0, layer
    if layer["instruction"] in report["peak"]:
        assert layer["share_of_peak"] > 0, layer
if layers:
    bound = run["bound_us"]
    assert abs(run["share_of_bound"] - bound / run["us_per_shower"]) < 1e-9, run
    shares = sum(layer["share_of_peak"] * layer["us"] for layer in layers if layer["share_of_peak"])
    assert abs(shares / bound - 1) < 1e-9, run
