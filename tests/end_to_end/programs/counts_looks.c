/* SPDX-License-Identifier: MIT */
/* Polls a receive buffer that nobody sends to, and counts how often. argv[1]: in which way. */
#include <stdlib.h>
#include <vmmc.h>

static volatile int flags[1024] __attribute__((aligned(4096)));

int main(int argc, char** argv) {
  long looks = 0;
  if (argc < 2 || vmmc_export((void*)flags, sizeof flags, 1, 0, 0, 0) != VMMC_OK) return 1;
  switch (atoi(argv[1])) {
    case 0:
      while (!flags[0]) ++looks;
      break;
    case 1:
      for (volatile int i = 0; !flags[3]; ++i) continue;
      break;
    case 2: /* flags in turn */
      for (int i = 0; !flags[i % 16]; ++i) ++looks;
      break;
  }
  return (int)looks & 1;
}
