# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Samples of a network, and their physics in short."""

import torch

from features import ix
from network import latent


@torch.no_grad()
def sample(net, E, mode, seed=7, bs=100, fast=True):
    g = torch.Generator().manual_seed(seed)
    out = []
    for i in range(0, len(E), bs):
        v = latent(E[i : i + bs], mode, g)
        out.append(net.fast(v) if fast else net(v))
    return torch.cat(out)


def summary(X, E, Y):
    """short physics summary of generated Y against Monte Carlo X of the same energies, by energy bin"""
    res = {}
    for lo, hi in [(10, 50), (50, 100), (100, 200), (200, 300), (300, 400), (400, 500)]:
        m = (E >= lo) & (E < hi)

        def obs(x, e):
            tot = x.sum((1, 2, 3))
            r = tot / e
            sz = x.sum((1, 2))
            cz = (sz * ix).sum(1) / tot.clamp(min=1e-9)
            V = torch.stack([torch.ones_like(e), torch.log(e)], 1)
            rr = r - V @ torch.linalg.lstsq(V, r.view(-1, 1)).solution.view(-1)
            cc = cz - V @ torch.linalg.lstsq(V, cz.view(-1, 1)).solution.view(-1)
            return dict(
                resp=r.mean(),
                reso=rr.std() / r.mean(),
                hits=(x > 1e-4).float().sum((1, 2, 3)).mean(),
                cog=cz.mean(),
                cogs=cc.std(),
                **{
                    "p" + n: x.sum(d).mean(0) / x.sum((1, 2, 3)).mean()
                    for n, d in (("x", (2, 3)), ("y", (1, 3)), ("z", (1, 2)))
                },
            )

        a, b = obs(X[m], E[m]), obs(Y[m], E[m])
        d = {k: float(b[k] / a[k] - 1) for k in ("resp", "reso", "hits", "cogs")}
        d["dcog"] = float(b["cog"] - a["cog"])
        for n in "xyz":
            k = a["p" + n] > 0.02
            d["prof_" + n] = float((b["p" + n][k] / a["p" + n][k] - 1).abs().max())
        res[f"{lo}-{hi}"] = {k: round(v, 4) for k, v in d.items()}
    return res
