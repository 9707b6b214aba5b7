// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef GANC_DIALECTS_GAN_GANOPS_TD
#define GANC_DIALECTS_GAN_GANOPS_TD

include "dialects/gan/GanDialect.td"
include "dialects/gan/GanInterfaces.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class Gan_Op<string mnemonic, list<Trait> traits = []>
    : Op<Gan_Dialect, mnemonic, !listconcat([Pure, DeclareOpInterfaceMethods<Gan_Evaluate>], traits)>;

//===- Constants ----------------------------------------------------------===//

def Gan_ConstantOp : Gan_Op<"constant", [ConstantLike]> {
  let summary = "a parameter of the network";
  let description = [{
    Values are f32, or the stored integers of a quantized result type. A constant of f32 type may hold its
    values in float64: folded parameters are rounded once, where a kernel's data is made of them. Constants of
    more than 16 elements are kept as resources, so that a printed module shows the network first and the
    numbers last.

    ```mlir
    %w = gan.constant dense<[1.0, 2.0]> : tensor<2xf32>
    %s = gan.constant dense<0.1> : tensor<f64> -> tensor<f32>
    ```
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs Gan_Tensor:$dst);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasFolder = 1;
}

//===- Ops that multiply weights ------------------------------------------===//

defvar heavyArguments = (ins
    Gan_Tensor:$src, Gan_Tensor:$weight, Optional<Gan_Tensor>:$bias,
    Optional<Gan_FloatTensor>:$multiplier,
    DefaultValuedAttr<Gan_ActivationAttr, "::ganc::gan::Activation::None">:$activation,
    DefaultValuedAttr<F32Attr, "0.0f">:$slope, UnitAttr:$row_sums);

class Gan_HeavyOp<string mnemonic, list<string> more = []> : Gan_Op<mnemonic, [
    AttrSizedOperandSegments,
    DeclareOpInterfaceMethods<
        Gan_Heavy, !listconcat(["getOutputAxis", "getInputAxis", "getGroupCount"], more)>]> {
  let results = (outs Gan_Tensor:$dst);
  let assemblyFormat = [{
    $src `,` $weight (`bias` $bias^)? (`multiplier` $multiplier^)? attr-dict `:`
    functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def Gan_DenseOp : Gan_HeavyOp<"dense"> {
  let summary = "fully connected layer";
  let description = [{
    dst[n, m] = activation(sum over k: src[n, k] * weight[k, m] + bias[m]).

    Quantized as `gan.conv`.

    ```mlir
    %y = gan.dense %x, %w bias %b : (tensor<?x200xf32>, tensor<200x3136xf32>, tensor<3136xf32>) -> tensor<?x3136xf32>
    ```
  }];
  let arguments = heavyArguments;
}

def Gan_ConvOp : Gan_HeavyOp<"conv"> {
  let summary = "convolution of one to three space axes";
  let description = [{
    Per group, for every position o of the result, with t running over the kernel:

        acc[n, co, o]  = sum over t, ci: src[n, ci, o * stride + t * dilation - pad_low] * weight[co, ci, t]
        dst[n, co, o]  = activation(acc + bias[co, o])

    where src reads as zero outside its extents. `bias` is [co], or a field [co, space...] over the
    positions of the result (batch norm folded through zero padding leaves one).

    On quantized tensors acc is the exact integer sum of stored values over the taps inside src, and

        v   = fma(f32(acc), multiplier[co], bias[co, o])      one rounding for the conversion, one for the fma
        a   = activation(v)                                   leaky_relu: v > 0 ? v : slope * v, one rounding
        dst = zero_point + round_half_even(clamp(a)), clamped to the storage type; or a itself when dst is f32

    With `row_sums` (src of 16 bits) acc need not fit 32 bits, only the part of each row of taps along the last axis
    must, over all ci; f32(acc) is then the sum in f32, from +0 and in order of t, of f32(part of the row).

    So `multiplier` and `bias` contain all scales and the zero point of src; padding taps contribute
    nothing to acc, and nothing to the zero point's part of the bias.

    Without `multiplier` the op has ONNX's literal rounding: the types' scales are those of a quantized model,
    `bias` is stored in 32 bits and contains the zero point's part alike, and in float64

        v   = f64(acc + bias[co, o]) * scale(weight, co) * (scale(src) / scale(dst))
        dst = zero_point + round_half_even(clamp(activation(v))), clamped to the storage type
  }];
  let arguments = !con(heavyArguments, (ins
      DenseI64ArrayAttr:$strides, DenseI64ArrayAttr:$dilations,
      DenseI64ArrayAttr:$pads_low, DenseI64ArrayAttr:$pads_high,
      DefaultValuedAttr<I64Attr, "1">:$group));
}

def Gan_ConvTransposeOp : Gan_HeavyOp<"conv_transpose"> {
  let summary = "transposed convolution";
  let description = [{
    Per group: every src[n, ci, i] adds src * weight[ci, co, t] to position i * stride + t * dilation -
    pad_low of the result, whose extent is (extent - 1) * stride + (kernel - 1) * dilation + 1 +
    output_padding - pad_low - pad_high. Bias, activation and quantized form as `gan.conv`.
  }];
  let arguments = !con(heavyArguments, (ins
      DenseI64ArrayAttr:$strides, DenseI64ArrayAttr:$dilations,
      DenseI64ArrayAttr:$pads_low, DenseI64ArrayAttr:$pads_high,
      DenseI64ArrayAttr:$output_padding,
      DefaultValuedAttr<I64Attr, "1">:$group));
}

def Gan_PhaseConvOp : Gan_HeavyOp<"phase_conv", ["getPhaseCount", "getPhaseOfPositions"]> {
  let summary = "convolution with weights of its own for each phase of the result's positions";
  let description = [{
    What a convolution of an upsampled source is once taps that read the same source cell share one weight,
    and what a transposed convolution is seen from its result. Along each space axis a position of the result
    is o = phases * q + p; P counts the phases of all axes together, those of the last axis fastest:

        acc[n, co, o] = sum over t, ci: src[n, ci, stride * q + offset(p) + t] * weight[P * channels + co, ci, t]

    where src reads as zero outside its extents, and t runs over the taps of phase p; weights of taps beyond
    (phases may have different numbers of taps) are not read. Phases of an axis with `split` share sums (`#gan.phases`):
    acc of such a phase begins with that of the phase before, and so does f32(acc) with `row_sums`. Bias, activation
    and quantized form as `gan.conv`, with a multiplier for each phase and channel, [P * channels + co].

    ```mlir
    %y = gan.phase_conv %x, %w {axes = [#gan.phases<stride = 1, offsets = [-1, 0], taps = [2, 2]>]} :
        (tensor<?x3x4xf32>, tensor<10x3x2xf32>) -> tensor<?x5x8xf32>
    ```
  }];
  let arguments = !con(heavyArguments, (ins TypedArrayAttrBase<Gan_PhaseAxisAttr, "axes">:$axes));
  let extraClassDeclaration = [{
    /// The space axis whose src is split, if any.
    std::optional<int64_t> splitAxis();
    /// The phase whose sums that one goes on with, if any: the one before it along the split axis.
    std::optional<int64_t> phaseBefore(int64_t phase);
  }];
}

//===- Functions of single values -----------------------------------------===//

def Gan_BatchNormOp : Gan_Op<"batch_norm"> {
  let summary = "batch normalization at inference: scale and shift of each channel";
  let description = [{
    dst[n, c, ...] = src[n, c, ...] * scale[c] + shift[c].
    From ONNX: scale = gamma / sqrt(variance + epsilon), shift = beta - mean * scale, computed in float64.
  }];
  let arguments = (ins Gan_FloatTensor:$src, Gan_FloatTensor:$scale, Gan_FloatTensor:$shift);
  let results = (outs Gan_FloatTensor:$dst);
  let assemblyFormat = "$src `,` $scale `,` $shift attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

class Gan_UnaryOp<string mnemonic> : Gan_Op<mnemonic, [SameOperandsAndResultType]> {
  let arguments = (ins Gan_FloatTensor:$src);
  let results = (outs Gan_FloatTensor:$dst);
  let assemblyFormat = "$src attr-dict `:` type($dst)";
}

def Gan_ReluOp : Gan_UnaryOp<"relu"> {
  let summary = "max(src, 0)";
}
def Gan_LeakyReluOp : Gan_UnaryOp<"leaky_relu"> {
  let summary = "src > 0 ? src : slope * src";
  let arguments = (ins Gan_FloatTensor:$src, F32Attr:$slope);
}
def Gan_SigmoidOp : Gan_UnaryOp<"sigmoid"> {
  let summary = "1 / (1 + exp(-src))";
}
def Gan_TanhOp : Gan_UnaryOp<"tanh"> {
  let summary = "hyperbolic tangent";
}

class Gan_BinaryOp<string mnemonic> : Gan_Op<mnemonic> {
  let description = [{
    Operands are broadcast as in ONNX: aligned at the last axis, extents equal or one. A parameter without
    batch broadcasts over it.
  }];
  let arguments = (ins Gan_FloatTensor:$lhs, Gan_FloatTensor:$rhs);
  let results = (outs Gan_FloatTensor:$dst);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
def Gan_AddOp : Gan_BinaryOp<"add"> { let summary = "lhs + rhs"; }
def Gan_SubOp : Gan_BinaryOp<"sub"> { let summary = "lhs - rhs"; }
def Gan_MulOp : Gan_BinaryOp<"mul"> { let summary = "lhs * rhs"; }
def Gan_DivOp : Gan_BinaryOp<"div"> { let summary = "lhs / rhs"; }

//===- Ops that only move values ------------------------------------------===//

class Gan_MoveOp<string mnemonic> : Gan_Op<mnemonic, [DeclareOpInterfaceMethods<Gan_Move>]> {
  let results = (outs Gan_Tensor:$dst);
  let hasVerifier = 1;
}

def Gan_ReshapeOp : Gan_MoveOp<"reshape"> {
  let summary = "the same elements in the same order, in another shape";
  let arguments = (ins Gan_Tensor:$src);
  let assemblyFormat = "$src attr-dict `:` type($src) `->` type($dst)";
  let hasFolder = 1;
}

def Gan_TransposeOp : Gan_MoveOp<"transpose"> {
  let summary = "axes in another order";
  let description = [{
    Axis i of the result is axis permutation[i] of src; permutation[0] is 0 for activations (the batch stays).
  }];
  let arguments = (ins Gan_Tensor:$src, DenseI64ArrayAttr:$permutation);
  let assemblyFormat = "$src $permutation attr-dict `:` type($src) `->` type($dst)";
  let hasFolder = 1;
}

def Gan_PadOp : Gan_MoveOp<"pad"> {
  let summary = "zeros before and after each axis";
  let description = [{ `low` and `high` have an entry for each axis; those of the batch are 0. }];
  let arguments = (ins Gan_Tensor:$src, DenseI64ArrayAttr:$low, DenseI64ArrayAttr:$high);
  let assemblyFormat = "$src `low` $low `high` $high attr-dict `:` type($src) `->` type($dst)";
  let hasFolder = 1;
}

def Gan_UpsampleOp : Gan_MoveOp<"upsample"> {
  let summary = "nearest upsampling by whole factors";
  let description = [{
    dst[..., i, ...] = src[..., i / factor, ...]; `factors` has an entry for each axis, 1 for batch and channels.
  }];
  let arguments = (ins Gan_Tensor:$src, DenseI64ArrayAttr:$factors);
  let assemblyFormat = "$src $factors attr-dict `:` type($src) `->` type($dst)";
  let hasFolder = 1;
}

def Gan_TileOp : Gan_MoveOp<"tile"> {
  let summary = "whole copies side by side: dst[..., i, ...] = src[..., i mod extent, ...]";
  let arguments = (ins Gan_Tensor:$src, DenseI64ArrayAttr:$repeats);
  let assemblyFormat = "$src $repeats attr-dict `:` type($src) `->` type($dst)";
}

def Gan_SliceOp : Gan_MoveOp<"slice"> {
  let summary = "a range of one axis";
  let description = [{ dst[..., i, ...] = src[..., begin + i, ...] on `axis` (not the batch). }];
  let arguments = (ins Gan_Tensor:$src, I64Attr:$axis, I64Attr:$begin);
  let assemblyFormat = "$src `axis` $axis `begin` $begin attr-dict `:` type($src) `->` type($dst)";
  let hasFolder = 1;
}

def Gan_ConcatOp : Gan_MoveOp<"concat"> {
  let summary = "operands one behind the other along one axis (not the batch)";
  let arguments = (ins Variadic<Gan_Tensor>:$srcs, I64Attr:$axis);
  let assemblyFormat = "$srcs `axis` $axis attr-dict `:` functional-type($srcs, $dst)";
  let hasFolder = 1;
}

include "dialects/gan/GanStoredOps.td"

#endif
