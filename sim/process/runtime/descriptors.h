/* SPDX-License-Identifier: MIT */
/* The table of descriptors and what it holds at the start (standard_streams.c). */
#ifndef SHRIMP_SIM_PROCESS_RUNTIME_DESCRIPTORS_H
#define SHRIMP_SIM_PROCESS_RUNTIME_DESCRIPTORS_H

#include "vmmc_api/descriptor.h"

extern __attribute__((visibility(
    "hidden"))) struct shrimp_description* shrimp_descriptors[SHRIMP_MOST_DESCRIPTORS]; /* null: closed */

/* RLIMIT_NOFILE, of programs that can set it (vmmc_api/posix/limits.c). */
extern __attribute__((weak, visibility("hidden"))) int shrimp_descriptor_limit;
static inline int shrimp_most_descriptors(void) {
  return &shrimp_descriptor_limit != NULL ? shrimp_descriptor_limit : SHRIMP_MOST_DESCRIPTORS;
}

/* What 0, 1 or 2 stood for at the start. */
struct shrimp_description* shrimp_standard_stream(int descriptor);

#endif
