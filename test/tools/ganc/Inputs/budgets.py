# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# budgets.py LOOSE.json TIGHT.json: of two reports, the first has the looser budget and must cost less; both keep to
# their budgets on the showers that chose, by their upper ends, and on those that did not.
import json
import sys


def search(path):
    with open(path) as file:
        return json.load(file)["search"]


loose, tight = search(sys.argv[1]), search(sys.argv[2])
costs = []
for found in (loose, tight):
    chosen = found["candidates"][found["chosen"]]
    budget = found["budget"]["median"]
    assert chosen["upper_end"]["median"] <= budget, chosen
    assert found["held_out"]["median"] <= budget, found["held_out"]
    assert chosen["on_frontier"] and len(found["candidates"]) > 1, found
    assert all(op["reason"] for op in found["ops"]), found["ops"]
    costs.append(chosen["cost"])
assert costs[0] < costs[1], costs
