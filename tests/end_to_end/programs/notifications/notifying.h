/* What the programs about notifications share: one process receives, others notify it, by deliberate or by
 * automatic update (first argument: du or au). */
#ifndef SHRIMP_TESTS_NOTIFYING_H
#define SHRIMP_TESTS_NOTIFYING_H
#define _DEFAULT_SOURCE 1 /* as the headers of the C library define it */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <vmmc.h>

enum { WORDS = 1024, FIRST_PID = 100 };
static volatile int32_t received[WORDS] __attribute__((aligned(4096)));
static volatile int32_t bound[WORDS] __attribute__((aligned(4096)));
static vmmc_proxy peer;
static int deliberate;

static inline int number_of(const char* name) {
  return atoi(getenv(name));
}
static inline int my_rank(void) {
  return number_of("SHRIMP_RANK");
}

static inline int expect(int got, int want, const char* what) {
  if (got != want) {
    printf("process %d, %s: %d instead of %d\n", my_rank(), what, got, want);
    exit(1);
  }
  return got;
}
static inline int must(int status, const char* what) {
  if (status < 0) {
    printf("process %d, %s: %s\n", my_rank(), what, vmmc_error_text(status));
    exit(1);
  }
  return status;
}

static inline struct vmmc_process process_of(int rank) {
  vmmc_node node[64];
  const int nodes = must(vmmc_nodes(node, 64), "nodes");
  return (struct vmmc_process){node[rank % nodes], FIRST_PID + rank / nodes};
}

static inline double now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e6 + (double)now.tv_nsec * 1e-3;
}

/* The receiver's side. */
static inline void receive(unsigned int id, vmmc_handler handler) {
  must(vmmc_export((void*)received, sizeof received, id, handler, NULL, 0), "export");
}

/* The other side: notify() writes a word of the receiver, who is told. */
static inline void find_receiver(int rank, unsigned int id, const char* how) {
  size_t bytes;
  must(vmmc_import(process_of(rank), id, &peer, &bytes), "import");
  deliberate = strcmp(how, "du") == 0;
  if (!deliberate) must(vmmc_bind((void*)bound, peer, sizeof bound, VMMC_SINGLE_WRITE, 1), "bind");
}
static inline void notify(int word, int32_t value) {
  bound[word] = value;
  if (deliberate) must(vmmc_send_notify((void*)&bound[word], vmmc_at(peer, (size_t)word * 4), 4), "send");
}

#endif
