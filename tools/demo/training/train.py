#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Train a 3DGAN-shaped calorimeter-shower generator from Monte Carlo showers, without a discriminator.

Generator: Dense 200->3136, reshape (8,7,7,8), Conv3D 8->64 (6,6,8) same, LeakyReLU 0.3, BN, up (2,2,2),
pad (2,2,0), Conv3D 64->6 (6,5,8), LeakyReLU, BN, up (2,2,3), pad (1,0,3), Conv3D 6->6 (3,3,8), LeakyReLU,
Conv3D 6->1 (2,2,2) without bias, ReLU -> 25x25x25 cell energies in GeV.
Loss: energy distances between generated and Monte Carlo showers of the same primary energy, over physics
features (slice sums, moments, rings, cell counts), their principal components, random projections, single
cells and small blocks of cells.  One CPU core; bf16 convolutions with the upsampling folded into the weights.

Kept as it was run, cut into files and formatted only: network, features, data, loss, summary, export are its parts.
Needs PyTorch, NumPy, h5py, onnx.
"""

import argparse
import ctypes
import json
import math
import os
import time

ctypes.CDLL(None).mallopt(-3, 1 << 30)
ctypes.CDLL(None).mallopt(-1, (1 << 31) - 1)  # glibc: keep freed memory
import numpy as np
import torch

from data import Data
from export import export
from loss import WEIGHTS, loss_terms
from network import Generator, latent, pick_conv1
from summary import sample, summary


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", required=True, help="the Monte Carlo showers (HDF5)")
    ap.add_argument("--out", default="run")
    ap.add_argument("--mode", default="both", choices=["scale", "both", "concat"])
    ap.add_argument("--steps", type=int, default=6000)
    ap.add_argument("--decay", type=int, default=1500, help="last steps, with falling learning rate")
    ap.add_argument("--small", type=int, default=1500, help="first steps, with half the batch")
    ap.add_argument("--G", type=int, default=6)
    ap.add_argument("--M", type=int, default=16)
    ap.add_argument("--R", type=int, default=32)
    ap.add_argument("--lr", type=float, default=1.0, help="factor on all the learning rates")
    ap.add_argument("--ema", type=float, default=0.995)
    ap.add_argument("--ncell", type=int, default=2000)
    ap.add_argument("--npatch", type=int, default=64)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--eval_every", type=float, default=4, help="minutes")
    ap.add_argument("--c1", type=int, default=64)
    ap.add_argument("--c2", type=int, default=6)
    ap.add_argument("--c3", type=int, default=6)
    ap.add_argument(
        "--shrink_at",
        type=int,
        default=1500,
        help="step at which the noise columns of the dense layer are multiplied by 0.6 and slowed",
    )
    ap.add_argument("--prof", type=float, default=80.0, help="weight of the mean-profile term")
    ap.add_argument("--resume", action="store_true", help="go on from OUT/ckpt.pt")
    a = ap.parse_args()
    WEIGHTS["prof"] = a.prof
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    rng = np.random.default_rng(a.seed)
    os.makedirs(a.out, exist_ok=True)
    pick_conv1(a.c1)
    D = Data(a.data)
    net = Generator(c1=a.c1, c2=a.c2, c3=a.c3, noise=0.1 if a.mode == "both" else 1.0)
    Ec = 10 + 490 * torch.rand(256)
    net.calibrate(latent(Ec, a.mode))
    with torch.no_grad():
        r = (net.fast(latent(D.hE[:200], a.mode)).sum((1, 2, 3)) / (0.02 * D.hE[:200])).mean()
        net.conv4.weight.mul_(1 / max(float(r), 1e-3))  # start at the right mean response
        v = latent(D.hE[:4], a.mode)
        net.eval()
        p, q = net(v), net.fast(v, torch.float32)
        b16 = net.fast(v)
        print("bf16 against float32, total energy:", float((b16.sum((1, 2, 3)) / p.sum((1, 2, 3)) - 1).abs().max()))
        assert float((b16 - p).norm() / p.norm()) < 0.1
        print(
            "folded against plain forward, float32:",
            float((p - q).abs().max() / p.max()),
            "parameters",
            sum(t.numel() for t in net.parameters()),
        )
    COLS = torch.full((1, net.nz), 0.15)
    COLS[0, 0] = 5.0  # learning-rate factors of the dense layer's columns
    names = [n for n, _ in net.named_parameters()]
    # Adam steps relative to the size of the weights, smaller for large fan-in
    ETA = {"fc.weight": 0.01, "conv1.weight": 0.008, "conv2.w": 0.005, "conv3.w": 0.01, "conv4.weight": 0.01}
    eta = [
        (ETA[n], True) if n in ETA else (1e-3 if n.startswith("bn") or n == "fc.bias" else 5e-4, False) for n in names
    ]
    opt = torch.optim.Adam([dict(params=[p]) for p in net.parameters()], lr=a.lr, betas=(0.9, 0.99), eps=1e-9)
    ema = {k: v.clone() for k, v in net.state_dict().items()}
    ev = Generator(c1=a.c1, c2=a.c2, c3=a.c3).eval()
    log = open(f"{a.out}/log.jsonl", "a")
    t0 = time.time()
    step = 0
    acc = {}
    last = t0
    sg = 0.0
    if a.resume:
        ck = torch.load(f"{a.out}/ckpt.pt")
        net.load_state_dict(ck["net"])
        opt.load_state_dict(ck["opt"])
        ema = ck["ema"]
        step = ck["step"]
        sg = ck["sg"]
    while True:
        rng = np.random.default_rng([a.seed, step])
        torch.manual_seed(a.seed * 1000003 + step)  # a resumed run repeats exactly
        lr = a.lr * min(1, (step + 1) / 50) * min(1, (a.steps - step) / max(1, a.decay))
        G, M, R = (a.G * 2 // 3, a.M * 3 // 4, a.R * 3 // 4) if step < a.small else (a.G, a.M, a.R)
        for g_, (e_, rel) in zip(opt.param_groups, eta):
            g_["lr"] = lr * e_ * (float(g_["params"][0].detach().pow(2).mean().sqrt()) if rel else 1)
        if step == a.shrink_at and a.mode == "both":
            for w in (net.fc.weight.detach(), ema["fc.weight"]):
                w[:, 1:] *= 0.6
        idx, flip = D.groups(G, M, R, rng)
        E = D.E[idx[:, :M].reshape(-1)]
        t1 = time.time()
        x = net.fast(latent(E, a.mode))
        t2 = time.time()
        L = loss_terms(x, E, D, idx, flip, M, rng, a.ncell, a.npatch)
        loss = sum(WEIGHTS[k] * v for k, v in L.items())
        t3 = time.time()
        opt.zero_grad(set_to_none=True)
        loss.backward()
        gn = float(torch.nn.utils.clip_grad_norm_(net.parameters(), 1.5 * sg if step > 5 else 1e9))
        sg = gn if step == 0 else 0.95 * sg + 0.05 * min(gn, 2 * sg)
        W = net.fc.weight.detach()
        before = W.clone()
        if math.isfinite(gn):
            opt.step()
        if (
            step >= a.shrink_at and a.mode == "both"
        ):  # Adam's random walk in 199 noise columns feeds fluctuations: slow them
            W.copy_(before + (W - before) * COLS)
        t4 = time.time()
        step += 1
        with torch.no_grad():
            d = min(a.ema, (1 + step) / (10 + step))
            for k, v in net.state_dict().items():
                ema[k].lerp_(v, 1 - d) if v.is_floating_point() else ema[k].copy_(v)
        for k, v in {
            **L,
            "loss": loss,
            "gn": torch.tensor(gn),
            "t_fwd": torch.tensor(t2 - t1),
            "t_loss": torch.tensor(t3 - t2),
            "t_bwd": torch.tensor(t4 - t3),
        }.items():
            acc.setdefault(k, []).append(float(v.detach()))
        if step % 100 == 0 or step in (5, 20, 50):
            m = {k: round(float(np.mean(v)), 4) for k, v in acc.items()}
            acc = {}
            m.update(step=step, min=round((time.time() - t0) / 60, 2), lr=lr)
            log.write(json.dumps(m) + "\n")
            log.flush()
            print(json.dumps(m), flush=True)
        done = step >= a.steps
        if done or time.time() - last > 60 * a.eval_every:
            last = time.time()
            ev.load_state_dict(ema)
            s = summary(D.hX, D.hE, sample(ev, D.hE, a.mode))
            log.write(json.dumps(dict(step=step, min=round((last - t0) / 60, 2), eval=s)) + "\n")
            log.flush()
            print(f"--- step {step}")
            [print(k, v) for k, v in s.items()]
            torch.save(
                dict(ema=ema, net=net.state_dict(), opt=opt.state_dict(), step=step, sg=sg, args=vars(a)),
                f"{a.out}/ckpt.pt",
            )
        if done:
            break
    ev.load_state_dict(ema)
    export(ev, a.out)


if __name__ == "__main__":
    main()
