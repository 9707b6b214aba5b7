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

/// An activation or a parameter: f32, or quantized with known scale.
def Gan_Tensor : TensorOf<[F32, quant_QuantizedType]>;
def Gan_FloatTensor : TensorOf<[F32]>;

#endif
