/* SPDX-License-Identifier: MIT */
/* Signals of a process: which handler, which mask, what happens without one. Those to itself come during the
 * call that makes them: raise, kill(getpid()), SIGPIPE from a write that nobody will read. SIGALRM of its
 * timer comes by itself (sim/os/signal_service.h): the kernel calls shrimp_signal_comes between two
 * instructions of the program's code, never of this library's or of those of vmmc_api, so their calls are
 * whole. One of these that waits is told by the kernel, in what it is in no middle of anything, and calls
 * shrimp_take_signals itself. A fault of the program (SIGSEGV, SIGFPE, ...) ends it, whatever handler it has.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "sim/process/runtime/runtime.h"
#include "sim/process/runtime/signals.h"
#include "vmmc_api/descriptor.h"
#include "vmmc_api/trap.h"

enum { most_signals = 65 }; /* numbers 1 to 64 */

static struct sigaction actions[most_signals];
static uint64_t waiting, from_kernel; /* of those that wait: not raised by the process */
static int enters;                    /* the kernel knows how signals come */
uint64_t shrimp_blocked_signals;
struct shrimp_handlers_run shrimp_handlers_run;

void (*shrimp_before_end)(void);
void (*shrimp_on_datagram)(void);

static uint64_t bit(int number) {
  return (uint64_t)1 << (number - 1);
}
static int is_signal(int number) {
  return number > 0 && number < most_signals;
}
static int is_certain(int number) { /* neither caught nor blocked */
  return number == SIGKILL || number == SIGSTOP;
}
uint64_t shrimp_mask_of(const sigset_t* set) {
  return set->__val[0] & ~(bit(SIGKILL) | bit(SIGSTOP));
}

static int is_ignored_by_default(int number) {
  return number == SIGCHLD || number == SIGURG || number == SIGWINCH || number == SIGCONT ||
         number == SIGTSTP || number == SIGTTIN || number == SIGTTOU || number == SIGSTOP;
}

static void end_by(int number) {
  if (shrimp_before_end != NULL) shrimp_before_end();
  shrimp_die(number);
}

static void deliver(int number, int is_from_kernel) {
  struct sigaction* action = &actions[number];
  const struct sigaction now = *action;
  if (now.sa_handler == SIG_IGN) return;
  if (now.sa_handler == SIG_DFL) {
    if (!is_ignored_by_default(number)) end_by(number);
    return;
  }
  const uint64_t before = shrimp_blocked_signals;
  shrimp_blocked_signals |= shrimp_mask_of(&now.sa_mask) | ((now.sa_flags & SA_NODEFER) ? 0 : bit(number));
  ++*(now.sa_flags & SA_RESTART ? &shrimp_handlers_run.restarting : &shrimp_handlers_run.interrupting);
  if (now.sa_flags & SA_RESETHAND) action->sa_handler = SIG_DFL;
  if (now.sa_flags & SA_SIGINFO) {
    siginfo_t about = {.si_signo = number, .si_code = is_from_kernel ? SI_KERNEL : SI_USER};
    about.si_pid = is_from_kernel ? 0 : getpid();
    now.sa_sigaction(number, &about, NULL);
  } else {
    now.sa_handler(number);
  }
  shrimp_blocked_signals = before;
}

static void deliver_waiting(void) {
  uint64_t due;
  while ((due = waiting & ~shrimp_blocked_signals) != 0) {
    const int number = __builtin_ctzll(due) + 1;
    const uint64_t is_from_kernel = from_kernel & bit(number);
    waiting &= ~bit(number);
    from_kernel &= ~bit(number);
    deliver(number, is_from_kernel != 0);
  }
}

void shrimp_set_blocked_signals(uint64_t blocked) {
  shrimp_blocked_signals = blocked;
  deliver_waiting();
}

/* ---- Signals that come by themselves ---- */

/* Those of the program wait for its mask; a library's is served now. */
static void have_come(uint64_t signals) {
  if (signals & bit(SHRIMP_SIGNAL_DATAGRAM)) {
    signals &= ~bit(SHRIMP_SIGNAL_DATAGRAM);
    if (shrimp_on_datagram != NULL) shrimp_on_datagram();
  }
  from_kernel |= signals & ~waiting;
  waiting |= signals;
}

/* errno is as before when the handler has returned: the program may be about to look at it. */
static void shrimp_signal_comes(int number) {
  const int error = errno;
  have_come(bit(number));
  deliver_waiting();
  errno = error;
}

extern const char libraries_begin[] __asm__("__start_vmmc_libraries")
    __attribute__((weak, visibility("hidden")));
extern const char libraries_end[] __asm__("__stop_vmmc_libraries")
    __attribute__((weak, visibility("hidden")));
extern const char runtime_begin[] __asm__("__start_shrimp_runtime")
    __attribute__((weak, visibility("hidden")));
extern const char runtime_end[] __asm__("__stop_shrimp_runtime") __attribute__((weak, visibility("hidden")));

void shrimp_let_signals_enter(void) {
  if (enters) return;
  enters = 1;
  shrimp_trap(SHRIMP_TRAP_SIGNALS_ENTER, (long)shrimp_signal_comes, (long)runtime_begin, (long)runtime_end,
              (long)libraries_begin, (long)libraries_end);
}

static void fetch(void) {
  if (!enters) return;
  const int error = errno;
  have_come((uint64_t)shrimp_trap0(SHRIMP_TRAP_TAKE_SIGNALS));
  errno = error;
}
void shrimp_take_signals(void) {
  const int error = errno;
  fetch();
  deliver_waiting();
  errno = error;
}
int shrimp_take_one_of(uint64_t set, siginfo_t* about) {
  fetch();
  const uint64_t due = waiting & set;
  if (due == 0) return 0;
  const int number = __builtin_ctzll(due) + 1;
  if (about != NULL) {
    const int is_from_kernel = (from_kernel & bit(number)) != 0;
    *about = (siginfo_t){.si_signo = number, .si_code = is_from_kernel ? SI_KERNEL : SI_USER};
    about->si_pid = is_from_kernel ? 0 : getpid();
  }
  waiting &= ~bit(number);
  from_kernel &= ~bit(number);
  return number;
}

int raise(int number) {
  if (number == 0) return 0; /* as in Linux: only whether it could */
  if (!is_signal(number)) return (int)shrimp_answer(-EINVAL);
  waiting |= bit(number);
  deliver_waiting();
  return 0;
}

/* Only to itself: there are no signals between simulated processes. */
int kill(pid_t pid, int number) {
  if (number < 0 || number >= most_signals) return (int)shrimp_answer(-EINVAL);
  if (pid != getpid() && pid != 0) return (int)shrimp_answer(-EPERM);
  return number != 0 ? raise(number) : 0;
}

int sigaction(int number, const struct sigaction* restrict action, struct sigaction* restrict before) {
  if (!is_signal(number) || (action != NULL && is_certain(number))) return (int)shrimp_answer(-EINVAL);
  const struct sigaction was = actions[number];
  if (action != NULL) {
    actions[number] = *action;
    const int ignores =
        action->sa_handler == SIG_IGN || (action->sa_handler == SIG_DFL && is_ignored_by_default(number));
    if (ignores) waiting &= ~bit(number);
  }
  if (before != NULL) *before = was;
  return 0;
}

static sighandler_t set_handler(int number, sighandler_t handler, int flags) {
  const struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
  struct sigaction before;
  return sigaction(number, &action, &before) == 0 ? before.sa_handler : SIG_ERR;
}
sighandler_t signal(int number, sighandler_t handler) {
  return set_handler(number, handler, SA_RESTART);
}
sighandler_t bsd_signal(int number, sighandler_t handler) {
  return signal(number, handler);
}
sighandler_t __sysv_signal(int number, sighandler_t handler) {
  return set_handler(number, handler, SA_RESETHAND | SA_NODEFER);
}
int siginterrupt(int number, int interrupts) {
  if (!is_signal(number)) return (int)shrimp_answer(-EINVAL);
  actions[number].sa_flags = (actions[number].sa_flags & ~SA_RESTART) | (interrupts ? 0 : SA_RESTART);
  return 0;
}

static int change_mask(int how, const sigset_t* set, sigset_t* before) {
  const uint64_t was = shrimp_blocked_signals;
  if (set != NULL) {
    if (how != SIG_BLOCK && how != SIG_UNBLOCK && how != SIG_SETMASK) return EINVAL;
    const uint64_t change = shrimp_mask_of(set);
    shrimp_blocked_signals = how == SIG_BLOCK ? was | change : how == SIG_UNBLOCK ? was & ~change : change;
  }
  if (before != NULL) *before = (sigset_t){{was}};
  deliver_waiting();
  return 0;
}
int sigprocmask(int how, const sigset_t* restrict set, sigset_t* restrict before) {
  return (int)shrimp_answer(-change_mask(how, set, before));
}
int pthread_sigmask(int how, const sigset_t* restrict set, sigset_t* restrict before) {
  return change_mask(how, set, before);
}
int sigpending(sigset_t* set) {
  fetch();
  deliver_waiting();
  *set = (sigset_t){{waiting}};
  return 0;
}

int sigemptyset(sigset_t* set) {
  *set = (sigset_t){{0}};
  return 0;
}
int sigfillset(sigset_t* set) {
  *set = (sigset_t){{~(uint64_t)0}};
  return 0;
}
int sigaddset(sigset_t* set, int number) {
  if (!is_signal(number)) return (int)shrimp_answer(-EINVAL);
  set->__val[0] |= bit(number);
  return 0;
}
int sigdelset(sigset_t* set, int number) {
  if (!is_signal(number)) return (int)shrimp_answer(-EINVAL);
  set->__val[0] &= ~bit(number);
  return 0;
}
int sigismember(const sigset_t* set, int number) {
  if (!is_signal(number)) return (int)shrimp_answer(-EINVAL);
  return (set->__val[0] & bit(number)) != 0;
}
