// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --split-input-file --verify-diagnostics


func.func @buffer_lanes() {
  // expected-error @below {{buffer is 'memref<1x1x2x3x8x1xf32>', expected static extents that end in 1 or 16 showers and 1 channels}}
  %0 = kernel.buffer : memref<1x1x2x3x8x1xf32>
  return
}

// -----


func.func @buffer_slots() {
  // expected-error @below {{buffer is 'memref<1x1x2x3x16x2xi8>', expected static extents that end in 1 or 16 showers and 4 channels}}
  %0 = kernel.buffer : memref<1x1x2x3x16x2xi8>
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

func.func @buffer_offset() {
  // expected-error @below {{offset is 100, expected a multiple of 64}}
  %0 = kernel.buffer at 100 : !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

func.func @view_cells(%a: !f) {
  // expected-error @below {{views 'memref<1x1x2x3x16x1xf32>' as 'memref<1x1x1x3x16x1xf32>', expected as many cells of the same type}}
  %0 = kernel.view %a : !f -> memref<1x1x1x3x16x1xf32>
  return
}

// -----

!u8 = memref<1x1x1x3x16x4xi8>

func.func @read_integers(%b: !u8) {
  // expected-error @below {{destination is quantized, expected f32}}
  kernel.read 0 to %b : !u8
  return
}

// -----

!u8 = memref<1x1x1x3x16x4xi8>

func.func @write_integers(%b: !u8) {
  // expected-error @below {{source is quantized, expected f32}}
  kernel.write %b to 0 : !u8
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

func.func @convert_floats(%a: !f) {
  // expected-error @below {{converts 'f32' to 'f32', expected f32 on one side}}
  kernel.convert %a to %a factor 1.0 storage [0, 255, 0] channels 2 : !f -> !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>
!u8 = memref<1x1x1x3x16x4xi8>

func.func @convert_storage(%a: !f, %b: !u8) {
  // expected-error @below {{storage is not [low, high, zero point] with low <= zero point <= high}}
  kernel.convert %a to %b factor 1.0 storage [0, 255, 256] channels 2 : !f -> !u8
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

func.func @map_operands(%a: !f) {
  // expected-error @below {{has 1 operands, expected 2}}
  kernel.map add %a to %a : !f -> !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

func.func @map_types(%a: !f, %c: memref<1x1x1x3x16x1xf32>) {
  // expected-error @below {{source is 'memref<1x1x1x3x16x1xf32>', expected f32 cells as the destination's, 'memref<1x1x2x3x16x1xf32>'}}
  kernel.map relu %c to %a : memref<1x1x1x3x16x1xf32> -> !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

func.func @map_slope(%a: !f) {
  // expected-error @below {{slope is missing, expected one for leaky_relu}}
  kernel.map leaky_relu %a to %a : !f -> !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>
!u8 = memref<1x1x1x3x16x4xi8>

func.func @move_types(%a: !f, %b: !u8) {
  // expected-error @below {{moves 'i8' to 'f32', expected one element type}}
  kernel.move %b to %a table @t : !u8 -> !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

func.func @conv_phases(%a: !f, %c: memref<1x1x2x1x16x1xf32>) {
  // expected-error @below {{has 2 phases along z, expected at most the 1 positions of the destination}}
  kernel.phase_conv %a to %c weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]> y <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    z <stride = 1, dilation = 1, offsets = [0, 0], taps = [1, 1]> channels 2 tile [1, 2] dot fma : !f -> memref<1x1x2x1x16x1xf32>
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

func.func @conv_channels(%a: !f) {
  // expected-error @below {{computes 3 channels, expected a number that fills the 2 groups of the destination}}
  kernel.phase_conv %a to %a weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]> y <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    z <stride = 1, dilation = 1, offsets = [0], taps = [1]> channels 3 tile [1, 2] dot fma : !f -> !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>
!u8 = memref<1x1x1x3x16x4xi8>

func.func @conv_tile(%a: !f, %b: !u8) {
  // expected-error @below {{tile is not [positions, channels] with whole groups of 4 channels}}
  kernel.phase_conv %b to %b weights @w multiplier @m x <stride = 1, dilation = 1, offsets = [0], taps = [1]> y <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    z <stride = 1, dilation = 1, offsets = [0], taps = [1]> channels 2 storage [0, 255, 0] tile [1, 2] dot vpdp : !u8 -> !u8
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

func.func @conv_dot(%a: !f) {
  // expected-error @below {{dot product and multiplier do not fit the source's element type}}
  kernel.phase_conv %a to %a weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]> y <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    z <stride = 1, dilation = 1, offsets = [0], taps = [1]> channels 2 tile [1, 2] dot vpdp : !f -> !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

func.func @conv_storage(%a: !f) {
  // expected-error @below {{storage is given, expected none for an f32 destination}}
  kernel.phase_conv %a to %a weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]> y <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    z <stride = 1, dilation = 1, offsets = [0], taps = [1]> channels 2 storage [0, 255, 0] tile [1, 2] dot fma : !f -> !f
  return
}

// -----

// expected-error @below {{axis has 2 offsets and 1 tap counts, expected one of each for every phase}}
func.func @axis_phases() attributes {axis = #kernel.axis<stride = 1, dilation = 1, offsets = [0, 0], taps = [1]>} {
  return
}

// -----

// expected-error @below {{stride and dilation of an axis are at least 1, tap counts at least 0}}
func.func @axis_stride() attributes {axis = #kernel.axis<stride = 0, dilation = 1, offsets = [0], taps = [1]>} {
  return
}

// -----

func.func @lookup_of_floats(%a: memref<1x1x1x2x16x1xf32>, %b: memref<1x1x1x2x16x1xf32>) {
  // expected-error @below {{expected the same cells of bytes}}
  kernel.lookup %a to %b table @table : memref<1x1x1x2x16x1xf32> -> memref<1x1x1x2x16x1xf32>
  return
}

// -----

func.func @differences(%a: memref<1x2x1x3x16x2xi16>, %b: memref<1x4x1x3x16x2xi16>) {
  // expected-error @below {{expected 16 bits and the same extents, but 2 n + 1 along y for n}}
  kernel.append_differences %a to %b zero_point 3 : memref<1x2x1x3x16x2xi16> -> memref<1x4x1x3x16x2xi16>
  return
}
