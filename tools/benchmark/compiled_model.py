# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A library that ganc made, called through its C table (runtime/include/ganc/abi.h, version 1)."""
import ctypes
import re

import numpy as np

ABI_VERSION = 1
ALIGNMENT = 64
FLOATS = ctypes.POINTER(ctypes.c_float)
RUN = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_int64, ctypes.POINTER(FLOATS), ctypes.POINTER(FLOATS), ctypes.c_void_p)


class Tensor(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("shape", ctypes.POINTER(ctypes.c_int64)), ("rank", ctypes.c_int32),
                ("elements", ctypes.c_int64)]


class Variant(ctypes.Structure):
    _fields_ = [("target", ctypes.c_char_p), ("level", ctypes.c_int32), ("run", RUN)]


class Table(ctypes.Structure):
    _fields_ = [("abi_version", ctypes.c_uint32), ("model_bytes", ctypes.c_uint32), ("name", ctypes.c_char_p),
                ("version", ctypes.c_char_p), ("inputs", ctypes.POINTER(Tensor)), ("outputs", ctypes.POINTER(Tensor)),
                ("conditions", ctypes.c_void_p), ("variants", ctypes.POINTER(Variant)),
                ("input_count", ctypes.c_int32), ("output_count", ctypes.c_int32),
                ("condition_count", ctypes.c_int32), ("variant_count", ctypes.c_int32),
                ("workspace_bytes", ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_int64)), ("run", RUN),
                ("metadata", ctypes.c_void_p), ("metadata_bytes", ctypes.c_uint64)]


def pointers(arrays):
    return (FLOATS * len(arrays))(*(array.ctypes.data_as(FLOATS) for array in arrays))


def tensors(described, count, n):
    return {described[i].name.decode(): np.zeros((n, described[i].elements), np.float32) for i in range(count)}


class CompiledModel:
    """Bound to n showers: fill `inputs`, call `run`, read `outputs` (each name -> [n, elements])."""

    def __init__(self, library, name, n):
        function = getattr(ctypes.CDLL(str(library)), re.sub("[^A-Za-z0-9]", "_", name) + "_model")
        function.restype = ctypes.POINTER(Table)
        table = function().contents
        if table.abi_version != ABI_VERSION:
            raise RuntimeError(f"{library} has version {table.abi_version} of the ABI, expected {ABI_VERSION}")
        self.n, self.table, self.target = n, table, table.variants[0].target.decode()
        self.inputs = tensors(table.inputs, table.input_count, n)
        self.outputs = tensors(table.outputs, table.output_count, n)
        self._memory = np.zeros(table.workspace_bytes(n) + ALIGNMENT, np.uint8)
        self._workspace = -(-self._memory.ctypes.data // ALIGNMENT) * ALIGNMENT
        self._arguments = pointers(self.inputs.values()), pointers(self.outputs.values())

    def run(self):
        status = self.table.run(self.n, *self._arguments, self._workspace)
        if status != 0:
            raise RuntimeError(f"run returned status {status}, expected 0")
