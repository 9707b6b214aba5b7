// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Level 1 to level 2: f32 graph to quantized graph, in pipeline order. Ranges come from calibration
// (Annotations.h). After each pass the network is valid and can be evaluated. Formulas, reasons and limits of
// a pass are at the head of its source; its example is the lit test test/passes/quantize/NAME.mlir.

#ifndef GANC_PASSES_QUANTIZE_PASSES_TD
#define GANC_PASSES_QUANTIZE_PASSES_TD

include "mlir/Pass/PassBase.td"

class Quantize_Pass<string name> : Pass<name, "::mlir::ModuleOp"> {
  let dependentDialects = ["::ganc::gan::GanDialect"];
}

def EqualizeChannelsPass : Quantize_Pass<"gan-equalize-channels"> {
  let summary = "Bring the channels that an op reads closer to one size";
  let description = [{
    Channel c of the result of a heavy op that only another one reads is divided by the square root of its
    root mean square, and the weights of that one multiplied: exact, as the activation between is positively
    homogeneous. Needs the squares of channels (Annotations.h), which it takes away; ranges must be calibrated behind
    it. Example: equalize-channels.mlir.
  }];
}

def ChoosePrecisionPass : Quantize_Pass<"gan-choose-precision"> {
  let summary = "Give each heavy op u8, s16 or f32 to compute with";
  let description = [{
    Writes `gan.precision`: a pin, else u8 with `all`, else what the op has (the compiler's search wrote it), else
    s16. Example: choose-precision.mlir.
  }];
  let options = [
    Option<"all", "all", "bool", "false", "u8 for every op that is not pinned, whatever it does to the result">,
    ListOption<"pins", "pins", "std::string", "NODE:u8|s16|f32: precision of the ops made from NODE">,
  ];
}

def QuantizeActivationsPass : Quantize_Pass<"gan-quantize-activations"> {
  let summary = "Round the sources of heavy ops to the storage of their precision";
  let description = [{
    heavy (move x) becomes heavy (dequantize (move (quantize x))) by the range of x. Values that moves join
    (concat) share one type, by the union of their ranges. Example: quantize-activations.mlir.
  }];
}

def SharePhasesPass : Quantize_Pass<"gan-share-phases"> {
  let summary = "Let phases of an upsampled axis go on with one sum";
  let description = [{
    A phase_conv with a 16 bit source reads differences of neighbors behind the values along y, and each phase but the
    first adds to the sum of the one before: fewer taps. Example: share-phases.mlir.
  }];
}

def QuantizeWeightsPass : Quantize_Pass<"gan-quantize-weights"> {
  let summary = "Round weights and let heavy ops compute with integers";
  let description = [{
    quantize (heavy (dequantize x)) becomes one heavy op on integers with weights of one scale for each output
    channel, `multiplier` = s_src s_weight / s_dst and `bias` / s_dst that also contains the zero point of x;
    without the quantize behind it the result is f32. Sets `gan.level`. Example: quantize-weights.mlir.
  }];
}

def CheckAccumulatorsPass : Quantize_Pass<"gan-check-accumulators"> {
  let summary = "Prove that no accumulator overflows 32 bits";
  let description = [{
    For each output channel, from the weights as stored: sum |w| * max |src| < 2^31. An error names the op and
    the channel. Example: check-accumulators.mlir.
  }];
}

def VerifyQuantizedPass : Quantize_Pass<"gan-verify-quantized"> {
  let summary = "Check the promises of level 2";
  let description = [{
    The module says that it is quantized; every heavy op has u8, s16 or f32 as src as its `gan.precision` says,
    constant weights, multipliers and biases, the latter two finite; quantize is not undone by dequantize;
    inputs and results of the network are f32. Example: verify-quantized.mlir.
  }];
}

#endif
