/* SPDX-License-Identifier: MIT */
/* Signals of a process's timer, and the calls that they interrupt. All waits are long, and all timers short
 * before them, so that the host's scheduling changes nothing. argv[1]: what ends the process. */
#include "report.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { short_time = 30000, long_time = 10 };

static volatile sig_atomic_t times;
static sigjmp_buf back;

static void counts(int number) {
  times += number == SIGALRM;
}
static void jumps(int number) {
  siglongjmp(back, number);
}
static void told(int number, siginfo_t* about, void* context) {
  (void)context;
  printf("told %d, by the kernel %d\n", number, about->si_code == SI_KERNEL);
}

static void handle(void (*handler)(int), int flags) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
  sigemptyset(&action.sa_mask);
  sigaction(SIGALRM, &action, NULL);
}
static void set(long microseconds, long interval) {
  const struct itimerval timer = {{0, interval}, {0, microseconds}};
  setitimer(ITIMER_REAL, &timer, NULL);
}
/* What a call does that a handler with these flags interrupts, if not the first time. */
#define INTERRUPTED(flags, call)                  \
  do {                                            \
    handle(counts, flags);                        \
    times = 0;                                    \
    set(short_time, short_time);                  \
    SAY(call);                                    \
    set(0, 0);                                    \
    printf("a handler has run: %d\n", times > 0); \
  } while (0)

static void timers(void) {
  struct itimerval timer = {{0, 0}, {0, 0}}, before;
  handle(counts, 0);
  SAY(alarm(100));
  SAY(alarm(50));
  SAY(alarm(0));
  SAY(alarm(0));
  timer.it_value.tv_sec = 1000, timer.it_interval.tv_usec = 250;
  SAY(setitimer(ITIMER_REAL, &timer, &before));
  SAY(before.it_value.tv_sec);
  SAY(getitimer(ITIMER_REAL, &timer));
  SAY(timer.it_value.tv_sec == 999 && timer.it_interval.tv_usec == 250);
  timer.it_value.tv_usec = 1000000;
  SAY(setitimer(ITIMER_REAL, &timer, NULL));
  timer.it_value.tv_usec = -1;
  SAY(setitimer(ITIMER_REAL, &timer, NULL));
  SAY(setitimer(77, &timer, NULL));
  SAY(getitimer(77, &timer));
  SAY(alarm(0));
  SAY(ualarm(500000, 0) == 0);
  SAY(ualarm(0, 0) > 100000);
}

static void sleeps(void) {
  struct timespec wait = {long_time, 0}, rest = {0, 0};
  INTERRUPTED(0, sleep(long_time));
  INTERRUPTED(SA_RESTART, sleep(long_time));
  INTERRUPTED(0, usleep(900000));
  INTERRUPTED(SA_RESTART, nanosleep(&wait, &rest));
  SAY(rest.tv_sec);
  INTERRUPTED(0, clock_nanosleep(CLOCK_MONOTONIC, 0, &wait, NULL) == EINTR);
  INTERRUPTED(SA_RESTART, pause());
  INTERRUPTED(0, poll(NULL, 0, 10000));
  struct timeval limit = {long_time, 0};
  INTERRUPTED(SA_RESTART, select(0, NULL, NULL, NULL, &limit));
  SAY(limit.tv_sec);
  handle(SIG_IGN, 0);
  set(short_time, 0);
  SAY(usleep(3 * short_time)); /* nobody is told */
}

/* A timer that goes on, and waits that a mask holds back. */
static void masks(void) {
  sigset_t alarms, none, now;
  struct timespec wait = {long_time, 0}, soon = {0, 1000};
  siginfo_t about;
  int number = 0;
  sigemptyset(&none);
  sigemptyset(&alarms);
  sigaddset(&alarms, SIGALRM);
  handle(counts, SA_RESTART);
  times = 0;
  set(2000, 2000);
  while (times < 5) pause();
  set(0, 0);
  puts("five times");

  sigprocmask(SIG_BLOCK, &alarms, NULL);
  times = 0;
  set(short_time, 0);
  SAY(usleep(3 * short_time)); /* sleeps on */
  SAY(times);
  SAY(sigpending(&now));
  SAY(sigismember(&now, SIGALRM));
  SAY(sigsuspend(&none));
  SAY(times);
  sigprocmask(SIG_SETMASK, NULL, &now);
  SAY(sigismember(&now, SIGALRM));
  set(short_time, 0);
  SAY(sigsuspend(&none));
  SAY(times);
  set(short_time, 0);
  SAY(ppoll(NULL, 0, &wait, &none));
  SAY(times);
  set(short_time, 0);
  SAY(pselect(0, NULL, NULL, NULL, &wait, &none));
  SAY(times);
  set(short_time, 0);
  SAY(sigwait(&alarms, &number));
  SAY(number);
  set(short_time, 0);
  SAY(sigtimedwait(&alarms, &about, &wait));
  SAY(about.si_signo);
  SAY(about.si_code == SI_KERNEL);
  SAY(sigtimedwait(&alarms, &about, &soon));
  sigprocmask(SIG_SETMASK, &none, NULL);
  SAY(times);
}

static int stream(int pair[2]) {
  struct sockaddr_in name = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t bytes = sizeof name;
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  bind(server, (struct sockaddr*)&name, sizeof name);
  listen(server, 5);
  getsockname(server, (struct sockaddr*)&name, &bytes);
  pair[0] = socket(AF_INET, SOCK_STREAM, 0);
  /* Non-blocking, since one process is both ends. */
  fcntl(pair[0], F_SETFL, O_NONBLOCK);
  connect(pair[0], (struct sockaddr*)&name, sizeof name);
  pair[1] = accept(server, NULL, NULL);
  struct pollfd ready = {pair[0], POLLOUT, 0};
  poll(&ready, 1, -1);
  fcntl(pair[0], F_SETFL, 0);
  return server;
}

static void sockets(void) {
  int pair[2];
  char text[8];
  static char much[1 << 22];
  const int server = stream(pair);
  struct timeval limit = {long_time, 0}, none = {0, 0};
  struct pollfd file = {pair[0], POLLIN, 0};
  fd_set reads;
  INTERRUPTED(0, read(pair[0], text, sizeof text));
  INTERRUPTED(0, recv(pair[0], text, sizeof text, 0));
  INTERRUPTED(0, accept(server, NULL, NULL));
  INTERRUPTED(SA_RESTART, poll(&file, 1, 10000));
  FD_ZERO(&reads);
  FD_SET(pair[0], &reads);
  INTERRUPTED(SA_RESTART, select(pair[0] + 1, &reads, NULL, NULL, NULL));
  SAY(FD_ISSET(pair[0], &reads) != 0);

  SAY(write(pair[1], "abc", 3));
  INTERRUPTED(0, recv(pair[0], text, sizeof text, MSG_WAITALL)); /* what has come */

  /* Restarted: until the limit of a socket, which never restarts. */
  setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  INTERRUPTED(SA_RESTART, recv(pair[0], text, sizeof text, 0));
  INTERRUPTED(SA_RESTART, accept(server, NULL, NULL));
  setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &none, sizeof none);
  setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &none, sizeof none);

  /* Restarted until a jump. */
  handle(counts, SA_RESTART);
  times = 0;
  set(2000, 2000);
  if (sigsetjmp(back, 1) == 0) {
    struct sigaction action = {.sa_handler = jumps, .sa_flags = SA_RESTART};
    while (times < 3) pause();
    sigaction(SIGALRM, &action, NULL);
    read(pair[0], text, sizeof text);
    puts("never");
  }
  set(0, 0);
  sigset_t now;
  sigprocmask(SIG_SETMASK, NULL, &now);
  printf("out of the read, blocked %d\n", sigismember(&now, SIGALRM));
  SAY(write(pair[1], "def", 3));
  SAY(read(pair[0], text, sizeof text));

  handle(counts, 0);
  set(short_time, short_time);
  const long written = write(pair[1], much, sizeof much);
  set(0, 0);
  printf("written %d\n", written > 0 && written < (long)sizeof much);
  INTERRUPTED(0, write(pair[1], much, sizeof much));
  close(pair[0]), close(pair[1]), close(server);
}

static int to_loop; /* the self-pipe */

static void writes(int number) {
  write(to_loop, &number, 1);
}

static void pipes(void) {
  int ends[2];
  char text[8];
  sigset_t alarms, none;
  struct timespec wait = {long_time, 0};
  pipe(ends);
  struct pollfd file = {ends[0], POLLIN, 0};
  to_loop = ends[1];
  INTERRUPTED(0, read(ends[0], text, sizeof text));
  handle(writes, SA_RESTART);
  set(short_time, 0);
  SAY(read(ends[0], text, sizeof text));
  SAY(text[0]);
  sigemptyset(&none);
  sigemptyset(&alarms);
  sigaddset(&alarms, SIGALRM);
  sigprocmask(SIG_BLOCK, &alarms, NULL);
  set(short_time, 0);
  SAY(ppoll(&file, 1, &wait, &none));
  SAY(ppoll(&file, 1, &wait, &none));
  SAY(read(ends[0], text, sizeof text));
  sigprocmask(SIG_SETMASK, &none, NULL);
  close(ends[0]), close(ends[1]);
}

static void computes(void) {
  struct sigaction action = {.sa_sigaction = told, .sa_flags = SA_SIGINFO};
  sigaction(SIGALRM, &action, NULL);
  sigset_t alarms, none;
  sigemptyset(&none);
  sigemptyset(&alarms);
  sigaddset(&alarms, SIGALRM);
  sigprocmask(SIG_BLOCK, &alarms, NULL);
  set(2000, 0);
  sigsuspend(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  handle(counts, 0);
  times = 0;
  set(2000, 2000);
  while (times < 3) continue;
  puts("three while it computed");
  if (sigsetjmp(back, 1) == 0) {
    handle(jumps, 0);
    for (volatile long i = 0;; ++i) continue;
  }
  set(0, 0);
  puts("out of the loop");
}

int main(int argc, char** argv) {
  const char* how = argc > 1 ? argv[1] : "";
  timers();
  sleeps();
  masks();
  sockets();
  pipes();
  computes();
  fflush(stdout);
  handle(SIG_DFL, 0);
  if (!strcmp(how, "computes")) {
    set(2000, 0);
    for (volatile long i = 0;; ++i) continue;
  }
  set(2000, 2000);
  for (;;) pause();
}
