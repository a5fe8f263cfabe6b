/* SPDX-License-Identifier: MIT */
/* Non-local jumps: back to where setjmp or sigsetjmp has been (hooks.S), with the signal mask of then if that
 * was to be kept. As in the GNU C library longjmp does what siglongjmp does. */
#include <setjmp.h>

#include "sim/process/runtime/runtime.h"

_Noreturn void shrimp_jump(const struct __jmp_buf_tag* environment, int value);

static _Noreturn void jump(const struct __jmp_buf_tag* environment, int value) {
  if (environment->__mask_was_saved) shrimp_set_blocked_signals(environment->__saved_mask.__val[0]);
  shrimp_jump(environment, value != 0 ? value : 1);
}

#define JUMP(name)                                                     \
  _Noreturn void name(struct __jmp_buf_tag environment[1], int value); \
  void name(struct __jmp_buf_tag environment[1], int value) {          \
    jump(environment, value);                                          \
  }
JUMP(longjmp)
JUMP(_longjmp)
JUMP(siglongjmp)
JUMP(__longjmp_chk)
