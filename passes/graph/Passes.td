// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Level 1: f32 graph to f32 graph, in pipeline order. Together they bring every exporter's file of a network
// to the same sequence of ops. Formulas, reasons and limits of a pass are at the head of its source; its
// example is the lit test test/passes/graph/NAME.mlir.

#ifndef GANC_PASSES_GRAPH_PASSES_TD
#define GANC_PASSES_GRAPH_PASSES_TD

include "mlir/Pass/PassBase.td"

class Graph_Pass<string name> : Pass<name, "::mlir::ModuleOp"> {
  let dependentDialects = ["::ganc::gan::GanDialect"];
}

/// A pass that says why it left something alone.
class Graph_ExplainingPass<string name> : Graph_Pass<name> {
  let options = [
    Option<"remarks", "remarks", "bool", "false", "Emit a remark with the reason at each op that was kept">,
  ];
}

def FoldConstantsPass : Graph_Pass<"gan-fold-constants"> {
  let summary = "Evaluate ops that read parameters only";
  let description = [{
    f(constant, ...) becomes the constant that the reference evaluation of f gives, in float64. Parameters have no
    batch; what reads an activation stays. Example: fold-constants.mlir.
  }];
}

def FoldTransposePass : Graph_Pass<"gan-fold-transpose"> {
  let summary = "Move transposes towards the results until they cancel";
  let description = [{
    f (T x) becomes T (f' x) for functions of single values, batch_norm, arithmetic, pad, upsample, tile, slice,
    concat and reshape; T2 (T1 x) becomes one transpose or none; T (reshape (dense x)) permutes the columns of
    the dense layer; a transpose that moves only axes of extent one becomes a reshape. Left over: transposes
    at the network's own inputs and outputs, and between axes that mean something else on either side.
    Example: fold-transpose.mlir.
  }];
}

def InferUpsamplePass : Graph_Pass<"gan-infer-upsample"> {
  let summary = "Find nearest upsampling in all its disguises";
  let description = [{
    A chain of moves with dst[i0, i1, ...] = src[i0 / f0, i1 / f1, ...] for each element becomes
    upsample(src, f): slices of one and a concat of repeats, unsqueeze + tile + reshape, one op for each axis.
    Chains that put zeros in, or that copy in another order, stay. Example: infer-upsample.mlir.
  }];
}

def InferBatchNormPass : Graph_Pass<"gan-infer-batch-norm"> {
  let summary = "Recognize batch norms, biases and scalings written as arithmetic";
  let description = [{
    x + t, x - t, t - x, x * s, x / s with one number for each channel (or one for all) become
    batch_norm(x, scale, shift); consecutive ones become one: s1 s2 and s2 t1 + t2; scale 1 and shift 0
    vanishes. Example: infer-batch-norm.mlir.
  }];
}

def FoldReshapePass : Graph_Pass<"gan-fold-reshape"> {
  let summary = "Merge reshapes";
  let description = [{
    reshape (reshape x) becomes one reshape or none; f (reshape x) becomes reshape (f x) for functions of
    single values. Example: fold-reshape.mlir.
  }];
}

def FoldMovePass : Graph_Pass<"gan-fold-move"> {
  let summary = "Absorb moves into the dense layer that reads them";
  let description = [{
    dense (move x) becomes dense' (reshape x): rows of the weights in another order, those of copies added up, those
    of zeros left out. Example: fold-move.mlir.
  }];
}

def FoldPadPass : Graph_ExplainingPass<"gan-fold-pad"> {
  let summary = "Move zero padding into the convolution that reads it";
  let description = [{
    pad (pad x) becomes one pad; f (pad x) becomes pad (f x) where f keeps zero; upsample (pad x, p) becomes
    pad (upsample x, factor * p); conv (pad x, p) with pads becomes conv x with pads + p. A batch norm with a
    shift does not keep zero and bars the way. Example: fold-pad.mlir.
  }];
}

def FoldBatchNormPass : Graph_ExplainingPass<"gan-fold-batch-norm"> {
  let summary = "Fold batch norms into weights and biases";
  let description = [{
    After a dense layer or convolution: weight[co] * scale[co], bias[co] * scale[co] + shift[co]. Before it,
    also with moves and the convolution's own zero padding between: weight[ci] * scale[ci], and

        bias[co, o] += sum over the taps t of position o that lie inside, ci: weight[co, ci, t] * shift[ci]

    a field over positions, or one number for each channel where all positions get the same. Exact in real
    arithmetic. Example: fold-batch-norm.mlir.
  }];
}

def FoldUpsamplePass : Graph_ExplainingPass<"gan-fold-upsample"> {
  let summary = "Fold nearest upsampling into the convolution that reads it";
  let description = [{
    conv (upsample (x, u)) becomes phase_conv x: for each phase p of the u positions that a source cell becomes,
    taps that read the same cell get one weight, their sum. Example: fold-upsample.mlir.
  }];
}

def FoldConvTransposePass : Graph_ExplainingPass<"gan-fold-conv-transpose"> {
  let summary = "Write transposed convolutions as phase convolutions";
  let description = [{
    conv_transpose x of stride u becomes phase_conv x with u phases an axis. Example: fold-conv-transpose.mlir.
  }];
}

def FoldLinearChainPass : Graph_Pass<"gan-fold-linear-chain"> {
  let summary = "Fold a dense layer into the op behind it, where that is faster";
  let description = [{
    conv (move (dense x)) becomes reshape (dense' x), with the products and sums of both computed at compile
    time, when a reference machine needs less time for it with `showers` to a pass over the weights. Example:
    fold-linear-chain.mlir.
  }];
  let options = [
    Option<"showers", "showers", "int64_t", "64", "Showers that share a pass over the weights">,
    Option<"remarks", "remarks", "bool", "false", "Emit a remark with the reason at each op that was kept">,
  ];
}

def FuseActivationPass : Graph_ExplainingPass<"gan-fuse-activation"> {
  let summary = "Make relu and leaky_relu part of the heavy op before them";
  let description = [{
    f (move (heavy x)) becomes move (heavy x with activation f): an activation that keeps zero commutes with
    moves. Example: fuse-activation.mlir.
  }];
}

def InferStoredMovesPass : Graph_Pass<"gan-infer-stored-moves"> {
  let summary = "Let quantized models move what is stored";
  let description = [{
    move (dequantize x) becomes dequantize (move x), quantize (move y) becomes move (quantize y): exact, as zero is
    the zero point. Example: infer-stored-moves.mlir.
  }];
}

def InferIntegersPass : Graph_Pass<"gan-infer-integers"> {
  let summary = "Let the heavy ops of a quantized model compute with its integers";
  let description = [{
    quantize (heavy (dequantize x, dequantize w, dequantize b)) becomes a heavy op on what is stored, with the model's
    own rounding and the zero point's part in the bias. Constants that are dequantized for anything else become f32.
    Example: infer-integers.mlir.
  }];
}

def InferLookupPass : Graph_Pass<"gan-infer-lookup"> {
  let summary = "Make tables of functions from stored value to stored value";
  let description = [{
    quantize (f (dequantize x)) becomes a lookup of 256 values, for each channel where there is a batch norm. Example:
    infer-lookup.mlir.
  }];
}

def VerifyGraphPass : Pass<"gan-verify-graph", "::mlir::ModuleOp"> {
  let summary = "Check the promises of level 1";
  let description = [{
    One function `main` whose arguments and results are f32 tensors, named by `gan.name`, with a dynamic batch
    first; every value is a tensor of f32, or as a quantized model stores it, static but for the batch; every op is of
    the gan dialect; weights and biases are constants; constants are finite. Example: verify-graph.mlir.
  }];
}

#endif
