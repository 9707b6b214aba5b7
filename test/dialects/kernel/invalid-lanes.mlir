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

// -----

func.func @flat_strides(%f: memref<1x1x2x32x1x1xf32>, %a: memref<1x2x2x3x1x1xf32>, %s: memref<1x1x2x32x1x1xf32>) {
  // expected-error @below {{has a stride along y or z, expected 1 with lanes of positions}}
  kernel.phase_conv %f to %a weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 2, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] dot fma {lanes = #kernel<lanes positions>} : memref<1x1x2x32x1x1xf32> -> memref<1x2x2x3x1x1xf32>
  return
}

// -----

func.func @flat_without_scratch(%f: memref<1x1x2x32x1x1xf32>, %a: memref<1x2x2x3x1x1xf32>, %s: memref<1x1x2x32x1x1xf32>) {
  // expected-error @below {{has flat planes or a scratch buffer, expected both or neither}}
  kernel.phase_conv %f to %a weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] dot fma flat [3, 0] {lanes = #kernel<lanes positions>} : memref<1x1x2x32x1x1xf32> -> memref<1x2x2x3x1x1xf32>
  return
}

// -----

func.func @flat_lead(%f: memref<1x1x2x32x1x1xf32>, %a: memref<1x2x2x3x1x1xf32>, %s: memref<1x1x2x32x1x1xf32>) {
  // expected-error @below {{reads flat planes, expected their pitch and lead, and positions in the lanes}}
  kernel.phase_conv %f to %a weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] dot fma flat [3] scratch %s : memref<1x1x2x32x1x1xf32> {lanes = #kernel<lanes positions>} : memref<1x1x2x32x1x1xf32> -> memref<1x2x2x3x1x1xf32>
  return
}

// -----

func.func @flat_scratch(%f: memref<1x1x2x32x1x1xf32>, %a: memref<1x2x2x3x1x1xf32>, %s: memref<1x1x2x16x1x1xf32>) {
  // expected-error @below {{scratch buffer is 'memref<1x1x2x16x1x1xf32>', expected 2 rows of 32 words}}
  kernel.phase_conv %f to %a weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] dot fma flat [3, 0] scratch %s : memref<1x1x2x16x1x1xf32> {lanes = #kernel<lanes positions>} : memref<1x1x2x32x1x1xf32> -> memref<1x2x2x3x1x1xf32>
  return
}

// -----

func.func @flatten_groups(%a: memref<1x2x2x3x1x1xf32>, %b: memref<1x1x3x32x1x1xf32>) {
  // expected-error @below {{expected the planes and groups of one shower, each one row}}
  kernel.flatten %a to %b pitch 3 lead 0 : memref<1x2x2x3x1x1xf32> -> memref<1x1x3x32x1x1xf32>
  return
}

// -----

func.func @flatten_beyond(%a: memref<1x2x2x3x1x1xf32>, %b: memref<1x1x2x32x1x1xf32>) {
  // expected-error @below {{puts rows of 3 words 20 apart, up to word 33 of 32, expected them apart and inside}}
  kernel.flatten %a to %b pitch 20 lead 10 : memref<1x2x2x3x1x1xf32> -> memref<1x1x2x32x1x1xf32>
  return
}

// -----

kernel.data @w = dense<1> : tensor<1xi32>

func.func @sums_of_floats(%a: memref<1x1x1x1x1x1xf32>, %b: memref<1x1x1x1x1x1xf32>) {
  // expected-error @below {{has 2 sums of each result, expected at least 1, and integers}}
  kernel.phase_conv %a to %b weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 1 tile [1, 16] block 16 sums 2 dot fma {lanes = #kernel<lanes channels>} : memref<1x1x1x1x1x1xf32> -> memref<1x1x1x1x1x1xf32>
  return
}

// -----

func.func @rows_of_floats(%a: memref<1x1x1x1x1x1xf32>, %b: memref<1x1x1x1x1x1xf32>) {
  // expected-error @below {{adds rows in f32, expected integers, and no factor}}
  kernel.phase_conv %a to %b weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 1 tile [1, 16] block 16 row_sums dot fma {lanes = #kernel<lanes channels>} : memref<1x1x1x1x1x1xf32> -> memref<1x1x1x1x1x1xf32>
  return
}
