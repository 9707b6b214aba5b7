#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Physics of model.onnx (ONNX Runtime, float32, one thread) against the Monte Carlo: held-out tenth of the continuous
set and the fixed-energy set.  Writes eval.json and four plots."""

import argparse, json, os
import numpy as np, h5py
import onnxruntime as ort
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

ap = argparse.ArgumentParser()
ap.add_argument("--run", default="run")
ap.add_argument("--mode", default="both")
ap.add_argument("--ref", required=True, help="folder of the Monte Carlo files")
ap.add_argument("--seed", type=int, default=11)
ap.add_argument("--rep", type=int, default=3, help="generated showers per Monte Carlo shower")
a = ap.parse_args()
ix = np.arange(25)


def load(p):
    with h5py.File(p) as h:
        return h["ECAL"][:], h["target"][:, 1].astype(np.float64)


so = ort.SessionOptions()
so.intra_op_num_threads = 1
so.inter_op_num_threads = 1
S = ort.InferenceSession(os.path.join(a.run, "model.onnx"), so, providers=["CPUExecutionProvider"])
rng = np.random.default_rng(a.seed)


def gen(E):
    out = []
    for i in range(0, len(E), 50):
        e = (E[i : i + 50] / 100).astype(np.float32)[:, None]
        z = rng.standard_normal((len(e), 200)).astype(np.float32)
        if a.mode == "both":
            z[:, 0] = 1
            v = z * e
        elif a.mode == "scale":
            v = z * e
        else:
            v = z
            v[:, :1] = e
        out.append(S.run(None, {"z": v})[0][:, 0])
    return np.concatenate(out)


def detrend(y, E):  # removes the trend with energy inside a bin
    if np.ptp(E) < 1e-3:
        return y - y.mean()
    V = np.stack([np.ones_like(E), np.log(E)], 1)
    return y - V @ np.linalg.lstsq(V, y, rcond=None)[0]


def moments(x):
    t = np.maximum(x.sum((1, 2, 3)), 1e-12)
    o = {"tot": x.sum((1, 2, 3))}
    for n, d in (("x", (2, 3)), ("y", (1, 3)), ("z", (1, 2))):
        s = x.sum(d)
        c = (s * ix).sum(1) / t
        o["c" + n] = c
        o["w" + n] = np.sqrt((s * (ix - c[:, None]) ** 2).sum(1) / t)
    for k, th in (("hits01", 1e-4), ("hits03", 3e-4), ("hits1", 1e-3)):
        o[k] = (x > th).sum((1, 2, 3)).astype(float)
    o["max"] = x.max((1, 2, 3))
    sz = x.sum((1, 2)) / t[:, None]
    o["R1"], o["R2"], o["R3"] = sz[:, :8].sum(1), sz[:, 8:17].sum(1), sz[:, 17:].sum(1)
    return o


FE = ["cx", "wx", "cy", "wy", "cz", "wz", "resp", "hits03", "R1", "R2", "R3"]


def compare(X, E, Y, EY):
    p, q = moments(X), moments(Y)
    p["resp"], q["resp"] = p["tot"] / E, q["tot"] / EY
    r = lambda v: round(float(v), 5)
    d = dict(
        n_mc=len(E),
        n_gen=len(EY),
        E_mean=r(E.mean()),
        response_mc=r(p["resp"].mean()),
        response_gen=r(q["resp"].mean()),
        response_ratio=r(q["resp"].mean() / p["resp"].mean()),
        resolution_mc=r(detrend(p["resp"], E).std() / p["resp"].mean()),
        resolution_gen=r(detrend(q["resp"], EY).std() / q["resp"].mean()),
    )
    d["resolution_ratio"] = r(d["resolution_gen"] / d["resolution_mc"])
    for n in ("cz", "wz", "wx", "wy", "cx", "cy"):
        d[n + "_mean_mc"], d[n + "_mean_gen"] = r(p[n].mean()), r(q[n].mean())
        d[n + "_spread_mc"], d[n + "_spread_gen"] = r(detrend(p[n], E).std()), r(detrend(q[n], EY).std())
        d[n + "_spread_ratio"] = r(d[n + "_spread_gen"] / d[n + "_spread_mc"])
    for n in ("hits01", "hits03", "hits1"):
        d[n + "_mc"], d[n + "_gen"], d[n + "_ratio"] = r(p[n].mean()), r(q[n].mean()), r(q[n].mean() / p[n].mean())
        d[n + "_spread_ratio"] = r(detrend(q[n], EY).std() / detrend(p[n], E).std())
    for n, ax in (("x", (0, 2, 3)), ("y", (0, 1, 3)), ("z", (0, 1, 2))):
        s, t = X.sum(ax, dtype=np.float64) / len(X), Y.sum(ax, dtype=np.float64) / len(Y)
        k = s > 0.02 * s.sum()
        d["profile_" + n + "_core_maxdev"] = r(np.abs(t[k] / s[k] - 1).max())
        d["profile_" + n + "_core_meandev"] = r(np.abs(t[k] / s[k] - 1).mean())
        d["profile_" + n + "_shape_core_maxdev"] = r(np.abs(t[k] / s[k] * s.sum() / t.sum() - 1).max())
        d["profile_" + n + "_mc"] = [r(v * 1e3) for v in s]
        d["profile_" + n + "_gen"] = [r(v * 1e3) for v in t]
    fp, fq = np.stack([detrend(p[k], E) for k in FE]), np.stack([detrend(q[k], EY) for k in FE])
    A, B = np.corrcoef(fp), np.corrcoef(fq)
    i = np.tril_indices(len(FE), -1)
    d["correlation_mae"] = r(np.abs(A - B)[i].mean())
    m = np.arange(len(E)) % 2 == 0
    d["correlation_mae_mc_halves"] = (
        r(np.abs(np.corrcoef(fp[:, m]) - np.corrcoef(fp[:, ~m]))[i].mean()) if len(E) > 40 else None
    )
    return d


import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
X, E = load(f"{a.ref}/mc-siw-continuous.h5")
g = np.random.default_rng(1)
perm = g.permutation(len(E))
nh = len(E) // 10
X, E = X[perm[:nh]], E[perm[:nh]]  # the split of train.py, seed 1
EY = np.tile(E, a.rep)
Y = gen(EY)
res = {"held_out": {}, "fixed": {}}
BINS = [(10, 50), (50, 100), (100, 200), (200, 300), (300, 400), (400, 500)]
for lo, hi in BINS:
    m, n = (E >= lo) & (E < hi), (EY >= lo) & (EY < hi)
    res["held_out"][f"{lo}-{hi}"] = compare(X[m], E[m], Y[n], EY[n])
FX, FEn = load(f"{a.ref}/mc-siw-fixed.h5")
FEn = np.round(FEn)
FS = {}
for e in np.unique(FEn):
    m = FEn == e
    y = gen(np.full(400, e))
    FS[e] = (FX[m], y)
    res["fixed"][str(int(e))] = compare(FX[m], FEn[m], y, np.full(400, e))
bl = np.logspace(-6, 0, 61)
hp, _ = np.histogram(X[X > 0], bl)
hq, _ = np.histogram(Y[Y > 0], bl)
hp, hq = hp / len(X), hq / len(Y)
res["spectrum"] = dict(edges_GeV=bl.tolist(), cells_per_shower_mc=hp.tolist(), cells_per_shower_gen=hq.tolist())
res["spectrum_by_decade_ratio"] = {
    f"1e{d}..1e{d + 1}": round(
        float(hq[(d + 6) * 10 : (d + 7) * 10].sum() / max(hp[(d + 6) * 10 : (d + 7) * 10].sum(), 1e-9)), 4
    )
    for d in range(-6, 0)
}
w = {}
for part in ("held_out", "fixed"):
    v = res[part].values()
    pick = lambda k, f: round(max(abs(f(x[k])) for x in v), 4)
    w[part] = dict(
        response_maxdev=pick("response_ratio", lambda t: t - 1),
        resolution_ratio=[x["resolution_ratio"] for x in v],
        cz_spread_ratio=[x["cz_spread_ratio"] for x in v],
        hits01_ratio=[x["hits01_ratio"] for x in v],
        **{f"profile_{n}_core_maxdev": [x[f"profile_{n}_core_maxdev"] for x in v] for n in "xyz"},
        **{f"profile_{n}_core_meandev": [x[f"profile_{n}_core_meandev"] for x in v] for n in "xyz"},
        correlation_mae=[x["correlation_mae"] for x in v],
    )
res["summary"] = w
json.dump(res, open(f"{a.run}/eval.json", "w"), indent=1)
print(json.dumps(w, indent=1))
print(res["spectrum_by_decade_ratio"])

C = plt.rcParams["axes.prop_cycle"].by_key()["color"]


def ratio_axes(n, w=4.2):
    return plt.subplots(
        2,
        n,
        figsize=(w * n, 5.2),
        sharex="col",
        gridspec_kw=dict(height_ratios=[3, 1], hspace=0.05, wspace=0.25),
        squeeze=False,
    )


f, ax = ratio_axes(3)
for j, n in enumerate("xyz"):
    for c, e in enumerate((10, 50, 100, 200, 500)):
        d = res["fixed"][str(e)]
        s, t = np.array(d[f"profile_{n}_mc"]), np.array(d[f"profile_{n}_gen"])
        ax[0, j].step(ix, s, where="mid", color=C[c], lw=1, label=f"{e} GeV")
        ax[0, j].plot(ix, t, ".", color=C[c], ms=4)
        ax[1, j].plot(ix, t / s, ".-", color=C[c], ms=3, lw=0.7)
    ax[0, j].set_yscale("log")
    ax[1, j].set_ylim(0.7, 1.3)
    ax[1, j].axhline(1, color="k", lw=0.5)
    ax[1, j].axhspan(0.95, 1.05, color="0.9")
    ax[1, j].set_xlabel(f"slice in {n}")
    ax[0, j].set_ylabel("mean energy (MeV)")
ax[0, 0].legend(title="line MC, points network", fontsize=7)
ax[1, 0].set_ylabel("network / MC")
f.savefig(f"{a.run}/profiles.png", dpi=110, bbox_inches="tight")
f, ax = ratio_axes(4)
es = np.array([float(k) for k in res["fixed"]])
F = list(res["fixed"].values())
for j, (k, lab) in enumerate(
    (
        ("response", "E_sum / E"),
        ("resolution", "rms / mean of E_sum"),
        ("cz_spread", "spread of depth (layers)"),
        ("hits01", "cells over 0.1 MeV"),
    )
):
    s, t = np.array([d[k + "_mc"] for d in F]), np.array([d[k + "_gen"] for d in F])
    ax[0, j].plot(es, s, "k-o", ms=4, label="MC")
    ax[0, j].plot(es, t, "r--s", ms=4, label="network")
    ax[1, j].plot(es, t / s, "r-s", ms=4)
    ax[0, j].set_ylabel(lab)
    ax[1, j].axhline(1, color="k", lw=0.5)
    ax[1, j].set_ylim((0.9, 1.1) if k == "response" else (0.6, 1.4))
    ax[1, j].set_xlabel("E (GeV)")
ax[0, 0].legend()
f.savefig(f"{a.run}/response.png", dpi=110, bbox_inches="tight")
f, ax = plt.subplots(1, 3, figsize=(14, 4))
mid = np.sqrt(bl[1:] * bl[:-1])
ax[0].step(mid, hp, where="mid", color="k", label="MC")
ax[0].step(mid, hq, where="mid", color="r", label="network")
ax[0].set_xscale("log")
ax[0].set_yscale("log")
ax[0].set_xlabel("cell energy (GeV)")
ax[0].set_ylabel("cells per shower, held-out energies")
ax[0].legend()
for c, e in enumerate((10, 100, 500)):
    for i, (lab, k) in enumerate((("E_sum / mean of MC", "tot"), ("depth (layer)", "cz"))):
        p, q = moments(FS[e][0])[k], moments(FS[e][1])[k]
        s = p.mean() if k == "tot" else 1
        b = np.linspace(0.7, 1.3, 31) if k == "tot" else np.linspace(6, 19, 40)
        ax[1 + i].hist(p / s, b, density=True, histtype="step", color=C[c], label=f"{e} GeV")
        ax[1 + i].hist(q / s, b, density=True, histtype="step", color=C[c], ls="--")
        ax[1 + i].set_xlabel(lab)
ax[1].legend(title="line MC, dashes network", fontsize=7)
f.savefig(f"{a.run}/spectrum.png", dpi=110, bbox_inches="tight")
f, ax = plt.subplots(2, 6, figsize=(17, 5.4))
X5, Y5 = FS[100]
for i in range(6):
    for r, Z in enumerate((X5, Y5)):
        ax[r, i].imshow(np.log10(Z[i].sum(1).T + 1e-6).T, origin="lower", vmin=-5, vmax=0, cmap="viridis")
        ax[r, i].set_title(("MC" if r == 0 else "network") + " 100 GeV", fontsize=8)
ax[1, 0].set_xlabel("z")
ax[1, 0].set_ylabel("x")
f.savefig(f"{a.run}/showers.png", dpi=100, bbox_inches="tight")
