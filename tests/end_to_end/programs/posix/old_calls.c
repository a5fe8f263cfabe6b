/* SPDX-License-Identifier: MIT */
/* Masks of signals by their older calls, children that nobody has, sessions, names for directories. */
#include "report.h"
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#pragma GCC diagnostic ignored "-Wstringop-overflow"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void handler(int number) {
  printf("signal %d\n", number);
}

static void masks(void) {
  signal(SIGUSR1, handler);
  SAY(sigblock(sigmask(SIGUSR1)));
  SAY(raise(SIGUSR1));
  SAY(sigblock(sigmask(SIGUSR2)) == sigmask(SIGUSR1));
  SAY(sigsetmask(sigmask(SIGUSR2)) == (sigmask(SIGUSR1) | sigmask(SIGUSR2)));
  SAY(siggetmask() == sigmask(SIGUSR2));
  SAY(sigsetmask(0) == sigmask(SIGUSR2));

  SAY(sighold(SIGUSR1));
  SAY(raise(SIGUSR1));
  SAY(sigrelse(SIGUSR1));
  SAY(sighold(99));
  SAY(sigrelse(0));
  SAY(sigset(SIGUSR1, SIG_HOLD) == handler);
  SAY(raise(SIGUSR1));
  SAY(sigset(SIGUSR1, SIG_HOLD) == SIG_HOLD);
  SAY(sigset(SIGUSR1, handler) == SIG_HOLD);
  SAY(sigset(SIGUSR2, handler) == SIG_DFL);
  SAY(raise(SIGUSR2));
  SAY(sigset(SIGUSR2, SIG_IGN) == handler);
  SAY(raise(SIGUSR2));
  SAY(sigset(99, handler) == SIG_ERR ? -1 : 0);
  SAY(sigset(SIGKILL, handler) == SIG_ERR ? -1 : 0);
  SAY(sigignore(SIGUSR1));
  SAY(raise(SIGUSR1));
  SAY(sigignore(SIGKILL));
  SAY(raise(0));
  SAY(raise(-1));
}

static void children(void) {
  struct rusage usage;
  siginfo_t about;
  int status;
  SAY(wait(&status));
  SAY(waitpid(-1, &status, WNOHANG));
  SAY(waitpid(-1, &status, 1 << 20));
  SAY(wait3(&status, WNOHANG, &usage));
  SAY(wait4(getpid(), NULL, WUNTRACED, NULL));
  SAY(waitid(P_ALL, 0, &about, WEXITED));
  SAY(waitid(P_ALL, 0, &about, WNOHANG));
  SAY(waitid(P_ALL, 0, &about, WEXITED | WNOHANG));
}

static void sessions(void) {
  setsid();
  SAY(setsid());
  SAY(getsid(0) == getpid());
  SAY(setpgid(0, 0));
  SAY(setpgid(getpid(), -1));
  SAY(setpgrp());
  SAY(getpgrp() == getpid());
  SAY(killpg(0, 0));
  SAY(killpg(getpgrp(), 0));
  SAY(killpg(-3, 0));
  SAY(getgroups(-1, NULL));
  SAY(getgroups(0, NULL) >= 0);
}

int main(void) {
  char bad[] = "x", name[] = "/tmp/old_calls_XXXXXX";
  struct stat about;
  setvbuf(stdout, NULL, _IONBF, 0);
  masks();
  children();
  sessions();
  SAY(mkdtemp(bad) == NULL ? -1 : 0);
  SAY(mkdtemp(name) == name);
  SAY(stat(name, &about));
  printf("%o\n", about.st_mode);
  SAY(rmdir(name));
  return 0;
}
