# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""check-report.py REPORT.json N [TYPE...]: the keys that ganc-bench promises, for one run of N showers and peers of TYPEs."""
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)

assert report["cpu"] and report["target"], report
assert all(rate > 0 for rate in report["peak"].values()), report["peak"]
assert set(report["peak"]) | set(report["skipped"]) == {"vpdpbusd", "vpdpwssd", "vpmaddwd", "fma", "tdpbusd"}, report
assert not set(report["peak"]) & set(report["skipped"]), report
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

assert [peer["type"] for peer in report["peers"]] == sys.argv[3:], report["peers"]
for peer in report["peers"]:
    assert peer["name"] and peer["limit"] and peer["n"] == run["n"] and peer["spread"] >= 0, peer
    assert abs(sum(layer["us"] for layer in peer["layers"]) / peer["us_per_shower"] - 1) < 1e-9, peer
    assert abs(peer["us_per_shower"] / run["us_per_shower"] / peer["times_of_ganc"] - 1) < 1e-9, peer
    for layer in peer["layers"]:
        assert layer["node"] and layer["implementation"] and layer["us"] > 0, layer
        assert (layer["kind"] == "upsample") == (layer["macs"] == 0), layer
