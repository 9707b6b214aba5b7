// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef GANC_DIALECTS_KERNEL_KERNELDIALECT_TD
#define GANC_DIALECTS_KERNEL_KERNELDIALECT_TD

include "mlir/IR/EnumAttr.td"
include "mlir/IR/OpBase.td"

def Kernel_Dialect : Dialect {
  let name = "kernel";
  let cppNamespace = "::ganc::kernel";
  let summary = "Loop nests on buffers: layout, tile and place in the arena are fixed.";
  let description = [{
    Level 3. A program is a `func.func` with attributes `kernel.target` (what CPU it is for), `kernel.schedule`
    (how many showers its ops make when they run in order, once: 16 for `lanes`, 1 for `single`),
    `kernel.arena_bytes` and `kernel.cost` (about how many dot products a run takes). Both schedules give the same bits.

    **Layout.** A buffer holds one activation, `memref<X x Y x G x Z x L x P x T>`: positions x and y, groups of P
    channels, position z, L showers side by side, P channels of one shower. P * sizeof(T) is 4, so P channels
    of one shower are one *word*: f32 with P = 1, i16 with P = 2, i8 (unsigned) with P = 4. The last two axes are one
    *cell*: with L = 16 (lanes) 64 bytes, one vector register; with L = 1 (single) a word. Channels beyond the last
    (when P does not divide their number) hold anything; the weights that meet them are zero. A fully connected
    activation has X = Y = Z = 1. Lanes beyond the last shower of a block repeat it.

    **Weights** are `kernel.data` of 4-byte words, each the P weights that meet one cell; see `kernel.phase_conv`.
  }];
  let dependentDialects = ["::mlir::func::FuncDialect", "::mlir::memref::MemRefDialect"];
  let useDefaultAttributePrinterParser = 1;
}

def Kernel_Function : I32EnumAttr<"Function", "a function of single values", [
    I32EnumAttrCase<"Relu", 0, "relu">,
    I32EnumAttrCase<"LeakyRelu", 1, "leaky_relu">,
    I32EnumAttrCase<"Sigmoid", 2, "sigmoid">,
    I32EnumAttrCase<"Tanh", 3, "tanh">,
    I32EnumAttrCase<"Add", 4, "add">,
    I32EnumAttrCase<"Sub", 5, "sub">,
    I32EnumAttrCase<"Mul", 6, "mul">,
    I32EnumAttrCase<"Div", 7, "div">,
    I32EnumAttrCase<"Affine", 8, "affine">]> {
  let cppNamespace = "::ganc::kernel";
  let genSpecializedAttr = 0;
}
def Kernel_FunctionAttr : EnumAttr<Kernel_Dialect, Kernel_Function, "function">;

def Kernel_Dot : I32EnumAttr<"Dot", "how a cell meets its weights", [
    I32EnumAttrCase<"Fma", 0, "fma">,
    I32EnumAttrCase<"Vpdp", 1, "vpdp">,
    I32EnumAttrCase<"Vpmaddwd", 2, "vpmaddwd">]> {
  let cppNamespace = "::ganc::kernel";
  let genSpecializedAttr = 0;
}
def Kernel_DotAttr : EnumAttr<Kernel_Dialect, Kernel_Dot, "dot">;

def Kernel_Schedule : I32EnumAttr<"Schedule", "showers that a program makes at once", [
    I32EnumAttrCase<"Lanes", 0, "lanes">,
    I32EnumAttrCase<"Single", 1, "single">]> {
  let cppNamespace = "::ganc::kernel";
  let genSpecializedAttr = 0;
}
def Kernel_ScheduleAttr : EnumAttr<Kernel_Dialect, Kernel_Schedule, "schedule">;

def Kernel_Lanes : I32EnumAttr<"Lanes", "what the lanes of a vector hold in a phase convolution", [
    I32EnumAttrCase<"Showers", 0, "showers">,
    I32EnumAttrCase<"Channels", 1, "channels">,
    I32EnumAttrCase<"Positions", 2, "positions">]> {
  let cppNamespace = "::ganc::kernel";
  let genSpecializedAttr = 0;
}
def Kernel_LanesAttr : EnumAttr<Kernel_Dialect, Kernel_Lanes, "lanes">;

/// One space axis of a phase convolution.
def Kernel_AxisAttr : AttrDef<Kernel_Dialect, "Axis"> {
  let mnemonic = "axis";
  let summary = "one space axis of a phase convolution";
  let description = [{
    Output position o = phases * q + p reads source positions stride * q + offsets[p] + dilation * t for
    t = 0 .. taps[p] - 1; positions outside the source are skipped. `split` as in `#gan.phases`.
  }];
  let parameters = (ins
      "int64_t":$stride, "int64_t":$dilation,
      ArrayRefParameter<"int64_t">:$offsets, ArrayRefParameter<"int64_t">:$taps,
      DefaultValuedParameter<"int64_t", "0">:$split);
  let assemblyFormat = [{
    `<` `stride` `=` $stride `,` `dilation` `=` $dilation `,` `offsets` `=` `[` $offsets `]` `,` `taps` `=` `[` $taps `]`
    (`,` `split` `=` $split^)? `>`
  }];
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    int64_t phases() const { return getOffsets().size(); }
  }];
}

#endif
