/* SPDX-License-Identifier: MIT */
/* Signals that a process raises itself. argv[1]: what ends it. */
#include "report.h"

#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static int depth, times;
static jmp_buf back;

static void handler(int number) {
  sigset_t now;
  sigprocmask(SIG_BLOCK, NULL, &now);
  printf("%*ssignal %d blocked: usr1 %d usr2 %d\n", 2 * depth, "", number, sigismember(&now, SIGUSR1),
         sigismember(&now, SIGUSR2));
  fflush(stdout);
  if (number == SIGUSR1 && depth == 0 && ++times % 2 == 1) {
    ++depth;
    raise(SIGUSR2); /* waits if it is blocked */
    raise(SIGUSR1); /* comes once more, when this one is over */
    printf("handler of usr1 ends\n");
    --depth;
  }
}
static void told(int number, siginfo_t* about, void* context) {
  (void)context;
  printf("told %d, %d, by %s\n", number, about->si_signo, about->si_pid == getpid() ? "itself" : "another");
}
static void jumps(int number) {
  (void)number;
  longjmp(back, 1);
}

int main(int argc, char** argv) {
  const char* how = argc > 1 ? argv[1] : "";
  SAY(signal(SIGUSR1, handler) == SIG_DFL);
  SAY(signal(SIGUSR2, handler) == SIG_DFL);
  SAY(raise(SIGUSR2));
  SAY(raise(SIGUSR1));
  struct sigaction action = {.sa_handler = handler}, before;
  sigemptyset(&action.sa_mask);
  sigaddset(&action.sa_mask, SIGUSR2);
  SAY(sigaction(SIGUSR1, &action, &before));
  SAY(before.sa_handler == handler);
  SAY(raise(SIGUSR1));
  action = (struct sigaction){.sa_sigaction = told, .sa_flags = SA_SIGINFO | SA_RESETHAND};
  SAY(sigaction(SIGUSR1, &action, NULL));
  SAY(kill(getpid(), SIGUSR1));
  SAY(sigaction(SIGUSR1, NULL, &before));
  SAY(before.sa_handler == SIG_DFL);

  sigset_t set, waiting;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR2);
  SAY(sigprocmask(SIG_BLOCK, &set, NULL));
  SAY(raise(SIGUSR2));
  SAY(raise(SIGUSR2));
  SAY(sigpending(&waiting));
  SAY(sigismember(&waiting, SIGUSR2));
  SAY(sigprocmask(SIG_UNBLOCK, &set, NULL));
  SAY(sigpending(&waiting));
  SAY(sigismember(&waiting, SIGUSR2));
  SAY(sigprocmask(99, &set, NULL));
  SAY(raise(65));
  SAY(kill(getpid(), 0));
  SAY(sigaction(SIGKILL, &action, NULL));
  SAY(signal(SIGKILL, SIG_IGN) == SIG_ERR);
  SAY(sigaddset(&set, 0));
  SAY(sigfillset(&set));
  SAY(sigismember(&set, SIGTERM));
  SAY(sigdelset(&set, SIGTERM));
  SAY(sigismember(&set, SIGTERM));
  SAY(raise(SIGCHLD));
  SAY(signal(SIGTERM, SIG_IGN) == SIG_DFL);
  SAY(raise(SIGTERM));
  SAY(signal(SIGINT, jumps) == SIG_DFL);
  if (setjmp(back) == 0) {
    raise(SIGINT);
    puts("never");
  }
  puts("jumped");
  fflush(stdout);
  if (!strcmp(how, "term")) signal(SIGTERM, SIG_DFL), raise(SIGTERM);
  if (!strcmp(how, "abort")) signal(SIGABRT, handler), abort();
  return 3;
}
