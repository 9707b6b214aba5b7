// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef GANC_DIALECTS_GAN_GANINTERFACES_TD
#define GANC_DIALECTS_GAN_GANINTERFACES_TD

include "mlir/IR/OpBase.td"

def Gan_Evaluate : OpInterface<"Evaluate"> {
  let cppNamespace = "::ganc::gan";
  let description = [{
    The reference semantics: slow, obvious, the oracle of all tests. Every op but `func.return` has it.
  }];
  let methods = [
    InterfaceMethod<[{
      The result's values for the operands' values. f32 tensors hold float64 values, or float32 ones where
      `arithmetic` says so; quantized ones hold the stored integers. Shapes include the batch. Operands
      fit their types (the batch apart). An accumulator that overflows is an error, reported at the op.
    }], "::llvm::FailureOr<::ganc::numerics::Tensor>", "evaluate",
    (ins "::llvm::ArrayRef<const ::ganc::numerics::Tensor *>":$operands,
         "::ganc::gan::Arithmetic":$arithmetic)>,
  ];
}

def Gan_Heavy : OpInterface<"Heavy"> {
  let cppNamespace = "::ganc::gan";
  let description = [{
    An op that multiplies weights: dst = activation(multiplier * sum(src * weight) + bias). `multiplier`
    is there on quantized ops only (see `gan.conv`).
  }];
  let methods = [
    InterfaceMethod<"The activation it reads.", "::mlir::Value", "getSrc">,
    InterfaceMethod<"Constant weights.", "::mlir::Value", "getWeight">,
    InterfaceMethod<"Null, one f32 for each output channel, or a field [c, space...].",
                    "::mlir::Value", "getBias">,
    InterfaceMethod<"Null, or one f32 for each phase and output channel, [phase * channels + channel].",
                    "::mlir::Value", "getMultiplier">,
    InterfaceMethod<"", "::mlir::MutableOperandRange", "getBiasMutable">,
    InterfaceMethod<"", "::mlir::MutableOperandRange", "getMultiplierMutable">,
    InterfaceMethod<"What follows the sum.", "::ganc::gan::Activation", "getActivation">,
    InterfaceMethod<"", "void", "setActivation", (ins "::ganc::gan::Activation":$activation)>,
    InterfaceMethod<"Slope of leaky_relu below zero.", "::llvm::APFloat", "getSlope">,
    InterfaceMethod<"", "void", "setSlope", (ins "::llvm::APFloat":$slope)>,
    InterfaceMethod<"Whether rows of taps are added in f32 (see `gan.conv`).", "bool", "getRowSums">,
    InterfaceMethod<"", "void", "setRowSums", (ins "bool":$rowSums)>,
    InterfaceMethod<"Axis of the weight that runs over output channels (of one group).", "int64_t", "getOutputAxis">,
    InterfaceMethod<"Axis of the weight that runs over input channels (of one group).", "int64_t", "getInputAxis">,
    InterfaceMethod<"Groups of channels that do not mix.", "int64_t", "getGroupCount">,
    InterfaceMethod<"Sets of weights that share the positions of the result (see `gan.phase_conv`).",
                    "int64_t", "getPhaseCount", (ins), "", "return 1;">,
    InterfaceMethod<"The phase of each position of the result, in C order; empty where there is one phase.",
                    "::std::vector<int64_t>", "getPhaseOfPositions", (ins), "", "return {};">,
  ];
}

def Gan_Move : OpInterface<"Move"> {
  let cppNamespace = "::ganc::gan";
  let description = [{
    An op that only moves values: each element of the result is an element of an operand, or zero. It
    works alike on f32 and quantized tensors ("zero" is then the zero point) and commutes with every
    function of single values that keeps zero.
  }];
  let methods = [
    InterfaceMethod<[{
      Where each element of one shower's result comes from: entry i belongs to element i in C order, and
      names an operand and an element of it, both without batch; operand -1 stands for zero.
    }], "::std::vector<::ganc::gan::MoveSource>", "getSources">,
  ];
}

#endif
