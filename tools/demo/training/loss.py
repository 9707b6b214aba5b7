# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The terms of the loss and their weights."""

import numpy as np
import torch

from features import N, NB, SL, THR, cellscale, counts, ed1, edv, features, squash

WEIGHTS = dict(
    tot=6.0,
    mom=3.0,
    sz=2.0,
    sx=2.0,
    sy=2.0,
    xz=1.0,
    yz=1.0,
    ring=2.0,
    count=2.0,
    pca=3.0,
    sliced=2.0,
    vec=1.0,
    cell=3.0,
    patch=2.0,
    shower=1.0,
    prof=80.0,
)


def loss_terms(x, E, D, idx, flip, M, rng, ncell, npatch):
    G, R = idx.shape
    L = {}
    f = D.std(features(x, E), E)
    fp = torch.cat([f, f @ D.W], 1).view(G, M, -1)
    rp = D.fp[idx.reshape(-1), flip.reshape(-1)].view(G, R, -1)
    e1 = ed1(fp, rp)
    for k, (a, b) in SL.items():
        L[k] = e1[a:b].mean()
    L["pca"] = e1[NB:].mean()
    L["vec"] = sum(edv(fp[..., NB + a : NB + b], rp[..., NB + a : NB + b]) for a, b in D.pc.values())
    Q = torch.from_numpy(rng.standard_normal((fp.shape[2] - NB, 64)).astype(np.float32))
    Q = Q / Q.norm(dim=0, keepdim=True)
    L["sliced"] = ed1(fp[..., NB:] @ Q, rp[..., NB:] @ Q).mean()
    tc = [2] + list(rng.choice([0, 1, 3, 4, 5, 6, 7, 8, 9], 2, replace=False))
    cols = np.concatenate([np.arange(21 * t, 21 * t + 21) for t in tc])
    c = torch.cat([counts(x, THR[t]) for t in tc], 1)
    c = squash((c - D.cstd.mean(E)[:, cols]) / D.cstd.sigma(E)[:, cols])
    c = c.view(G, M, -1)
    rc = D.c[idx.reshape(-1)][:, cols].view(G, R, -1)
    e = ed1(c, rc).view(len(tc), 21)
    L["count"] = 0.5 * e[:, :20].mean() + 0.5 * e[:, 20].mean() + 0.5 * edv(c, rc)
    # cells
    s = cellscale(x)
    rs = cellscale(
        torch.stack(
            [
                D.flipped(int(i), 0) if b == 0 else D.X[int(i)].flip([a for a, q in ((0, 1), (1, 2)) if b & q])
                for i, b in zip(idx[:, :M].reshape(-1), flip[:, :M].reshape(-1))
            ]
        )
    )
    sf, rf = s.view(G, M, -1), rs.view(G, M, -1)
    core = CORE[torch.from_numpy(rng.integers(0, len(CORE), ncell // 2))]
    pick = torch.cat([torch.from_numpy(rng.integers(0, N**3, ncell - ncell // 2)), core])
    L["cell"] = ed1(sf[..., pick], rf[..., pick]).mean()
    ctr = torch.cat(
        [
            torch.from_numpy(rng.integers(0, len(PATCHOK), npatch // 2)),
            PATCHCORE[torch.from_numpy(rng.integers(0, len(PATCHCORE), npatch // 2))],
        ]
    )
    pi = (PATCHOK[ctr].view(-1, 1) + PATCHOFF.view(1, -1)).view(-1)
    gp = sf[..., pi].view(G, M, npatch, -1).transpose(1, 2)
    q = rf[..., pi].view(G, M, npatch, -1).transpose(1, 2)
    L["patch"] = edv(gp, q)
    L["shower"] = edv(sf, rf) * 10
    # mean energy fractions of a group: slices along each axis and the core's columns, L1 distance
    real = torch.stack(
        [
            D.flipped(int(i), 0) if b == 0 else D.X[int(i)].flip([a for a, q in ((0, 1), (1, 2)) if b & q])
            for i, b in zip(idx[:, M:].reshape(-1), flip[:, M:].reshape(-1))
        ]
    ).view(G, -1, N, N, N)
    gm, rm = x.view(G, M, N, N, N).mean(1), real.mean(1)
    gm, rm = gm / gm.sum((1, 2, 3), keepdim=True).clamp_min(1e-9), rm / rm.sum((1, 2, 3), keepdim=True)
    d = lambda p, q: (p - q).abs().flatten(1).sum(1).mean()
    L["prof"] = (
        d(gm.sum((2, 3)), rm.sum((2, 3)))
        + d(gm.sum((1, 3)), rm.sum((1, 3)))
        + d(gm.sum((1, 2)), rm.sum((1, 2)))
        + d(gm.sum(3), rm.sum(3))
    )
    return L


ar = torch.arange(N)
_lin = (ar.view(N, 1, 1) * N + ar.view(1, N, 1)) * N + ar.view(1, 1, N)
CORE = _lin[10:15, 10:15, :].reshape(-1)
PATCHOK = _lin[1:-1, 1:-1, 1:-1].reshape(-1)
_pos = {int(v): i for i, v in enumerate(PATCHOK)}
PATCHCORE = torch.tensor([_pos[int(v)] for v in _lin[9:16, 9:16, 1:-1].reshape(-1)])
PATCHOFF = torch.tensor([(a * N + b) * N + c for a in (-1, 0, 1) for b in (-1, 0, 1) for c in (-1, 0, 1)])
