/* SPDX-License-Identifier: MIT */
/* Streams: the host's struct, whose first members the header's inline functions (putc_unlocked,
 * feof_unlocked) look at, with our own meaning for the rest. A stream either holds bytes read (_IO_read_*) or
 * bytes to write (_IO_write_*). */
#ifndef SHRIMP_SIM_PROCESS_RUNTIME_FILE_H
#define SHRIMP_SIM_PROCESS_RUNTIME_FILE_H

#include <stdio.h>

#include "sim/process/runtime/runtime.h"

/* _flags; the header's inline functions know the two in the middle. */
enum {
  file_unbuffered = 0x2,
  file_end_seen = 0x10,
  file_error_seen = 0x20,
  file_reads = 0x100,
  file_by_lines = 0x200,
  file_writes = 0x400
};
enum { file_buffer_bytes = 1024, file_pushback_bytes = 16 };

void shrimp_file_put(FILE* f, const char* text, size_t bytes); /* into the buffer */
void shrimp_file_settle(FILE* f);                              /* writes what must not stay in the buffer */
int shrimp_file_flush(FILE* f);
int shrimp_file_get(FILE* f);
int shrimp_file_unget(FILE* f, int character);

#endif
