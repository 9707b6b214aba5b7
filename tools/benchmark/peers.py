# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Speed and energies of ganc's float32 and INT8 code against its peers, for one model, on one core.

Each peer is a process with one thread (worker.py) at its best settings (backends.py), on the same showers. In each
round each gets a turn of about half a second, so that a change of the machine's clock meets all alike. What counts is
the CPU time of the process, all its threads, so that other processes matter little. Before that the float32 outputs
are compared with each other, and the energies of showers that nobody calibrated on with those of float32.
Exit code: 0 done (a peer that cannot be had is a row that says so), 1 the input is bad, ganc failed or float32 outputs
differ, 2 wrong usage.
"""
import argparse
import contextlib
import importlib.metadata
import json
import pathlib
import subprocess
import sys
from dataclasses import dataclass, field

import report
import showers
from peer_process import PeerProcess, Unavailable
from quantized_models import quantized_model

TOLERANCE = 1e-5  # of the largest output: all are float32, each rounds in its own order
HELD_OUT_SHOWERS = 512
PACKAGES = ("onnxruntime", "openvino", "nncf")
GANC_OPTIONS = {"ganc, float32": [], "ganc, INT8": ["--int8"],
                "ganc, INT8 (0.7 %)": ["--int8", "--budget=energy:0.007/0.025"], "ganc, INT8 (all)": ["--int8=all"]}
VNNI_ONLY = {"ONEDNN_MAX_CPU_ISA": "AVX512_CORE_VNNI"}


@dataclass(frozen=True)
class Peer:
    name: str
    backend: str
    quantization: str = ""  # a key of quantize.py, "" for none
    environment: dict = field(default_factory=dict)


def peers(features):
    """OpenVINO capped to what ganc uses too, and where there is more, also with that."""
    yield Peer("ONNX Runtime, float32", "onnxruntime")
    yield Peer("ONNX Runtime, INT8 (QDQ)", "onnxruntime", "onnxruntime-static")
    yield Peer("OpenVINO, float32", "openvino", environment=VNNI_ONLY)
    for label, quantization in (("NNCF default", "nncf-default"), ("NNCF accuracy control", "nncf-accuracy-control")):
        yield Peer(f"OpenVINO, INT8 ({label}), VNNI", "openvino", quantization, VNNI_ONLY)
        if "amx_int8" in features:
            yield Peer(f"OpenVINO, INT8 ({label}), AMX", "openvino", quantization)
    for name in GANC_OPTIONS:
        yield Peer(name, "ganc")


def parse_arguments():
    parser = argparse.ArgumentParser(prog="peers", description="ganc against its peers on one core")
    parser.add_argument("model", type=pathlib.Path, metavar="MODEL.onnx")
    parser.add_argument("-n", type=int, default=64, help="showers in a call (default 64)")
    parser.add_argument("--rounds", type=int, default=9, help="default 9")
    parser.add_argument("--generator", type=pathlib.Path, metavar="FILE.toml",
                        help="the description; default: MODEL.toml, else generator.toml, beside the model")
    parser.add_argument("--ganc-option", action="append", default=[], metavar="OPTION",
                        help="one more option for ganc, such as --ganc-option=--remarks; may be repeated")
    parser.add_argument("--json", action="store_true", help="figures as JSON instead of a table")
    parser.add_argument("--ganc", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.n < 1 or arguments.rounds < 1:
        parser.error("-n and --rounds are expected to be 1 or more")
    if not arguments.generator:
        beside = arguments.model.with_suffix(".toml")
        arguments.generator = beside if beside.is_file() else arguments.model.with_name("generator.toml")
    for path, expected in ((arguments.model, "a model"), (arguments.generator, "the model's description"),
                           (arguments.ganc, "ganc, built by tools/setup/build ganc")):
        if not path.is_file():
            sys.exit(f"peers: {path} is not there, expected {expected}")
    return arguments


def described(path):
    """What ganc does not check is checked here."""
    try:
        description = showers.read_description(path)
    except ValueError as error:
        sys.exit(f"peers: {path} is no TOML: {error}")
    if "energy" not in description.get("conditions", {}):
        sys.exit(f"peers: {path} has no condition called energy, expected one to compare energies by")
    return description


def versions(arguments):
    found = {}
    for package in PACKAGES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[package] = importlib.metadata.version(package)
    output = subprocess.run([arguments.ganc, "--version"], check=True, capture_output=True, text=True).stdout
    return {**found, "ganc": output.split()[-1]}


def compiled(arguments, name):
    output = arguments.work / arguments.model.stem / "".join(filter(str.isalnum, name))
    options = ["-O3", "--emit=lib", f"--batch={1 if arguments.n == 1 else 'many'}",
               f"--generator={arguments.generator}", *GANC_OPTIONS[name]]
    command = [arguments.ganc, arguments.model, *options, *arguments.ganc_option, "-o", output]
    code = subprocess.run(command, stdout=sys.stderr).returncode
    if code != 0:
        sys.exit(f"peers: ganc failed with exit code {code}")
    return output / f"lib{arguments.model.stem}.so"


def model_of(peer, arguments, libraries, found):
    if not peer.quantization:
        return libraries.get(peer.name, arguments.model)
    packages = {name: version for name, version in found.items() if name != "ganc"}
    return quantized_model(peer.quantization, arguments.model, arguments.generator, packages, VNNI_ONLY,
                           arguments.work / "quantized")


def start(peer, arguments, model):
    job = {"backend": peer.backend, "model": str(model), "name": arguments.model.stem, "n": arguments.n,
           "generator": str(arguments.generator), "showers": HELD_OUT_SHOWERS}
    process = PeerProcess(job, peer.environment)
    print(f"peers: {peer.name}: {process.settings}", file=sys.stderr)
    return process


def start_all(arguments, libraries, found, features):
    """Processes by names, and why the others are not there; one starts after the other, since they try settings."""
    processes, skipped = {}, {}
    for peer in peers(features):
        try:
            processes[peer.name] = start(peer, arguments, model_of(peer, arguments, libraries, found))
        except Unavailable as reason:
            if peer.backend == "ganc":
                sys.exit(f"peers: {peer.name} cannot be run: {reason}")
            skipped[peer.name] = str(reason)
    return processes, skipped


def compare_float32(processes, kept):
    """Returns the name of the first float32 peer, which the others agree with."""
    names = [name for name in processes if name.endswith("float32")]
    processes[names[0]].ask("keep", kept)
    for name in names[1:]:
        error = processes[name].ask("compare", kept)
        if not error <= TOLERANCE:
            sys.exit(f"peers: outputs of {name} differ from those of {names[0]} by {error:.3g} of the maximum, "
                     f"expected at most {TOLERANCE}")
    return names[0]


def physics(processes, reference, description):
    """Figures of energies and profiles by names."""
    conditions, _ = showers.sample(description, showers.HELD_OUT_SEED, HELD_OUT_SHOWERS)
    primaries = showers.primary_energies(description, conditions)
    seen = {name: process.ask("showers") for name, process in processes.items()}
    expected = seen[reference]
    return {name: {**report.energy(showers.energy_errors(expected["sums"], own["sums"], primaries)),
                   "profile": report.profile(expected["profiles"], own["profiles"])} for name, own in seen.items()}


def measure(processes, rounds):
    times = {name: [] for name in processes}
    for _ in range(rounds):
        for name, process in processes.items():
            times[name].append(process.ask("turn"))
    return times


def run_of(name, processes, skipped, times, figures):
    if name in skipped:
        return {"name": name, "skipped": skipped[name]}
    return {"name": name, "settings": processes[name].settings, **report.speed(times, name), **figures[name]}


def main():
    arguments = parse_arguments()
    description = described(arguments.generator)
    found = versions(arguments)
    cpu = report.cpu(pathlib.Path("/proc/cpuinfo").read_text(encoding="ascii"))
    libraries = {name: compiled(arguments, name) for name in GANC_OPTIONS}  # first: ganc knows bad input
    processes, skipped = start_all(arguments, libraries, found, cpu["features"])
    try:
        reference = compare_float32(processes, arguments.work / "kept.npy")
        figures = physics(processes, reference, description)
        times = measure(processes, arguments.rounds)
    except Unavailable as reason:
        sys.exit(f"peers: a peer failed: {reason}")
    finally:
        for process in processes.values():
            process.close()
    result = {"model": arguments.model.stem, "n": arguments.n, "rounds": arguments.rounds, "cpu": cpu,
              "versions": found, "reference": reference,
              "runs": [run_of(peer.name, processes, skipped, times, figures) for peer in peers(cpu["features"])]}
    print(json.dumps(result, indent=2) if arguments.json else report.table(result))


main()
