# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Figures of a benchmark, and the table of them that README.md shows.

    us per shower    median over rounds, least and largest
    x NAME           how many times as long as NAME: median over rounds of the ratio within a round
    energy error     |E_sum / E_sum(reference) - 1|: median and 90th percentile over showers
    profile error    share of the energy that lies in other slices than the reference's, of mean profiles: half the sum
                     of absolute differences, along the axis where that is most
"""
import statistics

GANC = ("ganc, float32", "ganc, INT8")
FEATURES = ("avx2", "avx_vnni", "avx512f", "avx512_vnni", "avx512_bf16", "amx_int8", "amx_bf16")


def cpu(cpuinfo):
    """Name and the features that matter here, of the text of /proc/cpuinfo."""
    fields = dict((part.strip() for part in line.split(":", 1)) for line in cpuinfo.splitlines() if ":" in line)
    flags = fields.get("flags", "").split()
    return {"name": fields.get("model name", "unknown"), "features": [name for name in FEATURES if name in flags]}


def ratio(own, other):
    return statistics.median(a / b for a, b in zip(own, other))


def speed(times, name):
    own = times[name]
    return {"us_per_shower": statistics.median(own), "low": min(own), "high": max(own),
            "times_as_long_as": {other: ratio(own, times[other]) for other in GANC}}


def energy(errors):
    """No figures of fewer than two showers."""
    if len(errors) < 2:
        return {"energy_median": None, "energy_p90": None, "energy_showers": len(errors)}
    return {"energy_median": statistics.median(errors),
            "energy_p90": statistics.quantiles(errors, n=10, method="inclusive")[-1], "energy_showers": len(errors)}


def profile(reference, own):
    return max(sum(abs(a - b) for a, b in zip(reference[axis], own[axis])) / 2 for axis in reference)


def percent(error):
    return "-" if error is None else f"{100 * error:.2f} %"


def cells(run):
    if "skipped" in run:
        return [run["name"], "skipped", "", "", "", "", ""]
    return [run["name"], f"{run['us_per_shower']:.0f} ({run['low']:.0f}-{run['high']:.0f})",
            *(f"{run['times_as_long_as'][name]:.2f}" for name in GANC),
            percent(run["energy_median"]), percent(run["energy_p90"]), percent(run["profile"])]


def markdown(rows):
    widths = [max(3, *map(len, column)) for column in zip(*rows)]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]


def table(report):
    head = ["", "us per shower", *(f"x {name}" for name in GANC), "energy error, median", "90th percentile",
            "profile error"]
    remarks = [f"{run['name']}: {run.get('settings') or 'skipped: ' + run['skipped']}" for run in report["runs"]]
    return "\n".join([
        f"{report['model']}, n = {report['n']}, {report['rounds']} rounds, one core of {report['cpu']['name']} "
        f"({', '.join(report['cpu']['features'])})",
        ", ".join(f"{name} {version}" for name, version in report["versions"].items()), "",
        *markdown([head] + [cells(run) for run in report["runs"]]), "", *remarks])
