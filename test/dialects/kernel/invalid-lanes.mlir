// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --split-input-file --verify-diagnostics

func.func @lanes_of_showers(%a: memref<1x1x2x3x1x1xf32>, %b: memref<1x1x2x3x1x1xf32>) {
  // expected-error @below {{has a buffer of 1 showers, expected 16 with lanes of showers}}
  kernel.phase_conv %a to %b weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] dot fma : memref<1x1x2x3x1x1xf32> -> memref<1x1x2x3x1x1xf32>
  return
}

// -----

func.func @lanes_of_channels(%a: memref<1x1x2x3x1x1xf32>, %b: memref<1x1x2x3x16x1xf32>) {
  // expected-error @below {{has a buffer of 16 showers, expected 1 with lanes of channels}}
  kernel.phase_conv %a to %b weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 16] dot fma {lanes = #kernel<lanes channels>} : memref<1x1x2x3x1x1xf32> -> memref<1x1x2x3x16x1xf32>
  return
}

// -----

func.func @tile_of_vectors(%a: memref<1x1x2x3x1x1xf32>, %b: memref<1x1x2x3x1x1xf32>) {
  // expected-error @below {{tile has 8 channels, expected whole vectors of 16}}
  kernel.phase_conv %a to %b weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 8] dot fma {lanes = #kernel<lanes channels>} : memref<1x1x2x3x1x1xf32> -> memref<1x1x2x3x1x1xf32>
  return
}

// -----

func.func @block_and_tile(%a: memref<1x1x2x3x16x1xf32>, %b: memref<1x1x2x3x16x1xf32>) {
  // expected-error @below {{block has 3 channels, expected a part or multiple of the tile's 2}}
  kernel.phase_conv %a to %b weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] block 3 dot fma : memref<1x1x2x3x16x1xf32> -> memref<1x1x2x3x16x1xf32>
  return
}

// -----

func.func @merged_showers(%a: memref<1x1x2x3x16x1xf32>, %b: memref<1x1x2x3x16x1xf32>) {
  // expected-error @below {{merges phases, expected a choice for each axis, and channels in the lanes}}
  kernel.phase_conv %a to %b weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] dot fma {merged = array<i1: false, false, true>} : memref<1x1x2x3x16x1xf32> -> memref<1x1x2x3x16x1xf32>
  return
}

// -----

func.func @merged_apart(%a: memref<1x1x2x3x1x1xf32>, %b: memref<1x1x2x6x1x1xf32>) {
  // expected-error @below {{merges phases whose offsets differ by no multiple of the dilation}}
  kernel.phase_conv %a to %b weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 2, offsets = [0, 1], taps = [1, 1]>
    channels 2 tile [1, 16] dot fma {lanes = #kernel<lanes channels>, merged = array<i1: false, false, true>} : memref<1x1x2x3x1x1xf32> -> memref<1x1x2x6x1x1xf32>
  return
}
