/* SPDX-License-Identifier: MIT */
/* errno behind streams whose descriptor has nothing to read, is interrupted, or is no file. */
#include "report.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

static FILE* in;
static char line[100];

static void handler(int number) {
  (void)number;
}
static void soon(void) {
  const struct itimerval timer = {{0, 0}, {0, 30000}};
  setitimer(ITIMER_REAL, &timer, NULL);
}
static void try_all(int interrupts) {
  int value;
  for (int i = 0; i < 4; ++i) {
    errno = 0;
    if (interrupts) soon();
    switch (i) {
      case 0:
        SAY(fgets(line, sizeof line, in) == NULL ? -1 : 0);
        break;
      case 1:
        SAY(getc(in));
        break;
      case 2:
        SAY(fread(line, 1, 10, in) == 0 ? -1 : 0);
        break;
      case 3:
        SAY(fscanf(in, "%d", &value));
        break;
    }
    SAY(ferror(in) != 0);
    SAY(feof(in));
    clearerr(in);
  }
}

int main(void) {
  int ends[2];
  const struct sigaction action = {.sa_handler = handler};
  setvbuf(stdout, NULL, _IONBF, 0);
  sigaction(SIGALRM, &action, NULL);
  pipe(ends);
  in = fdopen(ends[0], "r");
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  try_all(0);
  fcntl(ends[0], F_SETFL, 0);
  try_all(1);

  /* The part of a line before an error. */
  write(ends[1], "part", 4);
  soon();
  SAY(fgets(line, sizeof line, in) == NULL ? -1 : 0);
  clearerr(in);
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  write(ends[1], "part", 4);
  SAY(fgets(line, sizeof line, in) == NULL ? -1 : 0);
  puts(line);
  SAY(fgets(line, 1, in) == NULL ? -1 : 0);
  SAY(fgets(line, 0, in) == NULL ? -1 : 0);

  FILE* folder = fopen("/", "r");
  errno = 0;
  SAY(getc(folder));
  return 0;
}
