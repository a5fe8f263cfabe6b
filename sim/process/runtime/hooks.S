/* SPDX-License-Identifier: MIT */
/* The process's half of the switch of stacks: where instrumented code goes when the hit filter cannot answer, and
 * where the run-time library enters the simulated kernel. The simulator's half is sim/process/switch.S.
 *
 * Hooks stand between any two instructions of the program, so they preserve every register and the flags: vector
 * registers by 16 plain moves, or by XSAVE if the image uses wider ones; the x87 registers only when its stack
 * holds something (compiled code does so within long double expressions). The simulator runs with the default
 * rounding and exceptions whatever the program chose.
 *
 * Handlers of notifications run here too, when the simulator asks for them: like a signal's, between any two
 * instructions of the program. So do those of signals, by way of signals.c.
 *
 * Idealized: MMX registers are not saved; the simulator does not use them. */
#include "sim/process/abi.h"

/* Not where buffers of programs begin or end in their pages: the host takes a load for one of the hook's words if the
 * low 12 bits of their addresses are the same, and then waits for the word's last store. */
#define HOOK_IN_PAGE 1984
#define XSAVE_BYTES 2816     /* the standard form up to AVX-512, below PKRU */
#define XSAVE_COMPONENTS 0xe7 /* x87, SSE, AVX, AVX-512 */
#define SETJMP_CYCLES 30

/* Own pages: the simulator and the inline hooks write here all the time. */
  .section .shrimp_hook, "aw", @nobits
  .globl shrimp_hook
  .hidden shrimp_hook
  .type shrimp_hook, @object
  .p2align 12
  .zero HOOK_IN_PAGE
shrimp_hook:
  .zero 4096 - HOOK_IN_PAGE
  .size shrimp_hook, 4096 - HOOK_IN_PAGE

  .text
  .macro FUNCTION name
  .globl \name
  .hidden \name
  .type \name, @function
  .p2align 4
\name:
  .endm

/* To the simulator's stack, and behind this when the simulator resumes the process. Only rsp is preserved. */
  .macro SWITCH
  leaq shrimp_hook(%rip), %rdi
  leaq 9f(%rip), %rax
  pushq %rax
  movq %rsp, SHRIMP_HOOK_PROCESS_STACK(%rdi)
  movq SHRIMP_HOOK_SIMULATOR_STACK(%rdi), %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  popq %rcx
  jmp *%rcx
9:
  .endm

/* Gives up the processor; returns when the simulator resumes the process. Preserves what C preserves. */
FUNCTION shrimp_leave
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  subq $16, %rsp
  stmxcsr (%rsp)
  fnstcw 8(%rsp)
  movl (%rsp), %eax
  andl $0xffc0, %eax /* without the sticky exception flags */
  cmpl $0x1f80, %eax
  je 1f
  ldmxcsr default_mxcsr(%rip)
1:
  cmpw $0x37f, 8(%rsp)
  je 2f
  fldcw default_x87(%rip)
2:
4:
  SWITCH
  cmpq $0, SHRIMP_HOOK_HANDLER+shrimp_hook(%rip)
  jne 6f
5:
  stmxcsr 4(%rsp)
  movl 4(%rsp), %eax
  cmpl (%rsp), %eax
  je 3f
  ldmxcsr (%rsp)
3:
  cmpw $0x37f, 8(%rsp)
  je 7f
  fldcw 8(%rsp)
7:
  addq $16, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
6:
  cmpl $0, SHRIMP_HOOK_HANDLER_ARGUMENT+4+shrimp_hook(%rip)
  jne 8f
  call shrimp_run_handlers
  jmp 5b
8:
  call shrimp_run_signal
  jmp 4b
  .size shrimp_leave, .-shrimp_leave

/* What a handler finds: floating point as at a program's start, and no values of the simulator. */
  .macro CLEAR_REGISTERS
  .irp r, ebx,ecx,edx,esi,ebp,r8d,r9d,r10d,r11d,r12d,r13d,r14d,r15d
  xorl %\r, %\r
  .endr
  .irp n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
  pxor %xmm\n, %xmm\n
  .endr
  ldmxcsr default_mxcsr(%rip)
  .endm

/* Calls the handlers that the simulator asks for, one after the other, on the process's stack, with floating point
 * as at a program's start. On return the simulator has answered what the process had asked before. Called by
 * shrimp_leave, which has saved the registers that C preserves and the controls of floating point; the caller's
 * caller, the vector registers; the x87's are saved here, whatever they hold. The other registers hold values of
 * the simulator, which no handler may find. */
FUNCTION shrimp_run_handlers
  movq %rsp, %rax
  subq $128, %rsp
  andq $-16, %rsp
  movq %rax, 112(%rsp)
  fnsave (%rsp)
1:
  leaq shrimp_hook(%rip), %rdx
  movq SHRIMP_HOOK_HANDLER(%rdx), %rax
  movq SHRIMP_HOOK_HANDLER_ARGUMENT(%rdx), %rdi
  movq $0, SHRIMP_HOOK_HANDLER(%rdx)
  CLEAR_REGISTERS
  call *%rax
  fninit
  ldmxcsr default_mxcsr(%rip)
  leaq shrimp_hook(%rip), %rdi
  movq $SHRIMP_REQUEST_TRAP, SHRIMP_HOOK_KIND(%rdi)
  movq $SHRIMP_TRAP_HANDLER_RETURNED, SHRIMP_HOOK_ARGUMENTS(%rdi)
  SWITCH
  cmpq $0, SHRIMP_HOOK_HANDLER+shrimp_hook(%rip)
  jne 1b
  frstor (%rsp)
  movq 112(%rsp), %rsp
  ret
  .size shrimp_run_handlers, .-shrimp_run_handlers

/* Calls the run-time library's entry for signals. All that goes on afterwards lies on the stack, what was asked
 * included, so that a handler may leave by longjmp; if it returns, the caller asks again. */
FUNCTION shrimp_run_signal
  movq %rsp, %rax
  subq $(128 + 80), %rsp
  andq $-16, %rsp
  movq %rax, 112(%rsp)
  fnsave (%rsp)
  leaq shrimp_hook(%rip), %rdx
  .irp n, 0,1,2,3,4,5 /* address, descriptor, scratch */
  movq SHRIMP_HOOK_ADDRESS+8*\n(%rdx), %rax
  movq %rax, 128+8*\n(%rsp)
  .endr
  movq SHRIMP_HOOK_KIND(%rdx), %rax
  movq %rax, 176(%rsp)
  movq SHRIMP_HOOK_PC(%rdx), %rax
  movq %rax, 184(%rsp)
  movq SHRIMP_HOOK_RESULT(%rdx), %rax
  movq %rax, 192(%rsp)
  movq SHRIMP_HOOK_HANDLER(%rdx), %rax
  movl SHRIMP_HOOK_HANDLER_ARGUMENT(%rdx), %edi
  movq $0, SHRIMP_HOOK_HANDLER(%rdx)
  CLEAR_REGISTERS
  call *%rax
  fninit
  ldmxcsr default_mxcsr(%rip)
  movl $SHRIMP_TRAP_SIGNAL_RETURNED, %edi
  movq 192(%rsp), %rsi
  call shrimp_trap
  leaq shrimp_hook(%rip), %rdx
  .irp n, 0,1,2,3,4,5
  movq 128+8*\n(%rsp), %rax
  movq %rax, SHRIMP_HOOK_ADDRESS+8*\n(%rdx)
  .endr
  movq 176(%rsp), %rax
  movq %rax, SHRIMP_HOOK_KIND(%rdx)
  movq 184(%rsp), %rax
  movq %rax, SHRIMP_HOOK_PC(%rdx)
  frstor (%rsp)
  movq 112(%rsp), %rsp
  ret
  .size shrimp_run_signal, .-shrimp_run_signal

/* The same as shrimp_leave, preserving vector and floating-point registers as well. */
FUNCTION shrimp_leave_and_keep_vectors
  pushq %rbx
  movq %rsp, %rbx
  cmpq $0, SHRIMP_HOOK_WIDE_VECTORS+shrimp_hook(%rip)
  jne 3f
  subq $(256 + 112), %rsp
  andq $-16, %rsp
  .irp n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
  movaps %xmm\n, 16*\n(%rsp)
  .endr
  movl $0, 364(%rsp)
  fnstsw %ax
  testl $0x3800, %eax /* the x87 top of stack: 0 when empty */
  jz 1f
  fnsave 256(%rsp)
  movl $1, 364(%rsp)
1:
  call shrimp_leave
  cmpl $0, 364(%rsp)
  je 2f
  frstor 256(%rsp)
2:
  .irp n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
  movaps 16*\n(%rsp), %xmm\n
  .endr
  movq %rbx, %rsp
  popq %rbx
  ret
3:
  subq $XSAVE_BYTES, %rsp
  andq $-64, %rsp
  leaq 512(%rsp), %rdi /* the header must be zero */
  movl $8, %ecx
  xorl %eax, %eax
  rep stosq
  movl $XSAVE_COMPONENTS, %eax
  xorl %edx, %edx
  xsave64 (%rsp)
  fninit
  vzeroupper
  call shrimp_leave
  movl $XSAVE_COMPONENTS, %eax
  xorl %edx, %edx
  xrstor64 (%rsp)
  movq %rbx, %rsp
  popq %rbx
  ret
  .size shrimp_leave_and_keep_vectors, .-shrimp_leave_and_keep_vectors

/* Saves flags and the registers that C does not preserve; rbp remembers the stack, which becomes aligned. */
  .macro ENTER kind
  pushfq
  cld
  .irp r, rax,rcx,rdx,rsi,rdi,r8,r9,r10,r11
  pushq %\r
  .endr
  leaq shrimp_hook(%rip), %rdi
  movq $\kind, SHRIMP_HOOK_KIND(%rdi)
  movq 80(%rsp), %rax
  movq %rax, SHRIMP_HOOK_PC(%rdi)
  pushq %rbp
  movq %rsp, %rbp
  andq $-16, %rsp
  .endm

  .macro LEAVE
  movq %rbp, %rsp
  popq %rbp
  .irp r, r11,r10,r9,r8,rdi,rsi,rdx,rcx,rax
  popq %\r
  .endr
  popfq
  ret
  .endm

/* hook.quick answers most requests without a switch; it is compiled for general registers only. */
  .macro ASK_QUICK answered
  movq SHRIMP_HOOK_QUICK(%rdi), %rax
  testq %rax, %rax
  jz 1f
  call *%rax
  testq %rax, %rax
  jnz \answered
1:
  .endm

FUNCTION shrimp_access_slow
  ENTER SHRIMP_REQUEST_ACCESS
  ASK_QUICK 2f
  call shrimp_leave_and_keep_vectors
2:
  LEAVE
  .size shrimp_access_slow, .-shrimp_access_slow

FUNCTION shrimp_charge_slow
  ENTER SHRIMP_REQUEST_CHARGE
  ASK_QUICK 2f
  call shrimp_leave_and_keep_vectors
2:
  LEAVE
  .size shrimp_charge_slow, .-shrimp_charge_slow

/* The cycle counter in edx:eax, as RDTSC would leave it. */
FUNCTION shrimp_rdtsc_slow
  ENTER SHRIMP_REQUEST_RDTSC
  call shrimp_leave_and_keep_vectors
  movq SHRIMP_HOOK_RESULT+shrimp_hook(%rip), %rax
  movl %eax, %ecx
  shrq $32, %rax
  movq %rcx, 72(%rbp) /* the saved rax ... */
  movq %rax, 56(%rbp) /* ... and rdx */
  LEAVE
  .size shrimp_rdtsc_slow, .-shrimp_rdtsc_slow

/* long shrimp_trap(long number, long a, long b, long c, long d, long e): into the simulated kernel. */
FUNCTION shrimp_trap
  leaq shrimp_hook(%rip), %rax
  movq %rdi, SHRIMP_HOOK_ARGUMENTS(%rax)
  movq %rsi, SHRIMP_HOOK_ARGUMENTS+8(%rax)
  movq %rdx, SHRIMP_HOOK_ARGUMENTS+16(%rax)
  movq %rcx, SHRIMP_HOOK_ARGUMENTS+24(%rax)
  movq %r8, SHRIMP_HOOK_ARGUMENTS+32(%rax)
  movq %r9, SHRIMP_HOOK_ARGUMENTS+40(%rax)
  movq $SHRIMP_REQUEST_TRAP, SHRIMP_HOOK_KIND(%rax)
  movq (%rsp), %rcx
  movq %rcx, SHRIMP_HOOK_PC(%rax)
  call shrimp_leave
  movq SHRIMP_HOOK_RESULT+shrimp_hook(%rip), %rax
  ret
  .size shrimp_trap, .-shrimp_trap

/* void shrimp_cost(long cycles): charges the stated cost of a replaced function. */
FUNCTION shrimp_cost
  subq %rdi, SHRIMP_HOOK_CYCLES_LEFT+shrimp_hook(%rip)
  jns 1f
  movq %rdi, SHRIMP_HOOK_DESCRIPTOR+shrimp_hook(%rip)
  jmp shrimp_charge_slow
1:
  ret
  .size shrimp_cost, .-shrimp_cost

/* int __sigsetjmp(sigjmp_buf environment, int saves_mask) and its relatives, at a cost that is stated [A]: the
 * registers that C preserves, the stack and the return address, then as <setjmp.h> has it. jumps.c has longjmp. */
FUNCTION _setjmp
  xorl %esi, %esi
  jmp __sigsetjmp
  .size _setjmp, .-_setjmp

FUNCTION setjmp
  movl $1, %esi
  jmp __sigsetjmp
  .size setjmp, .-setjmp

FUNCTION __sigsetjmp
  subq $SETJMP_CYCLES, SHRIMP_HOOK_CYCLES_LEFT+shrimp_hook(%rip)
  movq %rbx, (%rdi)
  movq %rbp, 8(%rdi)
  movq %r12, 16(%rdi)
  movq %r13, 24(%rdi)
  movq %r14, 32(%rdi)
  movq %r15, 40(%rdi)
  leaq 8(%rsp), %rax
  movq %rax, 48(%rdi)
  movq (%rsp), %rax
  movq %rax, 56(%rdi)
  movl %esi, 64(%rdi)
  movq shrimp_blocked_signals(%rip), %rax
  movq %rax, 72(%rdi)
  xorl %eax, %eax
  ret
  .size __sigsetjmp, .-__sigsetjmp

/* void shrimp_jump(const struct __jmp_buf_tag* environment, int value) */
FUNCTION shrimp_jump
  subq $SETJMP_CYCLES, SHRIMP_HOOK_CYCLES_LEFT+shrimp_hook(%rip)
  movl %esi, %eax
  movq (%rdi), %rbx
  movq 8(%rdi), %rbp
  movq 16(%rdi), %r12
  movq 24(%rdi), %r13
  movq 32(%rdi), %r14
  movq 40(%rdi), %r15
  movq 48(%rdi), %rsp
  jmp *56(%rdi)
  .size shrimp_jump, .-shrimp_jump

  .section .rodata
  .p2align 2
default_mxcsr:
  .long 0x1f80
default_x87:
  .short 0x37f

  .section .note.GNU-stack, "", @progbits
