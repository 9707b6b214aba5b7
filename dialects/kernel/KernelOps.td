// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef GANC_DIALECTS_KERNEL_KERNELOPS_TD
#define GANC_DIALECTS_KERNEL_KERNELOPS_TD

include "dialects/kernel/KernelDialect.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class Kernel_Op<string mnemonic, list<Trait> traits = []> : Op<Kernel_Dialect, mnemonic, traits>;

/// [x][y][channel group][z][showers][channels of a group]
def Kernel_Buffer : MemRefRankOf<[F32, I8, I16], [6]>;

def Kernel_DataOp : Kernel_Op<"data", [Symbol]> {
  let summary = "read-only numbers: weights, biases, tables";
  let arguments = (ins SymbolNameAttr:$sym_name, ElementsAttr:$value);
  let assemblyFormat = "$sym_name attr-dict `=` $value";
}

def Kernel_BufferOp : Kernel_Op<"buffer", [MemoryEffects<[MemAlloc]>]> {
  let summary = "an activation's place in the arena";
  let description = [{
    `offset` is in bytes, a multiple of 64; it is absent until `kernel-plan-arena` has run.

    With `copies` there are so many of it, one behind the other: one for each of several blocks of 16 showers whose
    kernels read large weights in one pass.

    With `planes` only so many planes of x are kept, plane x at place x mod `planes`: the one kernel that writes
    the buffer and the one that reads it, which follows it, take turns (`dialects/kernel/KernelGroups.h`).
  }];
  let arguments = (ins OptionalAttr<I64Attr>:$copies, OptionalAttr<I64Attr>:$planes, OptionalAttr<I64Attr>:$offset);
  let results = (outs Kernel_Buffer:$buffer);
  let assemblyFormat = "(`copies` $copies^)? (`planes` $planes^)? (`at` $offset^)? attr-dict `:` type($buffer)";
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// Bytes of the arena that it takes.
    int64_t bytes();
  }];
}

def Kernel_ViewOp : Kernel_Op<"view", [Pure]> {
  let summary = "the same cells in the same order, with other extents";
  let arguments = (ins Kernel_Buffer:$src);
  let results = (outs Kernel_Buffer:$dst);
  let assemblyFormat = "$src attr-dict `:` type($src) `->` type($dst)";
  let hasVerifier = 1;
}

/// Every op that computes: it reads sources and writes one destination.
class Kernel_ComputeOp<string mnemonic> : Kernel_Op<mnemonic, [MemoryEffects<[MemRead, MemWrite]>]> {
  let hasVerifier = 1;
}

def Kernel_ReadOp : Kernel_ComputeOp<"read"> {
  let summary = "a model input, floats of each shower in C order, into cells";
  let description = [{
    Element ((c * X + x) * Y + y) * Z + z of a shower goes to channel c at x, y, z. Lanes beyond the last
    shower repeat it, so they need no care later.
  }];
  let arguments = (ins Kernel_Buffer:$dst, I64Attr:$input);
  let assemblyFormat = "$input `to` $dst attr-dict `:` type($dst)";
}

def Kernel_WriteOp : Kernel_ComputeOp<"write"> {
  let summary = "cells to a model output, floats in C order";
  let description = [{ The inverse of `kernel.read`; lanes beyond the last shower write its values again. }];
  let arguments = (ins Kernel_Buffer:$src, I64Attr:$output);
  let assemblyFormat = "$src `to` $output attr-dict `:` type($src)";
}

def Kernel_PhaseConvOp : Kernel_ComputeOp<"phase_conv"> {
  let summary = "everything that multiplies weights";
  let extraClassDeclaration = [{
    /// The loop nest's axes and columns.
    ::ganc::numerics::PhaseColumns phaseColumns();
    /// Positions of source (of y and z: as it is laid out) and destination.
    ::ganc::numerics::Positions positions();
    /// Columns of a row of packed weights.
    int64_t blockColumns() { return getBlock().value_or(getTile()[1]); }
    /// Columns of biases and multipliers at one position.
    int64_t parameterColumns();
    /// Columns of a vector.
    int64_t vectorColumns() { return getLanes() == Lanes::Channels ? kLanes : 1; }
  }];
  let description = [{
    Along each axis, output position o = u * q + p (phase p of u):

        acc[o, co] = sum over tx, ty, g, tz, c: src[s * q + offset(p) + d * t][g, c] * weight[p][co][t][g, c]

    with the order of the sums as written, t outside the source skipped, and per lane; then

        f32:        dst = act(acc + bias)
        quantized:  v = fma(f32(acc), multiplier[co], bias)
                    dst = act(v), or zero_point + round_half_even(clamp(act(v)))
        `factor`:   v = f64(acc + bias) * multiplier[co] * factor, bias of integers; act, clamp and rounding in f64

    (`dialects/numerics/Requantization.h`). `slope` absent: act is the identity; 0: relu; else leaky relu.
    With `row_sums` f32(acc) is the sum in f32 of f32 of each row (tx, ty), from +0. Phases of an axis with `split`
    begin with the sums of the phase before (y only). `bias` has one float for each channel, or for each output position
    and channel, [x][y][z][co]; `multiplier` one for each channel, or for each phase and channel, [px][py][pz][co]. With
    `bias_planes`, 32-bit words [x], the bias of positions has [plane], and position x of the loop nest reads plane
    bias_planes[x] of it.

    A plain convolution has one phase per axis, a dense layer one position, a transposed convolution of
    stride u has u phases.

    `lanes` says what the 16 lanes of a vector hold:

        showers     16 showers: activations are vectors, weights single words
        channels    one shower, 16 output channels: activations are single words, weights vectors. Phases of
                    axes with `merged` count as channels (dialects/numerics/PhaseColumns.h).
        positions   one shower, 16 neighboring positions of a plane (y, z) of a phase: activations are vectors, weights
                    single words. `src` holds flat planes (`kernel.flatten`) of pitch and lead `flat`; results
                    gather in `scratch`, [phase of z][g][place], before rows are stored. A bias of positions is
                    [x][py][pz][co][place].

    **Weights** are words [px][py][pz][column / B][tx][ty][g][tz][B] with B = `block`, absent: C; columns are output
    channels, times merged phases. The loop nest computes `tile` = [Z, C], Z positions (showers: of one phase) times C
    columns, in registers. With `copies_tile` = C' it computes the same position of all copies of the buffers at once
    when they are there, a tile of copies times C' columns, so that weights are read once. With `sums` = S (integers)
    each result has S accumulators, which taps along z take in turn, so that they wait less for each other. Biases and
    multipliers have columns like weights, rounded up to whole vectors. `dot` says with which instruction. None of this
    changes results.
  }];
  let arguments = (ins
      Kernel_Buffer:$src, Kernel_Buffer:$dst,
      FlatSymbolRefAttr:$weights, OptionalAttr<FlatSymbolRefAttr>:$bias, OptionalAttr<FlatSymbolRefAttr>:$bias_planes,
      OptionalAttr<FlatSymbolRefAttr>:$multiplier,
      Kernel_AxisAttr:$x, Kernel_AxisAttr:$y, Kernel_AxisAttr:$z,
      I64Attr:$channels, OptionalAttr<F32Attr>:$slope, OptionalAttr<DenseI64ArrayAttr>:$storage,
      DenseI64ArrayAttr:$tile, OptionalAttr<I64Attr>:$block, OptionalAttr<I64Attr>:$copies_tile,
      OptionalAttr<I64Attr>:$sums, UnitAttr:$row_sums, Kernel_DotAttr:$dot,
      DefaultValuedAttr<Kernel_LanesAttr, "Lanes::Showers">:$lanes, OptionalAttr<DenseBoolArrayAttr>:$merged,
      OptionalAttr<DenseI64ArrayAttr>:$flat, Optional<Kernel_Buffer>:$scratch, OptionalAttr<F64Attr>:$factor);
  let assemblyFormat = [{
    $src `to` $dst `weights` $weights (`bias` $bias^)? (`bias_planes` $bias_planes^)?
    (`multiplier` $multiplier^)?
    `x` $x `y` $y `z` $z `channels` $channels (`slope` $slope^)? (`storage` $storage^)? `tile` $tile (`block` $block^)?
    (`copies_tile` $copies_tile^)? (`sums` $sums^)? (`row_sums` $row_sums^)? `dot` $dot (`flat` $flat^)? (`scratch` $scratch^ `:` type($scratch))?
    attr-dict `:` type($src) `->` type($dst)
  }];
}

def Kernel_FlattenOp : Kernel_ComputeOp<"flatten"> {
  let summary = "planes (y, z) with their rows one behind the other and zeros around";
  let description = [{
    The word of dst at `lead` + y * `pitch` + z of plane x, group g is that of src at x, y, z; all others are zero
    (`dialects/numerics/FlatPlane.h`). One shower.
  }];
  let arguments = (ins Kernel_Buffer:$src, Kernel_Buffer:$dst, I64Attr:$pitch, I64Attr:$lead);
  let assemblyFormat = "$src `to` $dst `pitch` $pitch `lead` $lead attr-dict `:` type($src) `->` type($dst)";
}

def Kernel_AppendDifferencesOp : Kernel_ComputeOp<"append_differences"> {
  let summary = "stored values of 16 bits, and behind them their differences along y";
  let description = [{
    With x = src - `zero_point`, zero outside the n positions along y of src: dst[x][y] = x[y] for y < n, and
    dst[x][n + j] = x[j] - x[j - 1] for j = 0 .. n, modulo 2^16.
  }];
  let arguments = (ins Kernel_Buffer:$src, Kernel_Buffer:$dst, I64Attr:$zero_point);
  let assemblyFormat = "$src `to` $dst `zero_point` $zero_point attr-dict `:` type($src) `->` type($dst)";
}

def Kernel_MapOp : Kernel_ComputeOp<"map"> {
  let summary = "a function of single values, f32";
  let description = [{
    One operand: relu, leaky_relu (slope in `slope`), sigmoid, tanh. Two: add, sub, mul, div. `affine` is
    fma(src, scale, shift). What is not a buffer is `kernel.data` with one float for each cell of dst, in
    `data`: the right operand (or the left one when `data_first`), or scale and shift.
  }];
  let arguments = (ins
      Variadic<Kernel_Buffer>:$srcs, Kernel_Buffer:$dst, Kernel_FunctionAttr:$function,
      OptionalAttr<SymbolRefArrayAttr>:$data, UnitAttr:$data_first, OptionalAttr<F32Attr>:$slope);
  let assemblyFormat = "$function $srcs `to` $dst attr-dict `:` type($srcs) `->` type($dst)";
}

def Kernel_ConvertOp : Kernel_ComputeOp<"convert"> {
  let summary = "between f32 and stored integers";
  let description = [{
    f32 source: dst = zero_point + round_half_even(clamp(src / factor)); f32 destination:
    dst = f32(src - zero_point) * factor. `storage` = [low, high, zero_point]. `channels` is the number of
    channels that are not padding.
  }];
  let arguments = (ins Kernel_Buffer:$src, Kernel_Buffer:$dst, F32Attr:$factor, DenseI64ArrayAttr:$storage,
                       I64Attr:$channels);
  let assemblyFormat = "$src `to` $dst `factor` $factor `storage` $storage `channels` $channels attr-dict `:` type($src) `->` type($dst)";
}

def Kernel_LookupOp : Kernel_ComputeOp<"lookup"> {
  let summary = "a function of stored bytes";
  let description = [{
    dst = table[src] for each channel, padding channels too. `table` has 256 bytes for all channels, or for each in
    whole groups of them, [channel][256].
  }];
  let arguments = (ins Kernel_Buffer:$src, Kernel_Buffer:$dst, FlatSymbolRefAttr:$table);
  let assemblyFormat = "$src `to` $dst `table` $table attr-dict `:` type($src) `->` type($dst)";
  let extraClassDeclaration = [{
    /// Words of `table` when each channel has its own.
    int64_t wordsOfChannels();
  }];
}

def Kernel_MoveOp : Kernel_ComputeOp<"move"> {
  let summary = "every value of dst is a value of a source";
  let description = [{
    `table` has two words for each value of dst (cell by cell, channel by channel): the source's number, and the
    value in it (cell * P + channel); source -1 stands for `zero`, -2 for anything (padding channels). All buffers have
    one element type.
  }];
  let arguments = (ins Variadic<Kernel_Buffer>:$srcs, Kernel_Buffer:$dst, FlatSymbolRefAttr:$table,
                       DefaultValuedAttr<I64Attr, "0">:$zero);
  let assemblyFormat = "$srcs `to` $dst `table` $table attr-dict `:` type($srcs) `->` type($dst)";
}

#endif
