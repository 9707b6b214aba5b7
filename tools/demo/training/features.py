# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What showers are compared by, differentiable, and the energy distances between samples of it."""

import math

import torch

N = 25
ix = torch.arange(N).float()
_d = torch.maximum((ix - 12).abs().view(N, 1), (ix - 12).abs().view(1, N)).long().view(-1)
RING = torch.zeros(N * N, 6)
for i, (a, b) in enumerate([(0, 0), (1, 1), (2, 2), (3, 4), (5, 7), (8, 12)]):
    RING[(_d >= a) & (_d <= b), i] = 1
RG = torch.zeros(N * N, 4)
for i, (a, b) in enumerate([(0, 1), (2, 3), (4, 6), (7, 12)]):
    RG[(_d >= a) & (_d <= b), i] = 1
ZG = torch.zeros(N, 5)
for i in range(5):
    ZG[5 * i : 5 * i + 5, i] = 1
THR = [2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1]
NB = 1 + 75 + 250 + 150 + 9  # features before the counts
SL = {
    "tot": (0, 1),
    "sz": (1, 26),
    "sx": (26, 51),
    "sy": (51, 76),
    "xz": (76, 201),
    "yz": (201, 326),
    "ring": (326, 476),
    "mom": (476, 485),
}


def features(x, E):
    """x [B,25,25,25] GeV -> [B,485]: response, slices, coarse planes, log rings per layer, moments"""
    B = x.shape[0]
    u = x / (0.02 * E).view(-1, 1, 1, 1)
    xz, yz = u.sum(2), u.sum(1)
    sx, sy, sz = xz.sum(2), yz.sum(2), xz.sum(1)
    tot = sz.sum(1, keepdim=True)
    ring = torch.matmul(RING.t(), u.view(B, N * N, N))
    t = tot.clamp(min=0.3)  # bounded gradients for showers far off
    cz, cx, cy = [(s * ix).sum(1, keepdim=True) / t for s in (sz, sx, sy)]
    wz, wx, wy = [
        torch.sqrt((s * (ix - c) ** 2).sum(1, keepdim=True) / t + 0.05) for s, c in ((sz, cz), (sx, cx), (sy, cy))
    ]
    third = (
        torch.cat(
            [sz[:, :8].sum(1, keepdim=True), sz[:, 8:17].sum(1, keepdim=True), sz[:, 17:].sum(1, keepdim=True)], 1
        )
        / t
    )
    return torch.cat(
        [
            tot,
            sz,
            sx,
            sy,
            (xz @ ZG).flatten(1),
            (yz @ ZG).flatten(1),
            torch.log(ring + 1e-3).flatten(1),
            cz,
            wz,
            cx,
            cy,
            wx,
            wy,
            third,
        ],
        1,
    )


class SoftCount(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, t):
        x2 = x * x
        d = x2 + t * t
        ctx.save_for_backward(x, d)
        ctx.t = t
        return x2.div_(d)

    @staticmethod
    def backward(ctx, g):
        x, d = ctx.saved_tensors  # 2 x t^2 / d^2, x floored so that empty cells can fill
        return g * x.clamp(min=0.3 * ctx.t).mul_(2 * ctx.t**2).div_(d).div_(d), None


def counts(x, t):
    """soft number of cells over t: 4 rings x 5 depths, and in all -> [B,21], square roots"""
    B = x.shape[0]
    s = SoftCount.apply(x, t).view(B, N * N, N)
    c = (torch.matmul(RG.t(), s) @ ZG).flatten(1)
    return torch.sqrt(torch.cat([c, c.sum(1, keepdim=True)], 1) + 0.25)


def cellscale(x):
    return torch.asinh(x * 1e4)  # linear under 0.1 MeV, logarithmic over it


def ed1(g, r):
    """mean one-dimensional energy distance per feature: g [G,M,F], r [G,R,F] -> [F]"""
    M = g.shape[1]
    a = (g.unsqueeze(2) - r.unsqueeze(1)).abs().mean((0, 1, 2))
    i, j = torch.triu_indices(M, M, 1)
    b = (g[:, i] - g[:, j]).abs().mean((0, 1))
    return 2 * a - b


def edv(g, r):
    """energy distance of vectors: g [...,M,D], r [...,R,D] -> scalar"""
    M = g.shape[-2]

    def dist(a, b):
        d2 = a.pow(2).sum(-1).unsqueeze(-1) + b.pow(2).sum(-1).unsqueeze(-2) - 2 * a @ b.transpose(-1, -2)
        return torch.sqrt(d2.clamp(min=0) + 1e-4)

    i, j = torch.triu_indices(M, M, 1)
    return (2 * dist(g, r).mean() - dist(g, g)[..., i, j].mean()) / math.sqrt(g.shape[-1])


def squash(f):
    return 3 * torch.asinh(f / 3)  # features far off pull no harder than near ones


class Standard:
    """energy-dependent mean (polynomial in log E) and spread (interpolated in log E) of every feature"""

    def __init__(self, f, E, deg=5, nb=9):
        le = (torch.log(E) - 4.5) / 2
        self.deg = deg
        V = torch.stack([le.double() ** k for k in range(deg + 1)], 1)
        w = torch.rsqrt(E.double() / 100).view(-1, 1)  # some weight for the few at low energies
        self.c = torch.linalg.lstsq(V * w, f.double() * w).solution.float()
        res = f - self.mean(E)
        self.edges = torch.quantile(le, torch.linspace(0, 1, nb + 1))
        self.mid = 0.5 * (self.edges[1:] + self.edges[:-1])
        s = torch.stack([res[(le >= self.edges[i]) & (le <= self.edges[i + 1])].std(0) for i in range(nb)])
        self.s = torch.maximum(s, 0.02 * s.max(0).values) + 1e-7

    def mean(self, E):
        le = (torch.log(E) - 4.5) / 2
        return torch.stack([le**k for k in range(self.deg + 1)], 1) @ self.c

    def sigma(self, E):
        le = (torch.log(E) - 4.5) / 2
        p = torch.searchsorted(self.mid, le.contiguous()).clamp(1, len(self.mid) - 1)
        a = ((le - self.mid[p - 1]) / (self.mid[p] - self.mid[p - 1])).clamp(0, 1).unsqueeze(1)
        return self.s[p - 1] * (1 - a) + self.s[p] * a

    def __call__(self, f, E):
        return squash((f - self.mean(E)) / self.sigma(E))
