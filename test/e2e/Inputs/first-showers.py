# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# first-showers.py COUNT FROM.h5 TO.h5: the first showers of the float datasets of a file, which has no fewer.
import os
import re
import subprocess
import sys
import tempfile

count, source, target = int(sys.argv[1]), sys.argv[2], sys.argv[3]
listing = subprocess.check_output(["h5ls", "-r", source], text=True)
datasets = re.findall(r"^(/\S+)\s+Dataset \{([\d, ]+)\}$", listing, re.MULTILINE)
with tempfile.TemporaryDirectory() as folder:
    raw = os.path.join(folder, "raw")
    for name, extents in datasets:
        dims = ",".join([str(count), *extents.split(", ")[1:]])
        start = ",".join("0" for _ in extents.split(", "))
        dump = ["h5dump", "-d", name, "-s", start, "-c", dims, "-b", "LE", "-o", raw, source]
        subprocess.run(dump, check=True, stdout=subprocess.DEVNULL)
        header = subprocess.check_output(["h5dump", "-H", "-d", name, source], text=True)
        bits = re.search(r"H5T_IEEE_F(32|64)LE", header).group(1)
        form = ["-dims", dims, "-path", name, "-type", "FP", "-size", bits]
        subprocess.run(["h5import", raw, *form, "-o", target], check=True)
