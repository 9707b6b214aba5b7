#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints the work of a report: work.py REPORT.json.

A line `NODE MACS DOT-PRODUCTS PRECISION` for each node that multiplies, then `total MACS DOT-PRODUCTS`, all per shower.
"""
import json
import sys


def main(path):
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    for node in report["nodes"]:
        if node["macs_after"]:
            print(f"{node['node']} {node['macs_after']} {node['dot_products']:.10g} {node['precision']}")
    print(f"total {report['macs_after']} {sum(node['dot_products'] for node in report['nodes']):.10g}")


main(*sys.argv[1:])
