# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""figures-test.py FOLDER: the parts of the benchmark in FOLDER that need no package, and those that need numpy."""
import importlib.util
import math
import pathlib
import statistics
import sys
import tempfile
import unittest

sys.path.insert(0, sys.argv.pop(1))
import quantized_models
import report
import showers

NORMALS = 20000
SIGMAS = 5  # what a mean or a standard deviation of random numbers may be off, in its own standard deviations
DESCRIPTION = {
    "conditions": {"energy": {"range": [1000.0, 100000.0], "law": "log", "unit": "MeV"},
                   "theta": {"range": [60.0, 120.0], "unit": "deg"}, "geometry": {"values": [3, 5]}},
    "inputs": [{"tensor": "a", "pieces": [{"condition": "energy", "map": "log10", "unit": "GeV",
                                           "scale": 2.0, "offset": 1.0},
                                          {"condition": "theta", "unit": "rad"},
                                          {"onehot": "geometry", "size": 3}, {"constant": [7.0]}]},
               {"tensor": "b", "pieces": [{"uniform": 2, "low": -1.0, "high": 1.0},
                                          {"normal": 1, "times": "energy", "scale": 0.001, "offset": 4.0}]}]}


class Sampling(unittest.TestCase):
    def test_pieces_are_as_described(self):
        conditions, inputs = showers.sample(DESCRIPTION, 1, 50)
        self.assertEqual({values["geometry"] for values in conditions}, {3, 5})
        for values, a, b in zip(conditions, inputs["a"], inputs["b"]):
            self.assertEqual((len(a), len(b)), (6, 3))
            self.assertTrue(1000 <= values["energy"] <= 100000 and 60 <= values["theta"] <= 120)
            self.assertAlmostEqual(a[0], 2 * math.log10(values["energy"] / 1000) + 1)
            self.assertAlmostEqual(a[1], math.radians(values["theta"]))
            self.assertEqual(a[2:], [float(values["geometry"] == 3), float(values["geometry"] == 5), 0.0, 7.0])
            self.assertTrue(all(-1 <= u <= 1 for u in b[:2]))

    def test_normals_have_the_scale_and_the_offset(self):
        description = {"inputs": [{"pieces": [{"normal": NORMALS, "scale": 2.0, "offset": 3.0}]}]}
        numbers = showers.sample(description, 1, 1)[1][""][0]
        self.assertAlmostEqual(statistics.mean(numbers), 3, delta=SIGMAS * 2 / math.sqrt(NORMALS))
        self.assertAlmostEqual(statistics.stdev(numbers), 2, delta=SIGMAS * 2 / math.sqrt(2 * NORMALS))

    def test_equal_seeds_give_equal_showers_and_others_do_not(self):
        self.assertEqual(showers.sample(DESCRIPTION, 1, 3), showers.sample(DESCRIPTION, 1, 3))
        self.assertNotEqual(showers.sample(DESCRIPTION, 1, 3), showers.sample(DESCRIPTION, 2, 3))

    def test_primary_energies_are_in_gev(self):
        self.assertEqual(showers.primary_energies(DESCRIPTION, [{"energy": 1500.0}]), [1.5])

    def test_empty_showers_have_no_energy_error(self):
        errors = showers.energy_errors([2.0, 0.4, 1.0], [2.1, 0.8, 0.5], [100.0, 100.0, 100.0])
        self.assertEqual([round(error, 12) for error in errors], [0.05, 0.5])


class Figures(unittest.TestCase):
    def test_ratios_are_taken_within_rounds(self):
        times = {"peer": [10.0, 30.0, 90.0], "ganc, float32": [1.0, 2.0, 10.0], "ganc, INT8": [1.0, 1.0, 1.0]}
        self.assertEqual(report.speed(times, "peer"),
                         {"us_per_shower": 30.0, "low": 10.0, "high": 90.0,
                          "times_as_long_as": {"ganc, float32": 10.0, "ganc, INT8": 30.0}})

    def test_energy_quantiles_interpolate(self):
        figures = report.energy([0.04, 0.0, 0.02, 0.01, 0.03])
        self.assertEqual((figures["energy_median"], figures["energy_showers"]), (0.02, 5))
        self.assertAlmostEqual(figures["energy_p90"], 0.036)
        self.assertIsNone(report.energy([0.1])["energy_median"])

    def test_the_profile_error_is_what_moved_along_the_worst_axis(self):
        reference = {"x": [0.5, 0.5], "z": [0.2, 0.3, 0.5]}
        self.assertAlmostEqual(report.profile(reference, {"x": [0.49, 0.51], "z": [0.2, 0.35, 0.45]}), 0.05)

    def test_the_table_names_the_cpu_the_versions_and_what_was_skipped(self):
        run = {"name": "peer, INT8", "settings": "3 in a call", "us_per_shower": 123.4, "low": 120.0, "high": 130.6,
               "times_as_long_as": {"ganc, float32": 0.5, "ganc, INT8": 2.0},
               "energy_median": 0.00731, "energy_p90": None, "energy_showers": 1, "profile": 0.0012}
        cpu = report.cpu("processor : 0\nmodel name\t: A: B\nflags\t\t: fpu avx2 avx512_vnni\n")
        printed = report.table({"model": "net", "n": 3, "rounds": 9, "cpu": cpu, "versions": {"openvino": "1.2"},
                                "runs": [run, {"name": "other", "skipped": "not there"}]})
        for expected in ("net, n = 3, 9 rounds, one core of A: B (avx2, avx512_vnni)", "openvino 1.2",
                         "| peer, INT8 | 123 (120-131)", "| 0.50 ", "| 2.00 ", "| 0.73 % ", "| - ", "| 0.12 % ",
                         "| other      | skipped ", "peer, INT8: 3 in a call", "other: skipped: not there"):
            self.assertIn(expected, printed)
        lines = [line for line in printed.splitlines() if line.startswith("|")]
        self.assertEqual({len(line) for line in lines}, {len(lines[0])})


class KeptModels(unittest.TestCase):
    def test_another_network_description_method_or_version_is_another_model(self):
        with tempfile.TemporaryDirectory() as folder:
            files = [pathlib.Path(folder, name) for name in ("a", "b")]
            for file in files:
                file.write_text(file.name, encoding="ascii")
            a, b = files
            keys = [quantized_models.key("nncf-default", a, a, {"nncf": "1"}),
                    quantized_models.key("nncf-default", b, a, {"nncf": "1"}),
                    quantized_models.key("nncf-default", a, b, {"nncf": "1"}),
                    quantized_models.key("onnxruntime-static", a, a, {"nncf": "1"}),
                    quantized_models.key("nncf-default", a, a, {"nncf": "2"})]
            self.assertEqual(len(set(keys)), len(keys))
            self.assertEqual(keys[0], quantized_models.key("nncf-default", a, a, {"nncf": "1"}))


@unittest.skipUnless(importlib.util.find_spec("numpy"), "needs numpy")
class Cells(unittest.TestCase):
    DESCRIPTION = {"output": {"layout": ["z", "x"], "unit": "MeV", "threshold": 1.0},
                   "grid": {"x": {"cells": 3}, "z": {"edges": [0.0, 1.0, 5.0]}}}

    def test_energies_are_in_gev_and_above_the_threshold(self):
        import numpy
        energies = showers.cell_energies(self.DESCRIPTION, numpy.array([[0.5, 1000.0, 3.0]]), [{}])
        self.assertEqual(energies.tolist(), [[0.0, 1.0, 0.003]])

    def test_profiles_are_mean_shares_of_showers_with_energy(self):
        import numpy
        energies = numpy.array([[1.0, 0.0, 1.0, 2.0, 0.0, 0.0], [0.0] * 6, [0.0, 3.0, 0.0, 0.0, 0.0, 1.0]])
        profiles = showers.mean_profiles(self.DESCRIPTION, energies)
        self.assertEqual(profiles, {"z": [0.625, 0.375], "x": [0.375, 0.375, 0.25]})


@unittest.skipUnless(importlib.util.find_spec("numpy"), "needs numpy")
class Backends(unittest.TestCase):
    def test_showers_computed_one_by_one_are_those_of_each_call_though_a_peer_reuses_its_memory(self):
        import backends
        import numpy
        memory = numpy.zeros((1, 2))

        def run(inputs):
            memory[:] = 2 * inputs["z"]
            return memory

        numbers = numpy.arange(6.0).reshape(3, 2)
        self.assertEqual(backends.one_by_one(run)({"z": numbers}).tolist(), (2 * numbers).tolist())

    def test_inputs_get_the_names_and_shapes_of_the_model(self):
        import backends
        import numpy
        numbers = numpy.arange(6.0).reshape(2, 3)
        self.assertEqual(backends.named({"": numbers}, {"z": ["batch", 1, 3]})["z"].shape, (2, 1, 3))
        self.assertEqual(list(backends.named({"b": numbers, "a": numbers}, {"a": [2, 3], "b": [2, 3]})), ["b", "a"])


unittest.main()
