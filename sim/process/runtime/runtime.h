/* SPDX-License-Identifier: MIT */
/* What the parts of the run-time library share. It is C for the simulated Pentium: shrimp-cc compiles it, so
 * its instructions are charged and its references seen like the program's own. Names that the C standard does
 * not know begin with shrimp_; all of them are hidden in the image. Every definition is made weak when the
 * library is archived, so that a program may define a function of the same name. */
#ifndef SHRIMP_SIM_PROCESS_RUNTIME_RUNTIME_H
#define SHRIMP_SIM_PROCESS_RUNTIME_RUNTIME_H

#include <signal.h>
#include <stdarg.h>
#include <stddef.h>

#include "sim/process/abi.h"
#include "sim/process/runtime/host.h"

extern struct shrimp_image shrimp_image;
extern struct shrimp_host_functions shrimp_host;

/* hooks.S */
long shrimp_trap(long number, long a, long b, long c, long d, long e);
void shrimp_cost(long cycles);

static inline long shrimp_trap0(long number) {
  return shrimp_trap(number, 0, 0, 0, 0, 0);
}
static inline long shrimp_trap1(long number, long a) {
  return shrimp_trap(number, a, 0, 0, 0, 0);
}
static inline long shrimp_trap3(long number, long a, long b, long c) {
  return shrimp_trap(number, a, b, c, 0, 0);
}

/* start.c */
_Noreturn void shrimp_end(int status);                    /* without handlers */
_Noreturn void shrimp_die(int signal);                    /* as by that signal */
_Noreturn void shrimp_fail(const char* a, const char* b); /* prints both on stderr, then aborts */

/* exit_handlers.c */
void shrimp_run_exit_handlers(void);

/* environment.c */
void shrimp_set_environment(char** envp);

/* character_tables.c, file.c: before the constructors, and after all of the program */
void shrimp_start_characters(void);
void shrimp_flush_all(void);

/* descriptor.c: bytes moved, or -errno */
long shrimp_write(int descriptor, const void* from, size_t bytes);
long shrimp_read(int descriptor, void* to, size_t bytes);
long shrimp_seek(int descriptor, long offset, int whence);
int shrimp_open(const char* path, int flags, int mode);
int shrimp_close(int descriptor);

/* descriptor_calls.c: a result as the C library's calls give it, -1 and errno */
long shrimp_answer(long result);

/* signals.c: the mask; to set it runs the handlers of those that wait no more */
extern uint64_t shrimp_blocked_signals;
void shrimp_set_blocked_signals(uint64_t blocked);

/* poll.c, select.c: ready ones or -EINTR; without time-outs of their own forms. nanoseconds < 0: no limit */
struct pollfd;
struct timespec;
int shrimp_poll(struct pollfd* files, size_t count, int64_t nanoseconds);
int shrimp_poll_with_mask(struct pollfd* files, size_t count, int64_t nanoseconds, const sigset_t* mask);
int shrimp_nanoseconds(const struct timespec* t, int64_t* nanoseconds); /* -EINVAL */

/* memory.c and string.c under names that no program redefines */
void* shrimp_copy(void* to, const void* from, size_t bytes);
void* shrimp_fill(void* to, int value, size_t bytes);
size_t shrimp_length(const char* text);

/* format.c: where printf's characters go */
struct shrimp_sink {
  void (*put)(struct shrimp_sink* sink, const char* text, size_t bytes);
  size_t count; /* characters so far, written or not */
};
int shrimp_format(struct shrimp_sink* sink, const char* format, va_list arguments);

/* scan.c: where scanf's characters come from */
struct shrimp_source {
  int (*get)(struct shrimp_source* source); /* the next character, or -1 */
  void (*unget)(struct shrimp_source* source, int character);
  size_t count;
};
int shrimp_scan(struct shrimp_source* source, const char* format, va_list arguments);

/* heap.c: what malloc and its family are made of */
void* shrimp_allocate(size_t bytes);
void shrimp_release(void* block);

#endif
