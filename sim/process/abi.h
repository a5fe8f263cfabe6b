/* SPDX-License-Identifier: MIT */
/* The contract between instrumented code, the run-time library inside each program image, and the simulator.
 *
 * The rewriter (shrimp-cc) inserts, into the assembler output of a stock compiler:
 *   - at each basic block a charge: the block's Pentium cycles are taken from `cycles_left` and its
 *     instructions added to `instructions`; if `cycles_left` turns negative, shrimp_charge_slow is called;
 *   - before each memory access a lookup in the hit filter `hits`; if the line is not there,
 *     shrimp_access_slow is called with `address` and `descriptor` set.
 * Both are called out of line, with `lea -128(%rsp),%rsp` before (the red zone) and the reverse after, and
 * preserve every register and flag. They switch from the process's stack to the simulator's.
 *
 * A process can be interrupted at a hook or trap to run handlers of notifications: when it goes on and
 * `handler` is set, it calls that on its own stack, traps with SHRIMP_TRAP_HANDLER_RETURNED, and so on until
 * `handler` is 0. What it had asked before is answered by then (Process::interrupt keeps it meanwhile).
 *
 * Handlers of signals are called by way of the run-time library, which keeps what was asked on the process's
 * own stack: `handler_argument` then has SHRIMP_HANDLER_OF_SIGNAL set.
 *
 * Time of an access: the block has been charged whole at its start, so the access happens
 * `descriptor.cycles_after` cycles before what has been charged.
 *
 * Plain C and preprocessor only, since assembler (.S), C and C++ include it. */
#ifndef SHRIMP_SIM_PROCESS_ABI_H
#define SHRIMP_SIM_PROCESS_ABI_H

#define SHRIMP_ABI_VERSION 2

/* Offsets in struct shrimp_hook_state, for assembler. The symbol is `shrimp_hook`, hidden in each image. */
#define SHRIMP_HOOK_CYCLES_LEFT 0
#define SHRIMP_HOOK_INSTRUCTIONS 8
#define SHRIMP_HOOK_HITS 16
#define SHRIMP_HOOK_ADDRESS 24
#define SHRIMP_HOOK_DESCRIPTOR 32
#define SHRIMP_HOOK_SCRATCH0 40
#define SHRIMP_HOOK_SCRATCH1 48
#define SHRIMP_HOOK_SCRATCH2 56
#define SHRIMP_HOOK_SCRATCH3 64
#define SHRIMP_HOOK_KIND 72
#define SHRIMP_HOOK_PROCESS_STACK 80
#define SHRIMP_HOOK_SIMULATOR_STACK 88
#define SHRIMP_HOOK_ARGUMENTS 96 /* six trap arguments, then the result */
#define SHRIMP_HOOK_RESULT 144
#define SHRIMP_HOOK_PC 152
#define SHRIMP_HOOK_WIDE_VECTORS 160
#define SHRIMP_HOOK_QUICK 168
#define SHRIMP_HOOK_HANDLER 176
#define SHRIMP_HOOK_HANDLER_ARGUMENT 184
#define SHRIMP_HANDLER_OF_SIGNAL 0x100000000

/* The hit filter's geometry (models/pentium/hit_filter.h): the entry of address a lies at (a & 0xfe0), the
 * line that loads may hit at +0 and the one that stores may hit at +8; compare with
 * ((a + bytes - 1) & ~31). */
#define SHRIMP_HIT_MASK 0xfe0
#define SHRIMP_HIT_LOAD 0
#define SHRIMP_HIT_STORE 8
#define SHRIMP_LINE_BYTES 32

/* Access descriptor: a non-negative 31-bit immediate. */
#define SHRIMP_ACCESS_LOAD 0
#define SHRIMP_ACCESS_STORE 1
#define SHRIMP_ACCESS_UPDATE 2 /* read, then write */
#define SHRIMP_ACCESS_KIND_MASK 3
#define SHRIMP_ACCESS_LOCKED (1 << 2)
#define SHRIMP_ACCESS_FLOATING (1 << 3) /* floating point or vector register */
#define SHRIMP_ACCESS_BYTES_SHIFT 4     /* 8 bits */
#define SHRIMP_ACCESS_BYTES_MASK 0xff
#define SHRIMP_ACCESS_AFTER_SHIFT 12 /* 19 bits: charged cycles that lie after this access */
#define SHRIMP_ACCESS_AFTER_MASK 0x7ffff

/* What the process wants when it gives up the processor (hook.kind). */
#define SHRIMP_REQUEST_ACCESS 1 /* address, descriptor */
#define SHRIMP_REQUEST_CHARGE 2 /* descriptor = cycles of the block that was just charged */
#define SHRIMP_REQUEST_TRAP 3   /* arguments[0] = trap number, [1..5] its arguments; result expected */
#define SHRIMP_REQUEST_RDTSC 4  /* descriptor as for an access (only `after`); result = cycle counter */
#define SHRIMP_REQUEST_FAULT 5  /* a signal of the host struck: arguments[0] = signal, address, pc */

/* Traps of the run-time library; those of the VMMC library are in vmmc_api/trap.h (numbers from 64). */
#define SHRIMP_TRAP_EXIT 1   /* status; does not return */
#define SHRIMP_TRAP_ABORT 2  /* signal number; does not return */
#define SHRIMP_TRAP_OUTPUT 3 /* stream (1 or 2), address, bytes: appears on that stream */
#define SHRIMP_TRAP_CLOCK 4  /* result: simulated nanoseconds since the start */
/* nanoseconds; < 0: no limit. Result: 0, or what was left of them, at least 1, if a signal waits. */
#define SHRIMP_TRAP_SLEEP 5
#define SHRIMP_TRAP_YIELD 6
#define SHRIMP_TRAP_MORE_HEAP 7 /* bytes (a multiple of the page size); result: address, 0 if exhausted */
#define SHRIMP_TRAP_GETPID 8
#define SHRIMP_TRAP_TOUCH 10 /* address, bytes, SHRIMP_ACCESS_*: a replaced function's reads or writes */
#define SHRIMP_TRAP_HANDLER_RETURNED 11 /* a handler of notifications is done; only from hooks.S */
/* stream (1 or 2), whether its number now stands for something else: output to it is then refused, and
 * only SHRIMP_OUTPUT_BY_ANY_NUMBER | stream still reaches what it was */
#define SHRIMP_TRAP_REDIRECT 12
#define SHRIMP_OUTPUT_BY_ANY_NUMBER 4
/* Signals that come by themselves (sim/os/signal_service.h). The function that they enter by, and two ranges
 * of code, each by its begin and end, in which they do not come: to be said before the first timer. */
#define SHRIMP_TRAP_SIGNALS_ENTER 13
/* Not for the program: a datagram has come to a port that asked for it (vmmc_port_attend). The number is that
 * of a signal which no kernel sends. */
#define SHRIMP_SIGNAL_DATAGRAM 64
#define SHRIMP_TRAP_SIGNAL_RETURNED 14 /* hook.result, as the function was entered with */
/* Whether to set the timer; nanoseconds until SIGALRM, 0: off; between further ones, 0: none. Result:
 * nanoseconds that were left before, at least 1; 0: the timer was off. */
#define SHRIMP_TRAP_TIMER 15
#define SHRIMP_TRAP_TAKE_SIGNALS \
  16 /* result: those that wait, a bit each from signal 1 on; the caller runs them */

/* The window of one process: image, heap and stack at fixed addresses. The low 32 bits of an address are what
 * the Pentium would have seen. */
#define SHRIMP_WINDOW_BASE 0x200000000000
#define SHRIMP_WINDOW_BYTES 0x100000000
#define SHRIMP_IMAGE_OFFSET 0x00400000
#define SHRIMP_HEAP_OFFSET 0x10000000
#define SHRIMP_HEAP_END 0x38000000
#define SHRIMP_STACK_TOP 0x3fff0000
#define SHRIMP_STACK_BYTES 0x00800000 /* at most; backed page by page */
/* PROXY(v) = v + this, for memory addresses below it (HPCA'96: a fixed linear function). */
#define SHRIMP_MEMORY_PROXY_OFFSET 0x40000000
/* The destination space: where imported buffers appear (device proxies), and, at this distance in its upper
 * half, once more as proxies whose messages notify. */
#define SHRIMP_NOTIFYING_OFFSET 0x20000000
#define SHRIMP_DESTINATION_OFFSET 0x80000000
#define SHRIMP_DESTINATION_END 0xc0000000
/* COMMAND(v) = v + this, for memory addresses below 0x40000000: starts a transfer by compare-and-exchange
 * (ISCA'94). */
#define SHRIMP_COMMAND_OFFSET 0xc0000000

#ifndef __ASSEMBLER__
#include <stdint.h>

/* One per image, hidden symbol `shrimp_hook`. */
struct shrimp_hook_state {
  int64_t cycles_left;
  int64_t instructions;
  void* hits; /* HitFilter of the process, or an empty one */
  uint64_t address;
  uint64_t descriptor;
  uint64_t scratch[4];   /* of the inline code */
  uint64_t kind;         /* SHRIMP_REQUEST_* */
  void* process_stack;   /* stack pointer while the simulator runs */
  void* simulator_stack; /* stack pointer while the process runs */
  uint64_t arguments[6];
  uint64_t result;
  uint64_t pc;           /* of the instruction that asks, for source lines */
  uint64_t wide_vectors; /* the image uses registers wider than 128 bits: save them with XSAVE */
  uint64_t (*quick)(struct shrimp_hook_state*); /* may answer an access without a switch; 0 if none */
  uint64_t handler; /* of a notification: to be called with handler_argument first; 0: go on */
  uint64_t handler_argument;
};

/* The only symbol an image shows, `shrimp_image`: how the simulator takes hold of it. */
struct shrimp_image {
  uint64_t abi_version;
  struct shrimp_hook_state* hook;
  /* Runs the constructors, main, the atexit handlers and the destructors; never returns. */
  void (*start)(int argc, char** argv, char** envp);
  /* Filled by the loader before start(). */
  void (**constructors)(int, char**, char**);
  uint64_t constructor_count;
  void (**destructors)(void);
  uint64_t destructor_count;
  const void* eh_frame_header; /* PT_GNU_EH_FRAME, for the unwinder inside the image */
  uint64_t image_begin, image_end;
  void* thread_local_block; /* initialized copy of PT_TLS */
  const struct shrimp_host_functions* host;
};
#endif
#endif
