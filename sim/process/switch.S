/* SPDX-License-Identifier: MIT */
/* The simulator's half of the switch of stacks between it and a process; the other half is runtime/hooks.S.
 *
 * Each side pushes its callee-saved registers on its own stack and leaves the stack pointer in the hook state.
 * On top of a waiting process's stack lies the address where it goes on. Jumps rather than returns, because the
 * processor's return predictor would be wrong each time. */
#include "sim/process/abi.h"

  .text

/* void shrimp_process_enter(struct shrimp_hook_state* hook): returns when the process gives up the processor. */
  .globl shrimp_process_enter
  .type shrimp_process_enter, @function
  .p2align 4
shrimp_process_enter:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, SHRIMP_HOOK_SIMULATOR_STACK(%rdi)
  movq SHRIMP_HOOK_PROCESS_STACK(%rdi), %rsp
  popq %rcx
  jmp *%rcx
  .size shrimp_process_enter, .-shrimp_process_enter

/* Where a fresh process begins: its stack holds argc, argv, envp and the address of start(). The return address
 * 0 ends the unwinder's walk. */
  .globl shrimp_process_begin
  .type shrimp_process_begin, @function
shrimp_process_begin:
  popq %rdi
  popq %rsi
  popq %rdx
  popq %rax
  xorl %ebx, %ebx
  xorl %ebp, %ebp
  xorl %ecx, %ecx
  xorl %r8d, %r8d
  xorl %r9d, %r9d
  xorl %r10d, %r10d
  xorl %r11d, %r11d
  xorl %r12d, %r12d
  xorl %r13d, %r13d
  xorl %r14d, %r14d
  xorl %r15d, %r15d
  andq $-16, %rsp
  pushq $0
  jmp *%rax
  .size shrimp_process_begin, .-shrimp_process_begin

/* Where the signal handler sends a process that faulted (hook in rdi): back into the simulator, for good. */
  .globl shrimp_process_faulted
  .type shrimp_process_faulted, @function
shrimp_process_faulted:
  cld
  fninit
  ldmxcsr default_mxcsr(%rip)
  movq SHRIMP_HOOK_SIMULATOR_STACK(%rdi), %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
  .size shrimp_process_faulted, .-shrimp_process_faulted

/* Calls the unchanged host function in r11 for a process and then copies the host's errno into the process's
 * own. Arguments and results in registers only. */
  .globl shrimp_call_with_errno
  .type shrimp_call_with_errno, @function
shrimp_call_with_errno:
  subq $8, %rsp
  call *%r11
  subq $48, %rsp
  movq %rax, (%rsp)
  movq %rdx, 8(%rsp)
  movups %xmm0, 16(%rsp)
  movups %xmm1, 32(%rsp)
  call shrimp_copy_errno@PLT
  movq (%rsp), %rax
  movq 8(%rsp), %rdx
  movups 16(%rsp), %xmm0
  movups 32(%rsp), %xmm1
  addq $56, %rsp
  ret
  .size shrimp_call_with_errno, .-shrimp_call_with_errno

  .section .rodata
  .p2align 2
default_mxcsr:
  .long 0x1f80

  .section .note.GNU-stack, "", @progbits
