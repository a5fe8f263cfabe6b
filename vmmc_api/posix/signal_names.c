/* SPDX-License-Identifier: MIT */
/* What signals are called, in glibc's words. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <string.h>

char* strsignal(int number) {
  static const char* const names[] = {
      [SIGHUP] = "Hangup",
      [SIGINT] = "Interrupt",
      [SIGQUIT] = "Quit",
      [SIGILL] = "Illegal instruction",
      [SIGTRAP] = "Trace/breakpoint trap",
      [SIGABRT] = "Aborted",
      [SIGBUS] = "Bus error",
      [SIGFPE] = "Floating point exception",
      [SIGKILL] = "Killed",
      [SIGUSR1] = "User defined signal 1",
      [SIGSEGV] = "Segmentation fault",
      [SIGUSR2] = "User defined signal 2",
      [SIGPIPE] = "Broken pipe",
      [SIGALRM] = "Alarm clock",
      [SIGTERM] = "Terminated",
      [SIGSTKFLT] = "Stack fault",
      [SIGCHLD] = "Child exited",
      [SIGCONT] = "Continued",
      [SIGSTOP] = "Stopped (signal)",
      [SIGTSTP] = "Stopped",
      [SIGTTIN] = "Stopped (tty input)",
      [SIGTTOU] = "Stopped (tty output)",
      [SIGURG] = "Urgent I/O condition",
      [SIGXCPU] = "CPU time limit exceeded",
      [SIGXFSZ] = "File size limit exceeded",
      [SIGVTALRM] = "Virtual timer expired",
      [SIGPROF] = "Profiling timer expired",
      [SIGWINCH] = "Window changed",
      [SIGIO] = "I/O possible",
      [SIGPWR] = "Power failure",
      [SIGSYS] = "Bad system call",
  };
  enum { FIRST_REAL_TIME = 34, LAST_REAL_TIME = 64 };
  static char text[32];
  if (number > 0 && number < (int)(sizeof names / sizeof *names)) return (char*)names[number];
  if (number >= FIRST_REAL_TIME && number <= LAST_REAL_TIME)
    snprintf(text, sizeof text, "Real-time signal %d", number - FIRST_REAL_TIME);
  else
    snprintf(text, sizeof text, "Unknown signal %d", number);
  return text;
}

void psignal(int number, const char* text) {
  if (text != NULL && *text != 0) fprintf(stderr, "%s: ", text);
  fprintf(stderr, "%s\n", strsignal(number));
}
