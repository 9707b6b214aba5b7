// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: ganc-opt %s --kernel-verify --split-input-file --verify-diagnostics

!f = memref<1x1x2x3x16x1xf32>

// A program as the stage leaves it; the bias is a field.
kernel.data @w = dense<1> : tensor<4xi32>
kernel.data @b = dense<1.0> : tensor<6xf32>
func.func @program() attributes {kernel.target = "baseline", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 384 : i64} {
  %a = kernel.buffer at 0 : !f
  kernel.phase_conv %a to %a weights @w bias @b x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] dot fma : !f -> !f
  return
}

// -----

// expected-error @below {{program has no known target, expected kernel-tile-kernels to have named one}}
func.func @program() attributes {kernel.target = "z80", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 384 : i64} {
  return
}

// -----

// expected-error @below {{program has no schedule, expected kernel-tile-kernels to have chosen one}}
func.func @program() attributes {kernel.target = "baseline", kernel.arena_bytes = 384 : i64} {
  return
}

// -----

func.func @program() attributes {kernel.target = "baseline", kernel.schedule = #kernel<schedule single>, kernel.arena_bytes = 384 : i64} {
  // expected-error @below {{buffer is 'memref<1x1x2x3x16x1xf32>', expected 1 showers in a program of schedule single}}
  %a = kernel.buffer at 0 : memref<1x1x2x3x16x1xf32>
  return
}

// -----

// expected-error @below {{program has no arena, expected kernel-plan-arena to have planned one}}
func.func @program() attributes {kernel.target = "baseline", kernel.schedule = #kernel<schedule lanes>} {
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

func.func @program() attributes {kernel.target = "baseline", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 384 : i64} {
  // expected-error @below {{buffer has no offset, expected kernel-plan-arena to have given one}}
  %a = kernel.buffer : !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

func.func @program() attributes {kernel.target = "baseline", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 384 : i64} {
  // expected-error @below {{buffer ends at byte 448, expected at most the arena's 384}}
  %a = kernel.buffer at 64 : !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

func.func @program() attributes {kernel.target = "baseline", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 384 : i64} {
  // expected-error @below {{buffer begins at byte -64, expected one inside the arena}}
  %a = kernel.buffer at -64 : !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

func.func @program() attributes {kernel.target = "baseline", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 384 : i64} {
  %a = kernel.buffer at 0 : !f
  // expected-error @below {{weights @w is not there, expected kernel.data}}
  kernel.phase_conv %a to %a weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] dot fma : !f -> !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

// expected-note @below {{@w is made here}}
kernel.data @w = dense<1> : tensor<3xi32>
func.func @program() attributes {kernel.target = "baseline", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 384 : i64} {
  %a = kernel.buffer at 0 : !f
  // expected-error @below {{weights has 3 words, expected 4}}
  kernel.phase_conv %a to %a weights @w x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] dot fma : !f -> !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

kernel.data @w = dense<1> : tensor<4xi32>
// expected-note @below {{@b is made here}}
kernel.data @b = dense<1.0> : tensor<3xf32>
func.func @program() attributes {kernel.target = "baseline", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 384 : i64} {
  %a = kernel.buffer at 0 : !f
  // expected-error @below {{bias has 3 words, expected 2}}
  kernel.phase_conv %a to %a weights @w bias @b x <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    y <stride = 1, dilation = 1, offsets = [0], taps = [1]> z <stride = 1, dilation = 1, offsets = [0], taps = [1]>
    channels 2 tile [1, 2] dot fma : !f -> !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

// expected-note @below {{@b is made here}}
kernel.data @b = dense<1.0> : tensor<5xf32>
func.func @program() attributes {kernel.target = "baseline", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 384 : i64} {
  %a = kernel.buffer at 0 : !f
  // expected-error @below {{data has 5 words, expected 6}}
  kernel.map add %a to %a {data = [@b]} : !f -> !f
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

// expected-note @below {{@b is made here}}
kernel.data @b = dense<1> : tensor<6xi32>
func.func @program() attributes {kernel.target = "baseline", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 384 : i64} {
  %a = kernel.buffer at 0 : !f
  // expected-error @below {{table has 6 words, expected 12}}
  kernel.move %a to %a table @b : !f -> !f
  return
}

// -----

func.func @program() attributes {kernel.target = "baseline", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 384 : i64} {
  // expected-error @below {{op is tensor.empty, expected a kernel}}
  %a = tensor.empty() : tensor<2xf32>
  return
}

// -----

!f = memref<1x1x2x3x16x1xf32>

// expected-error @below {{program has 1 arguments, expected none: its buffers are places in the arena}}
func.func @program(%a: !f) attributes {kernel.target = "baseline", kernel.schedule = #kernel<schedule lanes>, kernel.arena_bytes = 384 : i64} {
  kernel.write %a to 0 : !f
  return
}
