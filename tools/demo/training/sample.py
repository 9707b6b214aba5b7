#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Takes ../monte-carlo.h5 from the full Monte Carlo file: sample.py MC-SIW-CONTINUOUS.h5 MONTE-CARLO.h5

320 showers, one from each of as many equally full slices in primary energy. Cells below 0.1 MeV are set to 0,
as the generator's read-out threshold (ecal25.toml) does, so that the two can be compared.
"""

import sys

import h5py
import numpy as np

SHOWERS = 320
THRESHOLD_GEV = 1e-4


def main(source, destination):
    with h5py.File(source) as full, h5py.File(destination, "w") as sample:
        target = full["target"][:]
        by_energy = np.argsort(target[:, 1], kind="stable")
        middles = ((np.arange(SHOWERS) + 0.5) * len(target) / SHOWERS).astype(int)
        chosen = np.sort(by_energy[middles])
        cells = full["ECAL"][:][chosen]
        cells[cells < THRESHOLD_GEV] = 0
        stored = sample.create_dataset(
            "ECAL", data=cells, chunks=cells.shape, shuffle=True, compression="gzip", compression_opts=9
        )
        stored.attrs["unit"], stored.attrs["axes"] = "GeV", "shower,x,y,z"
        sample.create_dataset("target", data=target[chosen])


main(*sys.argv[1:])
