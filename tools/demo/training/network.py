# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The generator, its latent, and the fast forms in which it is trained."""

import math
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


def fold_axis(n, s, pad, k, out):
    """A[p,t,k]: nearest upsampling by s, zero pad, k taps -> s phases of a few taps. Also left/right pad, length."""
    off = np.array([[(p + j - pad) // s for j in range(k)] for p in range(s)])
    lo, hi = off.min(), off.max()
    A = np.zeros((s, hi - lo + 1, k), np.float32)
    for p in range(s):
        for j in range(k):
            A[p, off[p, j] - lo, j] = 1
    nq = -(-out // s)
    left = -lo  # input index of the first tap of output 0 is lo
    right = (nq - 1 + hi) - (n - 1)  # may be negative
    return torch.from_numpy(A), left, right, nq


class Folded(nn.Module):
    """conv weights of a (upsample, pad, valid conv) stage, run as one conv with prod(s) output phases."""

    def __init__(self, ci, co, k, n, s, pad, out, bias=True):
        super().__init__()
        self.w = nn.Parameter(torch.empty(co, ci, *k))
        self.b = nn.Parameter(torch.zeros(co)) if bias else None
        fan = ci * k[0] * k[1] * k[2]
        nn.init.normal_(self.w, std=math.sqrt(2 / (1.09 * fan)))
        self.s, self.pad, self.out, self.co = s, pad, out, co
        f = [fold_axis(n[a], s[a], pad[a], k[a], out[a]) for a in range(3)]
        for a in range(3):
            self.register_buffer(f"A{a}", f[a][0], persistent=False)
        self.l = [x[1] for x in f]
        self.r = [x[2] for x in f]
        self.q = [x[3] for x in f]

    def folded_weight(self):
        w = torch.einsum("oixyz,pax->opiayz", self.w, self.A0)
        w = torch.einsum("opiayz,qby->opqiabz", w, self.A1)
        w = torch.einsum("opqiabz,rcz->opqriabc", w, self.A2)
        return w.reshape((-1,) + w.shape[4:])

    def phases(self, x):
        x = F.pad(x, (self.l[2], self.r[2], self.l[1], self.r[1], self.l[0], self.r[0]))
        S = self.s[0] * self.s[1] * self.s[2]
        b = None if self.b is None else self.b.repeat_interleave(S).to(x.dtype)
        return F.conv3d(x, self.folded_weight().to(x.dtype), b)

    def shuffle(self, y):
        B, s, q, o = y.shape[0], self.s, self.q, self.out
        y = y.view(B, self.co, s[0], s[1], s[2], q[0], q[1], q[2]).permute(0, 1, 5, 2, 6, 3, 7, 4)
        y = y.reshape(B, self.co, q[0] * s[0], q[1] * s[1], q[2] * s[2])
        return y[:, :, : o[0], : o[1], : o[2]]

    def plain(self, x, up=True):
        if up:
            x = F.interpolate(x, scale_factor=tuple(float(v) for v in self.s), mode="nearest")
        p = self.pad
        return F.conv3d(F.pad(x, (p[2], p[2], p[1], p[1], p[0], p[0])), self.w, self.b)


class SoftReLU0(torch.autograd.Function):
    """ReLU whose dead cells still feel a part of the gradients that would raise them."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return torch.where(x > 0, g, SoftReLU0.leak * g.clamp(max=0))


SoftReLU0.leak = 0.2


class RowMix(torch.autograd.Function):
    """w [O,I] times h [B,I,L]; a 1x1x1 convolution's backward pass is five times slower"""

    @staticmethod
    def forward(ctx, w, h):
        ctx.save_for_backward(w, h)
        return torch.bmm(w.expand(h.shape[0], -1, -1), h)

    @staticmethod
    def backward(ctx, g):
        w, h = ctx.saved_tensors
        g = g.contiguous()
        return torch.bmm(g, h.transpose(1, 2)).float().sum(0).to(w.dtype), torch.bmm(
            w.t().expand(h.shape[0], -1, -1), g
        )


# oneDNN's bf16 convolution (PyTorch 2.15, AMX) gives wrong values, no error, in the forward pass of 8->64, (6,6,8):
# so the ways to run it are checked against float32 at the start, and the first right one is taken.
def _split(x, w, b):
    k = w.shape[4] // 2
    return F.conv3d(x[..., : x.shape[4] - (w.shape[4] - k)], w[..., :k], b) + F.conv3d(x[..., k:], w[..., k:])


CONV1 = {
    "direct": F.conv3d,
    "split": _split,
    "wide": lambda x, w, b: F.conv3d(F.pad(x, (0, 0, 0, 0, 0, 0, 0, 8)), F.pad(w, (0, 0, 0, 0, 0, 0, 0, 8)), b),
    "float32": lambda x, w, b: F.conv3d(x.float(), w.float(), b.float()).to(x.dtype),
}
conv1_bf16 = None


def pick_conv1(c1=64, verbose=True):
    global conv1_bf16
    g = torch.Generator().manual_seed(0)
    x = torch.randn(48, 8, 12, 12, 15, generator=g)
    w = torch.randn(c1, 8, 6, 6, 8, generator=g) / 50
    b = torch.zeros(c1)

    def run(f, dt):
        p = x.clone().to(dt).requires_grad_(True)
        q = w.clone().to(dt).requires_grad_(True)
        y = f(p, q, b.to(dt))
        t = time.time()
        y = f(p, q, b.to(dt))
        y.backward(torch.ones_like(y))
        return [v.detach().float() for v in (y, p.grad, q.grad)], time.time() - t

    ref, _ = run(F.conv3d, torch.float32)
    for n, f in CONV1.items():
        o, t = run(f, torch.bfloat16)
        e = [float((u - v).norm() / v.norm()) for u, v in zip(o, ref)]
        if verbose:
            print(
                f"conv1 {n}: relative error forward {e[0]:.4f} dx {e[1]:.4f} dw {e[2]:.4f}, {1e3 * t:.0f} ms",
                flush=True,
            )
        if max(e) < 0.02 and conv1_bf16 is None:
            conv1_bf16 = f


class Generator(nn.Module):
    SCALE = 5e-4

    def __init__(self, nz=200, c1=64, c2=6, c3=6, noise=0.1):
        super().__init__()
        self.nz, self.c1, self.c2, self.c3 = nz, c1, c2, c3
        self.fc = nn.Linear(nz, 7 * 7 * 8 * 8)
        self.conv1 = nn.Conv3d(8, c1, (6, 6, 8))
        nn.init.normal_(self.fc.weight, std=noise / math.sqrt(nz))
        nn.init.zeros_(self.fc.bias)
        if noise < 1:
            nn.init.normal_(self.fc.weight[:, 0:1].detach(), std=1.0)  # a nearly fixed shower to begin with
        nn.init.normal_(self.conv1.weight, std=math.sqrt(2 / (1.09 * 8 * 288)))
        nn.init.zeros_(self.conv1.bias)
        self.bn1 = nn.BatchNorm3d(c1, eps=1e-3)
        self.bn2 = nn.BatchNorm3d(c2, eps=1e-3)
        self.conv2 = Folded(c1, c2, (6, 5, 8), (7, 7, 8), (2, 2, 2), (2, 2, 0), (13, 14, 9))
        self.conv3 = Folded(c2, c3, (3, 3, 8), (13, 14, 9), (2, 2, 3), (1, 0, 3), (26, 26, 26))
        self.conv4 = nn.Conv3d(c3, 1, (2, 2, 2), bias=False)
        nn.init.uniform_(self.conv4.weight, 0, 0.1)

    @staticmethod
    def affine(bn, x):
        s = bn.weight / torch.sqrt(bn.running_var + bn.eps)
        t = bn.bias - bn.running_mean * s
        sh = (1, -1, 1, 1, 1)
        return x * s.view(sh).to(x.dtype) + t.view(sh).to(x.dtype)

    def pre(self, v, dt):
        """up to the last convolution, phases folded; frozen BN"""
        x = F.linear(v.to(dt), self.fc.weight.to(dt), self.fc.bias.to(dt)).view(-1, 8, 7, 7, 8)
        conv = F.conv3d if dt == torch.float32 else conv1_bf16
        x = conv(F.pad(x, (3, 4, 2, 3, 2, 3)), self.conv1.weight.to(dt), self.conv1.bias.to(dt))
        x = self.affine(self.bn1, F.leaky_relu(x, 0.3))
        x = self.conv2.shuffle(F.leaky_relu(self.conv2.phases(x), 0.3))
        x = self.affine(self.bn2, x)
        return F.leaky_relu(self.conv3.phases(x), 0.3)

    def last(self, h):
        """conv4 on the 12 phases of conv3's output: one 1x1x1 convolution to the 36 partial sums, then shifted adds"""
        if not hasattr(self, "_B"):
            Bs = []  # [row, input phase, tap]; rows: last phase twice
            for s in (2, 2, 3):
                A = np.zeros((s + 1, s, 2), np.float32)
                for p in range(s):
                    for j in range(2):
                        A[p + (p + j) // s, (p + j) % s, j] = 1
                Bs.append(torch.from_numpy(A))
            self._B = Bs
        w = torch.einsum("cxyz,pPx->cpPyz", self.conv4.weight[0], self._B[0])
        w = torch.einsum("cpPyz,qQy->cpPqQz", w, self._B[1])
        w = torch.einsum("cpPqQz,rRz->pqrcPQR", w, self._B[2])
        y = RowMix.apply(w.reshape(36, self.c3 * 12).to(h.dtype), h.flatten(2)).view(-1, 3, 3, 4, 13, 13, 9)
        y = torch.stack([y[:, 0], y[:, 1] + F.pad(y[:, 2, ..., 1:, :, :], (0, 0, 0, 0, 0, 1))], 1)
        y = torch.stack([y[:, :, 0], y[:, :, 1] + F.pad(y[:, :, 2, ..., 1:, :], (0, 0, 0, 1))], 2)
        y = torch.stack([y[:, :, :, 0], y[:, :, :, 1], y[:, :, :, 2] + F.pad(y[:, :, :, 3, ..., 1:], (0, 1))], 3)
        return y

    def fast(self, v, dt=torch.bfloat16):
        y = self.last(self.pre(v, dt))
        B = y.shape[0]
        y = y.permute(0, 4, 1, 5, 2, 6, 3).reshape(B, 26, 26, 27)[:, :25, :25, :25]
        return SoftReLU0.apply(y.float()) * self.SCALE

    def forward(self, v):
        """plain float32 form, for export and for checking"""
        x = self.fc(v).view(-1, 8, 7, 7, 8)
        x = self.bn1(F.leaky_relu(self.conv1(F.pad(x, (3, 4, 2, 3, 2, 3))), 0.3))
        x = self.bn2(F.leaky_relu(self.conv2.plain(x), 0.3))
        x = F.leaky_relu(self.conv3.plain(x), 0.3)
        return F.relu(self.conv4(x))[:, 0] * self.SCALE

    @torch.no_grad()
    def calibrate(self, v):
        """sets the BN statistics from one large batch"""
        x = self.fc(v).view(-1, 8, 7, 7, 8)
        x = F.leaky_relu(self.conv1(F.pad(x, (3, 4, 2, 3, 2, 3))), 0.3)
        self.bn1.running_mean.copy_(x.mean((0, 2, 3, 4)))
        self.bn1.running_var.copy_(x.var((0, 2, 3, 4)))
        x = self.affine(self.bn1, x)
        x = F.leaky_relu(self.conv2.shuffle(self.conv2.phases(x)), 0.3)
        self.bn2.running_mean.copy_(x.mean((0, 2, 3, 4)))
        self.bn2.running_var.copy_(x.var((0, 2, 3, 4)))


def latent(E, mode, gen=None, nz=200):
    """network input for primary energies E [n] in GeV"""
    e = (E / 100).view(-1, 1)
    z = torch.randn(E.shape[0], nz, generator=gen)
    if mode == "scale":
        return z * e
    if mode == "both":
        z[:, 0] = 1
        return z * e  # [E/100, E/100 * z(199)]
    if mode == "concat":
        z[:, :1] = e
        return z  # [E/100, z(199)]
    raise ValueError(mode)
