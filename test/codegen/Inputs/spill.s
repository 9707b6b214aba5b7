# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Two loops with a dot product inside an outer one; one takes its accumulator from the stack.
	.globl	spilling
	.type	spilling,@function
spilling:
	movl	$2, %eax
1:	vmovups	(%rsp), %zmm0	# outside of the inner loops
	movl	$3, %ecx
2:	vpdpbusd	(%rdi), %zmm1, %zmm0
	decl	%ecx
	jne	2b
	movl	$3, %ecx
3:	vmovups	64(%rsp), %zmm2
	vpdpbusd	(%rdi), %zmm1, %zmm2
	decl	%ecx
	jne	3b
	decl	%eax
	jne	1b
	retq
	.size	spilling, .-spilling

# The base register as a frame, and as a pointer like any other.
	.globl	framed
	.type	framed,@function
framed:
	movq	%rsp, %rbp
1:	vmovups	%zmm2, -64(%rbp)
	vpdpbusd	(%rdi), %zmm1, %zmm0
	decl	%ecx
	jne	1b
	retq
	.size	framed, .-framed

	.globl	pointer
	.type	pointer,@function
pointer:
	movq	%rdi, %rbp
1:	vmovups	-64(%rbp), %zmm2
	vpdpbusd	%zmm2, %zmm1, %zmm0
	decl	%ecx
	jne	1b
	retq
	.size	pointer, .-pointer

# A loop over positions: only between its dot products nothing comes from the stack.
	.globl	position
	.type	position,@function
position:
	nop
1:	vmovups	(%rsp), %zmm0
	vpdpbusd	(%rdi), %zmm1, %zmm0
	vpdpbusd	64(%rdi), %zmm1, %zmm0
	vaddps	64(%rsp), %zmm0, %zmm0
	vmovups	%zmm0, (%rsi)
	decl	%ecx
	jne	1b
	retq
	.size	position, .-position

	.globl	between
	.type	between,@function
between:
	nop
1:	vpdpbusd	(%rdi), %zmm1, %zmm0
	vmovups	(%rsp), %zmm2
	vpdpbusd	64(%rdi), %zmm2, %zmm0
	vmovups	%zmm0, (%rsi)
	decl	%ecx
	jne	1b
	retq
	.size	between, .-between
