/* SPDX-License-Identifier: MIT */
/* Masks and handlers of signals by the calls of 4.2BSD and of System V. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <unistd.h>

/* ---- 4.2BSD: a mask is an int, signal 1 its lowest bit ---- */

static int change(int how, int mask) {
  const sigset_t set = {{(unsigned)mask}};
  sigset_t before;
  return sigprocmask(how, &set, &before) < 0 ? -1 : (int)before.__val[0];
}
int sigblock(int mask) {
  return change(SIG_BLOCK, mask);
}
int sigsetmask(int mask) {
  return change(SIG_SETMASK, mask);
}
int siggetmask(void) {
  return change(SIG_BLOCK, 0);
}
int shrimp_sigpause_with(int mask) __asm__("sigpause");
int shrimp_sigpause_with(int mask) {
  const sigset_t set = {{(unsigned)mask}};
  return sigsuspend(&set);
}

/* ---- System V: one signal after the other ---- */

static int change_one(int how, int number, sigset_t* before) {
  sigset_t set;
  sigemptyset(&set);
  return sigaddset(&set, number) < 0 ? -1 : sigprocmask(how, &set, before);
}
int sighold(int number) {
  return change_one(SIG_BLOCK, number, NULL);
}
int sigrelse(int number) {
  return change_one(SIG_UNBLOCK, number, NULL);
}
int __xpg_sigpause(int number);
int __xpg_sigpause(int number) {
  sigset_t set;
  sigprocmask(SIG_BLOCK, NULL, &set);
  return sigdelset(&set, number) < 0 ? -1 : sigsuspend(&set);
}
int sigignore(int number) {
  const struct sigaction ignores = {.sa_handler = SIG_IGN};
  return sigaction(number, &ignores, NULL);
}
sighandler_t sigset(int number, sighandler_t handler) {
  const struct sigaction action = {.sa_handler = handler};
  const int holds = handler == SIG_HOLD;
  struct sigaction was;
  sigset_t before;
  if (handler == SIG_ERR) {
    errno = EINVAL;
    return SIG_ERR;
  }
  if (sigaction(number, holds ? NULL : &action, &was) < 0) return SIG_ERR;
  if (change_one(holds ? SIG_BLOCK : SIG_UNBLOCK, number, &before) < 0) return SIG_ERR;
  return sigismember(&before, number) ? SIG_HOLD : was.sa_handler;
}

/* The group of a process is itself. */
int killpg(pid_t group, int number) {
  if (group == 0 || group == getpgrp()) return kill(getpid(), number);
  errno = group < 0 ? EINVAL : ESRCH;
  return -1;
}
