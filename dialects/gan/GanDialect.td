// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef GANC_DIALECTS_GAN_GANDIALECT_TD
#define GANC_DIALECTS_GAN_GANDIALECT_TD

include "mlir/IR/EnumAttr.td"
include "mlir/IR/OpBase.td"
include "mlir/Dialect/Quant/IR/QuantBase.td"

def Gan_Dialect : Dialect {
  let name = "gan";
  let cppNamespace = "::ganc::gan";
  let summary = "A generator network: ops on tensors, in float or quantized.";
  let description = [{
    A network is one `func.func @main`; its arguments and results carry the names of the ONNX tensors in
    the attribute `gan.name`. The first dimension of every activation is the batch `n`, always dynamic;
    all others are static. Axes are n, c, then the space axes x, y, z: channels first, as in ONNX.
    Weights and other parameters are `gan.constant`s and have no batch.

    Level 1 (graph): every value is f32. Level 2 (quantized): the same ops on quantized element types
    of the `quant` dialect. What an op means is its reference evaluation (`Evaluate`): float64 on f32
    tensors, exact integers and named float32 steps on quantized ones.
  }];
  let dependentDialects = ["::mlir::func::FuncDialect", "::mlir::quant::QuantDialect"];
  let useDefaultAttributePrinterParser = 1;
  let hasConstantMaterializer = 1;
}

def Gan_ActivationKind : I32EnumAttr<"Activation", "a non-linearity fused into the op before it", [
    I32EnumAttrCase<"None", 0, "none">,
    I32EnumAttrCase<"Relu", 1, "relu">,
    I32EnumAttrCase<"LeakyRelu", 2, "leaky_relu">]> {
  let cppNamespace = "::ganc::gan";
  let genSpecializedAttr = 0;
}
def Gan_ActivationAttr : EnumAttr<Gan_Dialect, Gan_ActivationKind, "activation"> {
  let assemblyFormat = "`<` $value `>`";
}

/// One space axis of gan.phase_conv.
def Gan_PhaseAxisAttr : AttrDef<Gan_Dialect, "PhaseAxis"> {
  let mnemonic = "phases";
  let summary = "one space axis of a phase convolution";
  let description = [{
    Position o = phases * q + p of the result reads positions stride * q + offsets[p] + t of src for
    t = 0 .. taps[p] - 1.

    With `split` = n > 0 phase 0 reads the first n positions of src, the other phases those from n on, counted from
    there, and each adds what it reads to the sum of the phase before it: that at the same q.
  }];
  let parameters = (ins
      "int64_t":$stride, ArrayRefParameter<"int64_t">:$offsets, ArrayRefParameter<"int64_t">:$taps,
      DefaultValuedParameter<"int64_t", "0">:$split);
  let assemblyFormat = [{
    `<` `stride` `=` $stride `,` `offsets` `=` `[` $offsets `]` `,` `taps` `=` `[` $taps `]` (`,` `split` `=` $split^)? `>`
  }];
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    int64_t phases() const { return getOffsets().size(); }
  }];
}

/// An activation or a parameter: f32, or quantized with known scale.
def Gan_Tensor : TensorOf<[F32, quant_QuantizedType]>;
def Gan_FloatTensor : TensorOf<[F32]>;

#endif
