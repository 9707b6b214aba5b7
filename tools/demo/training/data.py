# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The Monte Carlo showers, their standardized features, and groups of neighbors in energy."""

import time

import h5py
import numpy as np
import torch

from features import NB, THR, Standard, counts, features


class Data:
    def __init__(self, path, holdout=0.1, seed=1):
        with h5py.File(path) as h:
            X, E = h["ECAL"][:], h["target"][:, 1].astype(np.float32)
        rng = np.random.default_rng(seed)
        p = rng.permutation(len(E))
        nh = int(holdout * len(E))
        self.hX, self.hE = torch.from_numpy(X[p[:nh]]), torch.from_numpy(E[p[:nh]])
        o = p[nh:][np.argsort(E[p[nh:]])]  # training set, sorted by energy
        self.X, self.E = torch.from_numpy(X[o]), torch.from_numpy(E[o])
        t = time.time()
        fs, cs = [], []
        for flip in range(4):
            f, c = [], []
            for i in range(0, len(self.E), 256):
                x = self.flipped(slice(i, i + 256), flip)
                e = self.E[i : i + 256]
                f.append(features(x, e))
                if flip == 0:
                    c.append(torch.cat([counts(x, t_) for t_ in THR], 1))
            fs.append(torch.cat(f))
            if flip == 0:
                cs = torch.cat(c)  # counts do not change under flips
        self.std = Standard(torch.cat(fs), self.E.repeat(4))
        self.f = torch.stack([self.std(f, self.E) for f in fs], 1)  # [n,4,485] standardised
        self.cstd = Standard(cs, self.E)
        self.c = self.cstd(cs, self.E)
        # principal components of blocks of standardised features, whitened
        self.pca = {}
        flat = self.f.reshape(-1, NB)
        for name, cols in {
            "z": list(range(0, 26)),
            "x": list(range(26, 51)),
            "y": list(range(51, 76)),
            "ring": list(range(326, 476)),
            "all": list(range(0, 76)) + list(range(326, 485)),
        }.items():
            C = torch.cov(flat[:, cols].t())
            lam, V = torch.linalg.eigh(C.double())
            k = min(len(cols), 60)
            lam, V = lam.flip(0)[:k], V.flip(1)[:, :k]
            self.pca[name] = (cols, (V / torch.sqrt(lam + 0.05)).float())
        self.W = torch.zeros(NB, sum(w.shape[1] for _, w in self.pca.values()))
        k = 0
        self.pc = {}
        for name, (cols, w) in self.pca.items():
            self.W[cols, k : k + w.shape[1]] = w
            self.pc[name] = (k, k + w.shape[1])
            k += w.shape[1]
        self.fp = torch.cat([self.f, self.f @ self.W], 2)  # features and components
        print(f"features of {len(self.E)} showers: {time.time() - t:.0f} s", flush=True)

    def flipped(self, idx, flip):
        x = self.X[idx]
        d = [a for a, b in ((1, 1), (2, 2)) if flip & b]
        return x.flip(d) if d else x

    def groups(self, G, M, R, rng):
        """G groups of R training showers that are neighbours in energy; a random M of them also lend E and cells"""
        n = len(self.E)
        idx = np.empty((G, R), np.int64)
        E = self.E.numpy()
        for g in range(G):
            u = (g // 2 + rng.random()) / ((G + 1) // 2)  # stratified: even groups in E, odd ones in log E
            e = 10 + 490 * u if g % 2 == 0 else 10 * 50**u
            c = np.searchsorted(E, e)
            lo = min(max(c - R // 2, 0), n - R)
            idx[g] = lo + rng.permutation(R)
        return idx, rng.integers(0, 4, (G, R))
