/* SPDX-License-Identifier: MIT */
/* The streams that a process starts with: an empty input, and the two outputs that appear on those of the
 * run. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "sim/process/runtime/descriptors.h"
#include "sim/process/runtime/runtime.h"

/* The streams that a process starts with, also under other numbers. */
struct standard_stream {
  struct shrimp_description description;
  long output; /* which one the kernel is asked for */
};

static long read_nothing(struct shrimp_description* d, void* to, size_t bytes) {
  (void)d, (void)to, (void)bytes;
  return 0;
}
static long write_stream(struct shrimp_description* d, const void* from, size_t bytes) {
  if (bytes == 0) return 0;
  const long output = ((struct standard_stream*)d)->output | SHRIMP_OUTPUT_BY_ANY_NUMBER;
  return shrimp_trap3(SHRIMP_TRAP_OUTPUT, output, (long)from, (long)bytes) < 0 ? -EFAULT : (long)bytes;
}
static int status_of_stream(struct shrimp_description* d, struct stat* to) {
  (void)d;
  to->st_mode = S_IFCHR | 0600;
  return 0;
}

static struct shrimp_kind input_kind = {.read = read_nothing, .status = status_of_stream};
static struct shrimp_kind output_kind = {.write = write_stream, .status = status_of_stream};

static struct standard_stream standard[3] = {
    {{&input_kind, 1, O_RDONLY}, 0}, {{&output_kind, 1, O_WRONLY}, 1}, {{&output_kind, 1, O_WRONLY}, 2}};

struct shrimp_description* shrimp_descriptors[SHRIMP_MOST_DESCRIPTORS] = {
    &standard[0].description, &standard[1].description, &standard[2].description};

struct shrimp_description* shrimp_standard_stream(int descriptor) {
  return &standard[descriptor].description;
}
