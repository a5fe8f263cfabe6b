/* SPDX-License-Identifier: MIT */
/* Parallel sort by regular samples: each node sorts its keys, samples choose the borders, keys go to the node
 * of their range, which merges by sorting again. Node 0 sorts all keys alone and compares.
 *
 *   nx_sort [KEYS]       (20000 keys in all) */
#include <nx.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PART = 1 };

static int by_value(const void* a, const void* b) {
  const int32_t x = *(const int32_t*)a, y = *(const int32_t*)b;
  return x < y ? -1 : x > y;
}

static void sort(int32_t* keys, long count) {
  qsort(keys, (size_t)count, sizeof *keys, by_value);
}

static int32_t* room(long count) {
  int32_t* keys = malloc((size_t)(count > 0 ? count : 1) * sizeof *keys);
  if (keys) return keys;
  fprintf(stderr, "There is no memory for %ld keys.\n", count);
  exit(1);
}

static void make(int32_t* keys, long first, long count) {
  for (long i = 0; i < count; ++i) keys[i] = (int32_t)((uint32_t)(first + i) * 2654435761u ^ 0x5bd1e995u) / 7;
}

/* Borders between the ranges: nodes - 1 of them, the same on all nodes. */
static void choose_borders(const int32_t* keys, long count, int32_t* borders) {
  const long nodes = numnodes();
  int32_t *mine = room(nodes), *all = room(nodes * nodes);
  long got;
  for (long i = 0; i < nodes; ++i) mine[i] = count > 0 ? keys[i * count / nodes] : INT32_MAX;
  gcol(mine, nodes * (long)sizeof *mine, all, nodes * nodes * (long)sizeof *all, &got);
  sort(all, nodes * nodes);
  for (long i = 1; i < nodes; ++i) borders[i - 1] = all[i * nodes + nodes / 2];
  free(mine);
  free(all);
}

/* Sends every other node its range, and takes in what the others have for this one; how many keys. */
static long exchange(int32_t* keys, long count, const int32_t* borders, int32_t* to, long most) {
  const long me = mynode(), nodes = numnodes();
  long at = 0, got = 0;
  for (long i = 0; i < nodes; ++i) {
    const long start = at;
    while (at < count && (i == nodes - 1 || keys[at] < borders[i])) ++at;
    const long bytes = (at - start) * (long)sizeof *keys;
    if (i == me) {
      memcpy(to, keys + start, (size_t)bytes);
      got = at - start;
    } else {
      csend(PART, keys + start, bytes, i, 0);
    }
  }
  for (long i = 1; i < nodes; ++i) {
    crecv(PART, to + got, (most - got) * (long)sizeof *to);
    got += infocount() / (long)sizeof *to;
  }
  return got;
}

int main(int argc, char** argv) {
  const long total = argc > 1 ? atol(argv[1]) : 20000, me = mynode(), nodes = numnodes();
  if (total < 1) {
    fprintf(stderr, "nx_sort [KEYS]: at least one.\n");
    return 1;
  }
  const long first = me * total / nodes, count = (me + 1) * total / nodes - first;
  int32_t *keys = room(count), *mine = room(total), *borders = room(nodes), *all = room(total);
  make(keys, first, count);
  gsync();
  const double start = dclock();
  sort(keys, count);
  choose_borders(keys, count, borders);
  const long got = exchange(keys, count, borders, mine, total);
  sort(mine, got);
  gsync();
  const double ms = (dclock() - start) * 1e3;
  long collected;
  gcol(mine, got * (long)sizeof *mine, all, total * (long)sizeof *all, &collected);
  if (me == 0) {
    make(mine, 0, total);
    sort(mine, total);
    if (collected != total * (long)sizeof *all || memcmp(all, mine, (size_t)collected) != 0) {
      fprintf(stderr, "The keys are not those that one processor sorts.\n");
      return 1;
    }
    printf("nx_sort nodes=%ld keys=%ld ms=%.3f\n", nodes, total, ms);
  }
  return 0;
}
