/* SPDX-License-Identifier: MIT */
/* Two processes that sleep until something arrives.
 *
 *   sleeps silent|au|du|race|time|handler|peer
 *
 * Process 1 receives into `box`; process 0 sends with notification. */
#include <arrivals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <vmmc.h>

enum { BUFFER = 1 };

static volatile int box[1024] __attribute__((aligned(4096)));
static int region[1024] __attribute__((aligned(4096)));

static void must(int status, const char* what) {
  if (status >= 0) return;
  printf("%s: %s\n", what, vmmc_error_text(status));
  exit(1);
}

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static vmmc_proxy import_box(void) {
  vmmc_node nodes[2];
  vmmc_nodes(nodes, 2);
  vmmc_proxy proxy;
  size_t bytes;
  must(vmmc_import((struct vmmc_process){nodes[1], 100}, BUFFER, &proxy, &bytes), "import");
  return proxy;
}

/* Spin, then block: never misses what comes between its last look and its sleep. */
static int await_change(int old, int* slept) {
  for (int i = 0; i < 20; ++i)
    if (box[0] != old) return box[0];
  must(vmmc_watch(BUFFER, 1), "watch");
  while (box[0] == old) {
    must(vmmc_await(-1, VMMC_AWAIT_DATA), "await");
    ++*slept;
  }
  must(vmmc_watch(BUFFER, 0), "unwatch");
  return box[0];
}

static void send_race(vmmc_proxy proxy, int rounds) {
  must(vmmc_bind(region, proxy, 4096, VMMC_SINGLE_WRITE, 1), "bind");
  unsigned random = 12345;
  for (int round = 1; round <= rounds; ++round) {
    random = random * 1103515245u + 12345u;
    for (volatile unsigned i = 0; i < (random >> 16) % 2000; ++i) continue;
    *(volatile int*)region = round;
  }
}

static void receive_race(int rounds) {
  int slept = 0, seen = 0;
  unsigned random = 99;
  while (seen < rounds) {
    random = random * 1103515245u + 12345u;
    for (volatile unsigned i = 0; i < (random >> 16) % 300; ++i) continue;
    seen = await_change(seen, &slept);
  }
  printf("saw %d, slept %s\n", seen, slept > rounds / 10 ? "often" : "seldom");
}

static volatile int handled;
static void handle(unsigned id) {
  handled += (int)id;
}

int main(int argc, char** argv) {
  const char* way = argc > 1 ? argv[1] : "";
  const int rank = atoi(getenv("SHRIMP_RANK"));
  if (rank == 0) {
    if (!strcmp(way, "time")) return 0;
    const vmmc_proxy proxy = import_box();
    usleep(3000);
    if (!strcmp(way, "peer")) return 0;
    if (!strcmp(way, "race")) {
      send_race(proxy, 400);
    } else if (!strcmp(way, "au")) {
      must(vmmc_bind(region, proxy, 4096, VMMC_SINGLE_WRITE, 1), "bind");
      *(volatile int*)region = 5;
    } else {
      region[0] = 5;
      must(vmmc_send_notify(region, proxy, 4), "send");
    }
    usleep(3000);
    return 0;
  }
  const int has_handler = !strcmp(way, "handler");
  must(vmmc_export((void*)box, sizeof box, BUFFER, has_handler ? handle : NULL, NULL, 0), "export");
  if (!strcmp(way, "race")) {
    receive_race(400);
  } else if (!strcmp(way, "time")) {
    const double begin = now_us();
    const int said = vmmc_await(2000000, VMMC_AWAIT_DATA);
    const double took = now_us() - begin;
    printf("await said %d after %s\n", said, took >= 2000 && took < 2100 ? "its time" : "another time");
    printf("no time: %d\n", vmmc_await(0, VMMC_AWAIT_DATA));
    printf("no such wait: %s\n", vmmc_error_text(vmmc_await(0, (enum vmmc_awaited)7)));
    printf("no such buffer: %s\n", vmmc_error_text(vmmc_watch(77, 1)));
  } else if (!strcmp(way, "silent")) { /* not watched: the message wakes nobody */
    const int said = vmmc_await(20000000, VMMC_AWAIT_DATA);
    printf("await said %d, box %d\n", said, box[0]);
  } else if (has_handler) {
    const int said = vmmc_await(50000000, VMMC_AWAIT_DATA);
    printf("await said %d, handled %d\n", said, handled);
    must(vmmc_watch(BUFFER, 0), "unwatch");
    printf("unwatched, await said %d\n", vmmc_await(1000000, VMMC_AWAIT_DATA));
  } else if (!strcmp(way, "peer")) {
    /* An import of the peer's own: it has exported nothing, so it ends as "no process". */
    vmmc_node nodes[2];
    vmmc_nodes(nodes, 2);
    static struct vmmc_import_request request;
    must(vmmc_import_start((struct vmmc_process){nodes[0], 100}, 9, &request), "import");
    const int said = vmmc_await(-1, VMMC_AWAIT_DATA);
    vmmc_proxy proxy;
    size_t bytes;
    printf("await said %d: %s\n", said, vmmc_error_text(vmmc_import_done(&request, &proxy, &bytes)));
  } else {
    int slept = 0;
    printf("got %d", await_change(0, &slept));
    printf(", slept %d\n", slept);
  }
  return 0;
}
