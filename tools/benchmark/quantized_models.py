# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The INT8 models of peers, kept in a folder: made once for a network, a description, what makes them and versions."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

from peer_process import Unavailable

SCRIPT = pathlib.Path(__file__).with_name("quantize.py")
SUFFIXES = {"onnxruntime-static": ".onnx", "nncf-default": ".xml", "nncf-accuracy-control": ".xml"}


def key(how, model, description, versions):
    """Of all that decides: the scripts hold the settings."""
    digest = hashlib.sha256()
    for part in (how, repr(sorted(versions.items()))):
        digest.update(part.encode())
    for path in (model, description, SCRIPT, SCRIPT.with_name("showers.py")):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def last_line(log):
    return log.read_text(encoding="utf-8", errors="replace").strip().rpartition("\n")[2]


def quantized_model(how, model, description, versions, environment, folder):
    """Path of the model, which may take minutes to make; raises Unavailable. The log of making it lies beside it."""
    kept = folder / f"{model.stem}-{how}-{key(how, model, description, versions)}"
    result = kept / f"model{SUFFIXES[how]}"
    if result.is_file():
        return result
    unfinished = kept.with_name(kept.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    print(f"peers: making {how} of {model.name}, which may take minutes", file=sys.stderr)
    with open(unfinished / "log", "w", encoding="utf-8") as log:
        command = ["nice", sys.executable, SCRIPT, how, model, description, unfinished / result.name]
        code = subprocess.run(command, stdout=log, stderr=log, env={**os.environ, **environment}).returncode
    if code != 0:
        raise Unavailable(f"{how} ended with exit code {code}: {last_line(unfinished / 'log')}")
    unfinished.rename(kept)
    return result
