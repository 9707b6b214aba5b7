# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Speed of ganc's float32 and INT8 code against ONNX Runtime's float32, for one model, on one core.

Everybody computes the same inputs; in each round each gets a turn of about half a second, so that a change of the
machine's clock meets all alike. What counts is the CPU time of the process, all its threads, so that other processes
matter little. Figures: median over rounds of microseconds a shower, with the smallest and the largest; ratios are
medians over rounds of ratios within a round. Before that the float32 outputs are compared.
Exit code: 0 done, 1 outputs differ or a tool failed, 2 wrong usage.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

import numpy as np
import onnxruntime

from compiled_model import CompiledModel

TURN_SECONDS = 0.5
TOLERANCE = 1e-5  # of the largest output: both are float32, each rounds in its own order
BASE = "ONNX Runtime, float32"


def parse_arguments():
    parser = argparse.ArgumentParser(prog="peers", description="ganc against ONNX Runtime on one core")
    parser.add_argument("model", type=pathlib.Path, metavar="MODEL.onnx")
    parser.add_argument("-n", type=int, default=64, help="showers in a call (default 64)")
    parser.add_argument("--rounds", type=int, default=9, help="default 9")
    parser.add_argument("--json", action="store_true", help="figures as JSON instead of a table")
    parser.add_argument("--ganc", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.n < 1 or arguments.rounds < 1:
        parser.error("-n and --rounds are expected to be 1 or more")
    for needed in (arguments.model, arguments.ganc):
        if not needed.is_file():
            sys.exit(f"peers: {needed} is not there, expected " +
                     ("a model" if needed is arguments.model else "ganc, built by tools/setup/build ganc"))
    return arguments


def cpu_name():
    with open("/proc/cpuinfo", encoding="ascii") as file:
        return next(line.split(":")[1].strip() for line in file if line.startswith("model name"))


def compiled(arguments, folder, *options):
    output = arguments.work / folder
    subprocess.run([arguments.ganc, arguments.model, "-O3", "--emit=lib", *options, "-o", output],
                   check=True, stdout=sys.stderr)
    return CompiledModel(output / f"lib{arguments.model.stem}.so", arguments.model.stem, arguments.n)


def best_session(model):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def fill(inputs):
    """Latents of showers of 10 to 500 GeV: normal numbers times energy / 100 GeV."""
    random = np.random.default_rng(1)
    for array in inputs.values():
        energies = np.linspace(0.1, 5.0, array.shape[0], dtype=np.float32)[:, None]
        array[:] = random.standard_normal(array.shape, np.float32) * energies


def check(expected, model):
    for array, reference in zip(model.outputs.values(), expected):
        error = np.abs(array.reshape(-1) - reference.reshape(-1)).max() / np.abs(reference).max()
        if not error <= TOLERANCE:
            sys.exit(f"peers: outputs of float32 differ by {error:.3g} of the maximum, expected at most {TOLERANCE}")


def turn(run, n):
    """Microseconds of CPU time a shower."""
    calls, start = 0, time.process_time()
    while calls == 0 or time.process_time() - start < TURN_SECONDS:
        run()
        calls += 1
    return (time.process_time() - start) / calls / n * 1e6


def measure(runs, rounds, n):
    for run in runs.values():
        run()  # first touch of memory
    times = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            times[name].append(turn(run, n))
    return times


def summary(times):
    base = times[BASE]
    return [{"name": name, "us_per_shower": statistics.median(own), "low": min(own), "high": max(own),
             "faster": statistics.median(b / t for b, t in zip(base, own))} for name, own in times.items()]


def print_table(report):
    print(f"{report['model']}, n = {report['n']}, one core of {report['cpu']} ({report['target']}), "
          f"{report['rounds']} rounds, ONNX Runtime {report['onnxruntime']}\n")
    print(f"{'':24}{'us/shower':>10}{'low':>9}{'high':>9}{'faster':>9}")
    for row in report["runs"]:
        print(f"{row['name']:24}{row['us_per_shower']:10.1f}{row['low']:9.1f}{row['high']:9.1f}{row['faster']:8.2f}x")


def main():
    arguments = parse_arguments()
    try:
        float32, int8 = compiled(arguments, "float32"), compiled(arguments, "int8", "--int8")
    except subprocess.CalledProcessError as error:
        sys.exit(f"peers: ganc failed with exit code {error.returncode}")
    fill(float32.inputs)
    for name, array in float32.inputs.items():
        int8.inputs[name][:] = array
    session = best_session(arguments.model)
    shapes = {tensor.name: tensor.shape[1:] for tensor in session.get_inputs()}
    feeds = {name: array.reshape(-1, *shapes[name]) for name, array in float32.inputs.items()}
    float32.run()
    check(session.run(list(float32.outputs), feeds), float32)
    times = measure({BASE: lambda: session.run(None, feeds), "ganc, float32": float32.run, "ganc, INT8": int8.run},
                    arguments.rounds, arguments.n)
    report = {"model": arguments.model.stem, "n": arguments.n, "rounds": arguments.rounds, "cpu": cpu_name(),
              "target": int8.target, "onnxruntime": onnxruntime.__version__, "runs": summary(times)}
    print(json.dumps(report, indent=2)) if arguments.json else print_table(report)


main()
