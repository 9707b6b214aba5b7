# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""One peer in a process of its own, since what caps its instructions is an environment variable: worker.py JOB

JOB is JSON: backend, model, name, n, generator (the description), showers (held out). Says with which settings it
runs, then answers each line of standard input, all as one line of JSON, {"value": ...} or {"error": why}:
    showers        of all held-out showers: E_sum in GeV of each, and the mean profiles
    keep FILE      writes the cells of the first n showers
    compare FILE   largest difference of these cells from those kept, in units of the largest kept one
    turn           microseconds of CPU time a shower, all threads of this process, over about half a second
"""
import json
import os
import sys
import time

import numpy as np

import showers
from backends import BACKENDS

TURN_SECONDS = 0.5
TRIALS = 3


class Worker:
    def __init__(self, job):
        self.job, self.n = job, job["n"]
        self.description = showers.read_description(job["generator"])
        self.conditions, lists = showers.sample(self.description, showers.HELD_OUT_SEED, job["showers"])
        self.inputs = {name: np.array(values, np.float32) for name, values in lists.items()}

    def prepare(self):
        """Takes the fastest candidate, and returns its settings."""
        candidates = BACKENDS[self.job["backend"]](self.job, self.description["output"].get("tensor"))
        settings, self.run = min(candidates, key=lambda candidate: self.trial(candidate[1]))
        return settings

    def block(self, first):
        """Inputs of n showers from `first` on; what is missing at the end is taken from the start."""
        return {name: array.take(range(first, first + self.n), axis=0, mode="wrap")
                for name, array in self.inputs.items()}

    def trial(self, run):
        """The least of a few calls."""
        inputs = self.block(0)
        run(inputs)  # first touch of memory
        return min(self.cpu_seconds(lambda: run(inputs)) for _ in range(TRIALS))

    @staticmethod
    def cpu_seconds(function):
        start = time.process_time()
        function()
        return time.process_time() - start

    def turn(self):
        inputs, calls, start = self.block(0), 0, time.process_time()
        while calls == 0 or time.process_time() - start < TURN_SECONDS:
            self.run(inputs)
            calls += 1
        return (time.process_time() - start) / calls / self.n * 1e6

    def showers(self):
        blocks = []
        for first in range(0, len(self.conditions), self.n):
            conditions = self.conditions[first:first + self.n]
            cells = self.run(self.block(first))[:len(conditions)]
            blocks.append(showers.cell_energies(self.description, cells, conditions))
        energies = np.concatenate(blocks)
        return {"sums": energies.sum(axis=1).tolist(), "profiles": showers.mean_profiles(self.description, energies)}

    def keep(self, path):
        np.save(path, self.run(self.block(0)))

    def compare(self, path):
        kept = np.load(path)
        return float(np.abs(self.run(self.block(0)) - kept).max() / np.abs(kept).max())


def main():
    # Libraries print what they like: answers get the stream, everything else goes to standard error.
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)

    def answer(function):
        try:
            result = {"value": function()}
        except Exception as error:  # whatever a library raises becomes the reason that the table shows
            result = {"error": " ".join(f"{type(error).__name__}: {error}".split())}
        print(json.dumps(result), file=answers, flush=True)
        return "value" in result

    worker = Worker(json.loads(sys.argv[1]))
    if answer(worker.prepare):
        for line in sys.stdin:
            command, *arguments = line.rstrip("\n").split(" ", 1)
            answer(lambda: getattr(worker, command)(*arguments))


main()
