/* SPDX-License-Identifier: MIT */
/* Pipes of one process: what they hold, what their ends say, and the handler that wakes a loop. */
#include "report.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int self[2];
static volatile int pipes_broken;

static void wake(int number) {
  const char c = (char)number;
  write(self[1], &c, 1);
}
static void broken(int number) {
  (void)number;
  ++pipes_broken;
}

static int events(int descriptor) {
  struct pollfd file = {descriptor, POLLIN | POLLOUT, 0};
  poll(&file, 1, 0);
  return file.revents;
}

int main(void) {
  static char big[100000], back[100000];
  char text[32] = "", more[32] = "";
  int p[2], number;
  struct stat status;
  for (size_t i = 0; i < sizeof big; ++i) big[i] = (char)(i * 7 + i / 251);

  SAY(pipe(p));
  printf("%d %d\n", p[0], p[1]);
  SAY(fcntl(p[0], F_GETFL));
  SAY(fcntl(p[1], F_GETFL) & O_ACCMODE);
  SAY(fstat(p[0], &status));
  SAY(S_ISFIFO(status.st_mode) != 0);
  SAY(lseek(p[0], 0, SEEK_SET));
  SAY(fsync(p[1]));
  SAY(write(p[0], "x", 1));
  SAY(read(p[1], text, 1));
  SAY(events(p[0]));
  SAY(events(p[1]));
  SAY(write(p[1], "hello, world", 12));
  SAY(write(p[1], "", 0));
  SAY(events(p[0]));
  SAY((ioctl(p[0], FIONREAD, &number), number));
  SAY(read(p[0], text, 0));
  SAY(readv(p[0], (struct iovec[]){{text, 5}, {more, 30}}, 2));
  printf("<%s> <%s>\n", text, more);
  SAY(writev(p[1], (struct iovec[]){{"ab", 2}, {"", 0}, {"cde", 3}}, 3));
  SAY(read(p[0], text, 30));

  /* What it holds. */
  SAY(fcntl(p[0], F_SETFL, O_NONBLOCK));
  SAY(read(p[0], text, 1));
  SAY(read(p[0], text, 0));
  SAY(fcntl(p[1], F_SETFL, O_NONBLOCK));
  SAY(write(p[1], big, sizeof big));
  SAY(write(p[1], big, 1));
  SAY(events(p[1]));
  SAY(events(p[0]));
  SAY(read(p[0], back, PIPE_BUF));
  SAY(events(p[1]));
  SAY(write(p[1], big + 65536, PIPE_BUF));
  long got = PIPE_BUF, n;
  while ((n = read(p[0], back + got, 10000)) > 0) got += n;
  SAY(n);
  SAY(got);
  SAY(memcmp(back, big, (size_t)got));

  /* Ends. */
  const int copy = SAY(dup(p[1]));
  SAY(close(p[1]));
  SAY(events(p[0]));
  SAY(write(copy, "last", 4));
  SAY(close(copy));
  SAY(events(p[0]));
  SAY(read(p[0], text, 30));
  SAY(read(p[0], text, 30));
  SAY(events(p[0]));
  SAY(close(p[0]));
  SAY(pipe2(p, O_NONBLOCK | O_CLOEXEC));
  SAY(fcntl(p[0], F_GETFD));
  SAY((fcntl(p[1], F_GETFL) & O_NONBLOCK) != 0);
  SAY(close(p[0]));
  signal(SIGPIPE, broken);
  SAY(events(p[1]));
  SAY(write(p[1], "x", 1));
  SAY(pipes_broken);
  SAY(close(p[1]));
  SAY(pipe2(p, 0x40000000));

  /* A handler wakes a loop. */
  SAY(pipe(self));
  signal(SIGUSR1, wake);
  raise(SIGUSR1);
  fd_set set;
  FD_ZERO(&set);
  FD_SET(self[0], &set);
  SAY(select(self[0] + 1, &set, NULL, NULL, NULL));
  SAY(FD_ISSET(self[0], &set) != 0);
  SAY(read(self[0], text, 5));
  SAY(text[0] == SIGUSR1);
  struct timeval time = {0, 2000};
  SAY(select(self[0] + 1, &set, NULL, NULL, &time));

  /* As a stream. */
  FILE* out = fdopen(self[1], "w");
  FILE* in = fdopen(self[0], "r");
  fprintf(out, "%d lines\nof text\n", 2);
  fclose(out);
  while (fgets(text, sizeof text, in) != NULL) fputs(text, stdout);
  SAY(feof(in) != 0);
  fclose(in);
  return 0;
}
