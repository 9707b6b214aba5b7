# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# make-onnx.py FROM.txtpb TO.onnx [OLD NEW]...: an ONNX file from a protobuf text, in which each OLD, which must be
# there, is replaced by NEW. Needs protoc and Debian's onnx.proto only.
import subprocess
import sys

source, target, changes = sys.argv[1], sys.argv[2], sys.argv[3:]
with open(source) as file:
    text = file.read()
for old, new in zip(changes[::2], changes[1::2], strict=True):
    if old not in text:
        sys.exit(f"{source} has no '{old}'")
    text = text.replace(old, new)
encode = ["protoc", "--encode=onnx.ModelProto", "-I", "/usr/include/onnx", "/usr/include/onnx/onnx.proto"]
with open(target, "wb") as file:
    sys.exit(subprocess.run(encode, input=text.encode(), stdout=file).returncode)
