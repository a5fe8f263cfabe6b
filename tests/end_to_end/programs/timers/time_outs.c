/* SPDX-License-Identifier: MIT */
/* The classical time-outs: an alarm around connect and around read, by a flag, EINTR or a jump; and a server
 * that ticks while it serves. serve PORT, or call HOST PORT. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t ticks;
static sigjmp_buf too_late;

static void tick(int number) {
  (void)number;
  ++ticks;
}
static void jump(int number) {
  (void)number;
  siglongjmp(too_late, 1);
}
static void handle(void (*handler)(int), int flags) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
  sigemptyset(&action.sa_mask);
  sigaction(SIGALRM, &action, NULL);
}

static int serve(int port) {
  struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
  const struct itimerval every = {{0, 700}, {0, 700}}, off = {{0, 0}, {0, 0}};
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  char text[64];
  bind(server, (struct sockaddr*)&name, sizeof name);
  listen(server, 0);
  /* One of its own takes the only place: nobody else is answered. */
  const int first = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  connect(first, (struct sockaddr*)&name, sizeof name);
  usleep(100000);
  close(first);
  handle(tick, SA_RESTART);
  setitimer(ITIMER_REAL, &every, NULL);
  for (;;) {
    const int client = accept(server, NULL, NULL);
    const long n = read(client, text, sizeof text);
    if (n <= 0) {
      close(client);
      continue;
    }
    while (ticks < 100) continue; /* computes */
    write(client, text, (size_t)n);
    close(client);
    break;
  }
  setitimer(ITIMER_REAL, &off, NULL);
  printf("served, enough ticks: %d\n", ticks >= 100);
  return 0;
}

static int connecting; /* to be closed after a jump */

static int reach(const struct sockaddr_in* name) {
  connecting = socket(AF_INET, SOCK_STREAM, 0);
  const int status = connect(connecting, (const struct sockaddr*)name, sizeof *name);
  if (status == 0) return connecting;
  printf("connect: %s\n", strerror(errno));
  close(connecting);
  return -1;
}

static int call(const char* host, int port) {
  struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
  const struct hostent* h = gethostbyname(host);
  char text[64];
  memcpy(&name.sin_addr, h->h_addr_list[0], sizeof name.sin_addr);
  handle(tick, 0);
  usleep(10000);
  ualarm(10000, 0);
  reach(&name);
  handle(jump, 0);
  if (sigsetjmp(too_late, 1) == 0) {
    ualarm(10000, 0);
    reach(&name);
    puts("never");
  } else {
    puts("connect: too late");
    close(connecting);
  }
  alarm(0);
  int s;
  while ((s = reach(&name)) < 0) usleep(1000);
  write(s, "a request", 9);
  if (sigsetjmp(too_late, 1) == 0) {
    ualarm(5000, 0);
    read(s, text, sizeof text);
    puts("never");
  } else {
    puts("read: too late");
  }
  handle(tick, 0);
  ualarm(5000, 0);
  long n = read(s, text, sizeof text);
  printf("read: %s\n", n < 0 ? strerror(errno) : "never");
  alarm(1000);
  n = read(s, text, sizeof text);
  printf("read: %.*s, %u s left\n", (int)n, text, alarm(0));
  return 0;
}

int main(int argc, char** argv) {
  if (argc == 3 && strcmp(argv[1], "serve") == 0) return serve(atoi(argv[2]));
  return argc == 4 ? call(argv[2], atoi(argv[3])) : 2;
}
