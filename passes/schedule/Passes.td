// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Level 2 (or 1) to level 3: the network becomes loop nests on buffers. In pipeline order.

#ifndef GANC_PASSES_SCHEDULE_PASSES_TD
#define GANC_PASSES_SCHEDULE_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertToKernelsPass : Pass<"gan-convert-to-kernels", "::mlir::ModuleOp"> {
  let summary = "Convert the network to kernels on buffers";
  let description = [{
    `main` becomes one program, `func.func @program`: tensors become buffers of cells, constants become
    `kernel.data`, ops become `kernel` ops in the same order. Names and shapes of inputs and outputs go to
    the module attributes `kernel.inputs` and `kernel.outputs`. Example: test/passes/schedule/convert-to-kernels.mlir.
  }];
  let dependentDialects = ["::ganc::kernel::KernelDialect"];
}

def TileKernelsPass : Pass<"kernel-tile-kernels", "::mlir::ModuleOp"> {
  let summary = "Fix dot product and register tile of every kernel, for each target";
  let description = [{
    The program is copied once for each target (`kernel.target`). The channels of a tile are the same for
    all, so that they share packed weights; positions are as many as the target's registers hold
    (dialects/numerics/RegisterTile.h), or one with `naive`. Example: test/passes/schedule/tile-kernels.mlir.
  }];
  let options = [
    ListOption<"targetNames", "targets", "std::string", "names, as of dialects/kernel/Targets.h">,
    Option<"naive", "naive", "bool", "false", "one position and one channel group at a time (-O0)">,
  ];
}

def PackWeightsPass : Pass<"kernel-pack-weights", "::mlir::ModuleOp"> {
  let summary = "Put weights into the order in which the tiles read them";
  let description = [{
    [phase][row][co] becomes [phase][co / C][row][C] for a tile of C channels; programs share the result.
    Example: test/passes/schedule/pack-weights.mlir.
  }];
}

def PlanArenaPass : Pass<"kernel-plan-arena", "::mlir::ModuleOp"> {
  let summary = "Give every buffer its place in the arena";
  let description = [{
    A buffer lives from its first to its last use (views included); buffers that do not live at the same
    time share bytes (dialects/numerics/ArenaPlan.h). Sets `kernel.arena_bytes`. Example:
    test/passes/schedule/plan-arena.mlir.
  }];
}

def VerifyKernelsPass : Pass<"kernel-verify", "::mlir::ModuleOp"> {
  let summary = "Check the promises of level 3";
  let description = [{
    Programs name a known target and an arena; every buffer has an offset inside it; weights, biases and
    multipliers have the sizes that their kernel reads; no tensors are left. Example:
    test/passes/schedule/verify-kernels.mlir.
  }];
}

#endif
