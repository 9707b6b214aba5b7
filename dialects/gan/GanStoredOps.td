// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ops of stored integers; GanOps.td includes them.

#ifndef GANC_DIALECTS_GAN_GANSTOREDOPS_TD
#define GANC_DIALECTS_GAN_GANSTOREDOPS_TD

def Gan_QuantizeOp : Gan_Op<"quantize"> {
  let summary = "f32 to stored integers";
  let description = [{
    As ONNX's QuantizeLinear: dst = zero_point + round_half_even(clamp(src / scale)), clamped to the storage
    type; NaN becomes the smallest value.
  }];
  let arguments = (ins Gan_FloatTensor:$src);
  let results = (outs Gan_Tensor:$dst);
  let assemblyFormat = "$src attr-dict `:` type($src) `->` type($dst)";
  let hasVerifier = 1;
}

def Gan_DequantizeOp : Gan_Op<"dequantize"> {
  let summary = "stored integers to f32";
  let description = [{
    dst = f32(src - zero_point) * f32(scale), one rounding each; in float64 without. A constant may have scales
    along an axis, and be stored in 32 bits.
  }];
  let arguments = (ins Gan_Tensor:$src);
  let results = (outs Gan_FloatTensor:$dst);
  let assemblyFormat = "$src attr-dict `:` type($src) `->` type($dst)";
  let hasVerifier = 1;
}

def Gan_AppendDifferencesOp : Gan_Op<"append_differences"> {
  let summary = "stored values, and behind them their differences along an axis";
  let description = [{
    With n the extent of src along `axis` (a space axis) and x = src - zero point, zero outside the extent,

        dst[..., i, ...]     = x[i]             i = 0 .. n - 1
        dst[..., n + j, ...] = x[j] - x[j - 1]  j = 0 .. n

    For phase convolutions whose phases share sums (`split` of `#gan.phases`). dst has the scale of src and no zero point;
    its storage holds all differences of values of src.

    ```mlir
    %y = gan.append_differences %x axis 3 : tensor<?x1x1x2x1x!quant.uniform<i16<-4:4>:f32, 1.0:1>> ->
        tensor<?x1x1x5x1x!quant.uniform<i16<-8:8>:f32, 1.0>>
    ```
  }];
  let arguments = (ins Gan_Tensor:$src, I64Attr:$axis);
  let results = (outs Gan_Tensor:$dst);
  let assemblyFormat = "$src `axis` $axis attr-dict `:` type($src) `->` type($dst)";
  let hasVerifier = 1;
}

def Gan_LookupOp : Gan_Op<"lookup"> {
  let summary = "a function of stored values";
  let description = [{
    dst[n, c, ...] = table[c, src[n, c, ...]], where src and dst are stored in 0..255; a table [256] is for all
    channels.

    ```mlir
    %y = gan.lookup %x, %t : (tensor<?x3x!u8>, tensor<256x!v8>) -> tensor<?x3x!v8>
    ```
  }];
  let arguments = (ins Gan_Tensor:$src, Gan_Tensor:$table);
  let results = (outs Gan_Tensor:$dst);
  let assemblyFormat = "$src `,` $table attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

#endif
