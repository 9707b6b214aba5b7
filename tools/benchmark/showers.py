# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Inputs of a network as its description says (runtime/sampling/Description.h), and what its outputs mean.

Needs nothing but Python, so that every process of a benchmark draws the same showers from the same seed. They are
other showers than ganc draws: what is compared are peers with each other, on equal inputs.
"""
import math
import random
import tomllib

UNITS = {"eV": 1e-9, "keV": 1e-6, "MeV": 1e-3, "GeV": 1.0, "TeV": 1e3, "rad": 1.0, "deg": math.pi / 180}
CALIBRATION_SEED, JUDGE_SEED, HELD_OUT_SEED = 1, 2, 3
LEAST_RESPONSE = 0.005  # of the primary energy, as in runtime/physics/EnergyError.h


def read_description(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


def conversion(unit, wanted):
    return UNITS[unit] / UNITS[wanted] if unit != wanted else 1.0


def draw_condition(condition, generator):
    if "range" not in condition:
        return generator.choice(condition["values"])
    low, high = condition["range"]
    if condition.get("law") == "log":
        return low * (high / low) ** generator.random()
    return generator.uniform(low, high)


def normal(piece, values, _, generator):
    factor = piece.get("scale", 1.0) * (values[piece["times"]] if "times" in piece else 1.0)
    return [factor * generator.gauss() + piece.get("offset", 0.0) for _ in range(piece["normal"])]


def uniform(piece, _, __, generator):
    return [generator.uniform(piece.get("low", 0.0), piece.get("high", 1.0)) for _ in range(piece["uniform"])]


def condition_value(piece, values, conditions, _):
    name = piece["condition"]
    unit = conditions[name].get("unit", "")
    value = values[name] * conversion(unit, piece.get("unit", unit))
    mapped = math.log10(value) if piece.get("map") == "log10" else value
    return [piece.get("scale", 1.0) * mapped + piece.get("offset", 0.0)]


def onehot(piece, values, conditions, _):
    name = piece["onehot"]
    place = conditions[name]["values"].index(values[name])
    return [float(i == place) for i in range(piece["size"])]


def constant(piece, *_):
    return piece["constant"]


PIECES = {"normal": normal, "uniform": uniform, "condition": condition_value, "onehot": onehot, "constant": constant}


def elements(piece, values, conditions, generator):
    kind = next(kind for kind in PIECES if kind in piece)
    return PIECES[kind](piece, values, conditions, generator)


def sample(description, seed, count):
    """Conditions, one dictionary a shower; and inputs, tensor ("" when not named) -> one list of floats a shower."""
    generator = random.Random(seed)
    described = description.get("conditions", {})
    conditions = [{name: draw_condition(condition, generator) for name, condition in described.items()}
                  for _ in range(count)]
    inputs = {tensor.get("tensor", ""): [[number for piece in tensor["pieces"]
                                          for number in elements(piece, values, described, generator)]
                                         for values in conditions]
              for tensor in description["inputs"]}
    return conditions, inputs


def primary_energies(description, conditions):
    """In GeV."""
    factor = conversion(description["conditions"]["energy"]["unit"], "GeV")
    return [values["energy"] * factor for values in conditions]


def cell_energies(description, cells, conditions):
    """In GeV: `cells` is a numpy array [shower, cell] as the network wrote it, `conditions` those of its showers."""
    output = description["output"]
    energies = cells.astype("float64")
    if output.get("power", 1) != 1:
        energies = energies.clip(min=0) ** output["power"]
    energies *= output.get("scale", 1.0)
    if "times" in output:
        energies *= [[values[output["times"]]] for values in conditions]
    energies[energies < output.get("threshold", -math.inf)] = 0
    return energies * conversion(output.get("unit", "GeV"), "GeV")


def slices(axis):
    return axis["cells"] if "cells" in axis else len(axis["edges"]) - 1


def mean_profiles(description, energies):
    """Axis -> mean share of a shower's energy in each of its slices, over the showers that have energy."""
    layout, grid = description["output"]["layout"], description["grid"]
    energies = energies[energies.sum(axis=1) > 0]
    shares = energies / energies.sum(axis=1, keepdims=True)
    mean = shares.mean(axis=0).reshape([slices(grid[name]) for name in layout])
    return {name: mean.sum(axis=tuple(i for i, other in enumerate(layout) if other != name)).tolist()
            for name in layout}


def counts(reference, primary):
    """Whether a shower takes part: the ratio to one that is empty in the reference says nothing."""
    return reference > LEAST_RESPONSE * primary


def energy_errors(reference, sums, primaries):
    """|E_sum / E_sum(reference) - 1| of the showers that take part."""
    return [abs(own / expected - 1) for own, expected, primary in zip(sums, reference, primaries)
            if counts(expected, primary)]
