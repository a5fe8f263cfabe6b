/* SPDX-License-Identifier: MIT */
/* A run time for tests: it records every access of kernel() in the file STUB_RECORD and prints what was
 * charged. With STUB_HITS set, lines enter the hit filter, so that the inline path is taken: then only misses
 * are recorded. STUB_SLICE: cycles after which the charge asks for more. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "sim/process/abi.h"

#define OURS __attribute__((section("stub_text"), noinline))

long kernel(void);

static uint64_t filter[(SHRIMP_HIT_MASK + 32) / 8];
struct shrimp_hook_state shrimp_hook = {.cycles_left = INT64_MAX / 2, .hits = filter};

static struct record {
  uint64_t address, descriptor;
} * records; /* mapped, not allocated: the heap must be the program's own */
enum { record_capacity = 1 << 22 };
static size_t record_count;
static int use_hits, recording;
static int64_t slice, slices;

OURS void stub_access(void* registers) {
  (void)registers;
  const uint64_t a = shrimp_hook.address, d = shrimp_hook.descriptor;
  if (!recording || record_count == record_capacity) return;
  records[record_count++] = (struct record){a, d};
  if (!use_hits) return;
  const uint64_t entry = (a & SHRIMP_HIT_MASK) / 8;
  const int is_store = (d & SHRIMP_ACCESS_KIND_MASK) != SHRIMP_ACCESS_LOAD;
  if (filter[entry] != (a & ~31ul)) filter[entry + 1] = ~0ul;
  filter[entry] = a & ~31ul;
  if (is_store) filter[entry + 1] = a & ~31ul;
}

OURS void stub_charge(void* registers) {
  (void)registers;
  if (shrimp_hook.cycles_left >= 0) {
    fprintf(stderr, "charge_slow with cycles left\n");
    abort();
  }
  shrimp_hook.cycles_left += slice;
  slices++;
}

OURS int main(void) {
  records = mmap(NULL, record_capacity * sizeof *records, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (records == MAP_FAILED) return 1;
  memset(filter, 0xff, sizeof filter);
  use_hits = getenv("STUB_HITS") != NULL;
  slice = getenv("STUB_SLICE") ? atoll(getenv("STUB_SLICE")) : INT64_MAX / 2;
  shrimp_hook.cycles_left = slice;
  shrimp_hook.instructions = 0;
  recording = 1;
  const long result = kernel();
  recording = 0;
  const int64_t cycles = slice - shrimp_hook.cycles_left + slices * slice;
  printf("result %ld\n", result);
  if (getenv("STUB_COUNTS"))
    printf("instructions %ld\ncycles %ld\naccesses %zu\n", (long)shrimp_hook.instructions, (long)cycles,
           record_count);
  const char* path = getenv("STUB_RECORD");
  if (path) {
    FILE* file = fopen(path, "wb");
    if (!file || fwrite(records, sizeof *records, record_count, file) != record_count) return 1;
    fclose(file);
  }
  return 0;
}
