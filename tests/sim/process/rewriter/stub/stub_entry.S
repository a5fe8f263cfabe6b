/* SPDX-License-Identifier: MIT */
/* The slow routines of a run time that only records: save everything, call C, put everything back. */
#include "sim/process/abi.h"
        .section stub_text,"ax",@progbits
.macro slow name, handler
        .globl  \name
        .type   \name, @function
\name:
        pushfq
        push    %rax
        push    %rcx
        push    %rdx
        push    %rbx
        push    %rbp
        push    %rsi
        push    %rdi
        push    %r8
        push    %r9
        push    %r10
        push    %r11
        push    %r12
        push    %r13
        push    %r14
        push    %r15
        cld
        mov     %rsp, %rbx
        sub     $16384, %rsp
        and     $-64, %rsp
        movq    $0, 512(%rsp)           /* the header of the XSAVE area must be clear */
        movq    $0, 520(%rsp)
        movq    $0, 528(%rsp)
        movq    $0, 536(%rsp)
        movq    $0, 544(%rsp)
        movq    $0, 552(%rsp)
        movq    $0, 560(%rsp)
        movq    $0, 568(%rsp)
        mov     $-1, %eax
        mov     $-1, %edx
        xsave64 (%rsp)
        mov     %rbx, %rdi
        call    \handler
        mov     $-1, %eax
        mov     $-1, %edx
        xrstor64 (%rsp)
        mov     %rbx, %rsp
        pop     %r15
        pop     %r14
        pop     %r13
        pop     %r12
        pop     %r11
        pop     %r10
        pop     %r9
        pop     %r8
        pop     %rdi
        pop     %rsi
        pop     %rbp
        pop     %rbx
        pop     %rdx
        pop     %rcx
        pop     %rax
        popfq
        ret
.endm
        slow    shrimp_access_slow, stub_access
        slow    shrimp_charge_slow, stub_charge

        .globl  shrimp_rdtsc_slow
shrimp_rdtsc_slow:
        mov     $0x12345678, %eax
        mov     $1, %edx
        ret
        .section .note.GNU-stack,"",@progbits
