/* SPDX-License-Identifier: MIT */
/* Process 0 fills process 1's buffer from its end to its beginning, as a stack grows, by automatic update;
 * process 1 says how long that took, and checks what came.
 *
 *   descending [words]        a multiple of 1024, at most 16384 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <vmmc.h>

enum { BUFFER = 1, FIRST_PID = 100, MOST_WORDS = 16384 };

static volatile int received[MOST_WORDS] __attribute__((aligned(4096)));
static volatile int bound[MOST_WORDS] __attribute__((aligned(4096)));

static int must(int status, const char* what) {
  if (status >= 0) return status;
  fprintf(stderr, "%s: %s\n", what, vmmc_error_text(status));
  exit(1);
}

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

static void send(int words) {
  vmmc_node nodes[2];
  vmmc_proxy to;
  size_t bytes;
  must(vmmc_nodes(nodes, 2), "listing the nodes");
  const struct vmmc_process receiver = {nodes[1], FIRST_PID};
  must(vmmc_import(receiver, BUFFER, &to, &bytes), "importing");
  must(vmmc_bind((void*)bound, to, bytes, VMMC_TIMER_WRITE, 0), "binding");
  for (int i = words - 1; i >= 0; --i) bound[i] = i + 1;
  must(vmmc_unbind((void*)bound, bytes), "unbinding");
}

static void receive(int words) {
  must(vmmc_export((void*)received, (size_t)words * sizeof received[0], BUFFER, NULL, NULL, 0), "exporting");
  while (received[words - 1] == 0) continue;
  const double start = now_us();
  while (received[0] == 0) continue;
  printf("%d words in %.1f us after the first\n", words - 1, now_us() - start);
  for (int i = 0; i < words; ++i)
    if (received[i] != i + 1) exit(2);
}

int main(int argc, char** argv) {
  const int words = argc > 1 ? atoi(argv[1]) : MOST_WORDS;
  if (words < 1024 || words > MOST_WORDS || words % 1024) {
    fprintf(stderr, "The number of words is a multiple of 1024, at most %d.\n", MOST_WORDS);
    return 1;
  }
  if (getenv("SHRIMP_RANK")[0] == '0')
    send(words);
  else
    receive(words);
  return 0;
}
