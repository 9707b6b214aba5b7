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
  let summary = "Fix lanes, dot product and register tile of every kernel, for each target and schedule";
  let description = [{
    The program is copied once for each target (`kernel.target`) and schedule (`kernel.schedule`); in copies of
    `single` buffers hold one shower. What the lanes of a phase convolution hold, and which phases are merged for it,
    is what takes the fewest dot products (dialects/numerics/LaneChoice.h); `kernel.cost` sums them up. The
    channels of a tile of `lanes` are the same for all targets, so that they share packed weights; positions are as many
    as the target's registers hold (dialects/numerics/RegisterTile.h), or one with `naive`. `kernel.cost` on an op is
    what its tile was chosen by. Example: test/passes/schedule/tile-kernels.mlir.
  }];
  let options = [
    ListOption<"targetNames", "targets", "std::string", "names, as of dialects/kernel/Targets.h">,
    ListOption<"schedules", "schedules", "std::string", "lanes, single (none given: both)">,
    Option<"naive", "naive", "bool", "false", "one position and one channel group at a time (-O0)">,
    Option<"rank", "rank", "double", "0", "which of its candidates each tile is, from 0, the cheapest, to 1, the dearest: to judge the costs">,
  ];
}

def FlattenPlanesPass : Pass<"kernel-flatten-planes", "::mlir::ModuleOp"> {
  let summary = "Lay out flat what kernels with positions in the lanes read";
  let description = [{
    Such a kernel gets a flat copy of its source, with zeros where it pads, and a scratch buffer
    (dialects/numerics/FlatPlane.h). Example: test/passes/schedule/flatten-planes.mlir.
  }];
}

def PackWeightsPass : Pass<"kernel-pack-weights", "::mlir::ModuleOp"> {
  let summary = "Put weights into the order in which the tiles read them";
  let description = [{
    Weights [phase][row][co] become [phase][column / B][row][B] for a block of B columns, biases and multipliers
    [column] for vectors of columns (dialects/numerics/PhaseColumns.h); programs share the results. Example:
    test/passes/schedule/pack-weights.mlir.
  }];
}

def SharePlanesPass : Pass<"kernel-share-planes", "::mlir::ModuleOp"> {
  let summary = "Keep each plane of a bias field once";
  let description = [{
    Biases [x][...] become their different planes, [plane][...], and a table of the plane of each x. Example:
    test/passes/schedule/share-planes.mlir.
  }];
}

def PlanCopiesPass : Pass<"kernel-plan-copies", "::mlir::ModuleOp"> {
  let summary = "Let several blocks of showers share one pass over large weights";
  let description = [{
    Kernels up to the last dense layer with weights of a megabyte or more run for 4 blocks of 16 showers before the
    others do; such layers compute all 4 in one pass. Example: test/passes/schedule/plan-copies.mlir.
  }];
}

def PlanPlanesPass : Pass<"kernel-plan-planes", "::mlir::ModuleOp"> {
  let summary = "Let kernels that feed each other take turns plane by plane";
  let description = [{
    A large buffer between two kernels that can compute plane by plane keeps only the planes that their turns need
    (dialects/numerics/PlaneSchedule.h). Example: test/passes/schedule/plan-planes.mlir.
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
    Programs name a known target, a schedule and an arena; every buffer has an offset inside it and holds the
    showers of the schedule; weights, biases and
    multipliers have the sizes that their kernel reads; no tensors are left. Example:
    test/passes/schedule/verify-kernels.mlir.
  }];
}

#endif
