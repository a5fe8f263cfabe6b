/* SPDX-License-Identifier: MIT */
/* Processes that are in no call on a socket when somebody connects. Each is away for 300 ms.
 *   absent listens HOW   a server that does something else (computes, sleeps, pauses, selects) before it accepts
 *   absent binds HOW     one that has a port, and listens only after that
 *   absent calls HOST    connects, and says how long it took
 *   absent begins HOST   connects without waiting, and computes meanwhile */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static void handler(int number) {
  (void)number;
}
static double now(void) {
  struct timeval t;
  gettimeofday(&t, NULL);
  return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}
static void compute(double seconds) {
  for (const double end = now() + seconds; now() < end;)
    for (volatile int i = 0; i < 10000; ++i) continue;
}
static void stay_away(const char* how) {
  if (!strcmp(how, "computes")) compute(0.3);
  if (!strcmp(how, "sleeps")) usleep(300000);
  if (!strcmp(how, "selects")) select(0, NULL, NULL, NULL, &(struct timeval){0, 300000});
  if (!strcmp(how, "pauses")) {
    signal(SIGALRM, handler);
    ualarm(300000, 0);
    pause();
  }
}

static void serve(const char* how, int listens) {
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(4950)};
  char letter;
  const int s = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(s, (struct sockaddr*)&here, sizeof here) < 0) perror("bind");
  if (listens && listen(s, 5) < 0) perror("listen");
  stay_away(how);
  if (!listens) {
    puts("back");
    return;
  }
  const int client = accept(s, NULL, NULL);
  if (read(client, &letter, 1) == 1 && letter == 'x') puts("served");
  write(client, "y", 1);
}

static struct addrinfo* find(const char* host) {
  struct addrinfo* found;
  usleep(20000);
  if (getaddrinfo(host, "4950", &(struct addrinfo){.ai_socktype = SOCK_STREAM}, &found) != 0) exit(1);
  return found;
}
static void talk(int s) {
  char letter;
  if (write(s, "x", 1) == 1 && read(s, &letter, 1) == 1 && letter == 'y') puts("answered");
}
static void call(const char* host) {
  const struct addrinfo* to = find(host);
  const int s = socket(AF_INET, SOCK_STREAM, 0);
  const double start = now();
  const int n = connect(s, to->ai_addr, to->ai_addrlen);
  printf("%s %s\n", n == 0 ? "connected" : strerror(errno), now() - start < 0.1 ? "at once" : "late");
  if (n == 0) talk(s);
}
static void begin(const char* host) {
  const struct addrinfo* to = find(host);
  const int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (connect(s, to->ai_addr, to->ai_addrlen) != -1 || errno != EINPROGRESS) perror("connect");
  compute(0.1);
  struct pollfd file = {s, POLLOUT, 0};
  if (poll(&file, 1, 0) == 1 && file.revents == POLLOUT) puts("made meanwhile");
  fcntl(s, F_SETFL, 0);
  talk(s);
}

int main(int argc, char** argv) {
  const char *what = argc > 1 ? argv[1] : "", *more = argc > 2 ? argv[2] : "";
  setvbuf(stdout, NULL, _IONBF, 0);
  if (!strcmp(what, "listens")) serve(more, 1);
  if (!strcmp(what, "binds")) serve(more, 0);
  if (!strcmp(what, "calls")) call(more);
  if (!strcmp(what, "begins")) begin(more);
  return 0;
}
