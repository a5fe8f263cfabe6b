/* SPDX-License-Identifier: MIT */
/* Writes files to the file service, reads them back, checks every byte, and tells how fast that was.
 *   file_service_client HOST [BYTES] [PIECE] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "file_service.h"

static CLIENT* service;

static void fail(const char* what) {
  clnt_perror(service, what);
  exit(1);
}

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

static char byte_at(u_int place) {
  return (char)(place * 2654435761u >> 13);
}

static void write_file(char* file, u_int bytes, u_int piece) {
  char* const data = malloc(piece);
  for (u_int at = 0; at < bytes; at += piece) {
    const u_int count = bytes - at < piece ? bytes - at : piece;
    for (u_int i = 0; i < count; ++i) data[i] = byte_at(at + i);
    write_arguments a = {file, at, {count, data}};
    const status* const s = write_1(&a, service);
    if (!s) fail("writing");
    if (*s != FILES_OK) printf("%s: status %d\n", file, *s);
  }
  free(data);
}

/* How many bytes came back as they were written. */
static u_int read_file(char* file, u_int piece) {
  u_int right = 0;
  for (u_int at = 0;;) {
    read_arguments a = {file, at, piece};
    read_result* const r = read_1(&a, service);
    if (!r) fail("reading");
    const u_int count = r->status == FILES_OK ? r->read_result_u.data.data_len : 0;
    for (u_int i = 0; i < count; ++i) right += r->read_result_u.data.data_val[i] == byte_at(at + i);
    clnt_freeres(service, (xdrproc_t)xdr_read_result, (char*)r);
    if (count == 0) return right;
    at += count;
  }
}

static void list_files(void) {
  list* const first = list_1(NULL, service);
  if (!first) fail("listing");
  for (const entry* e = *first; e; e = e->next)
    printf("%s: %llu bytes\n", e->file, (unsigned long long)e->bytes);
}

int main(int argc, char** argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: %s HOST [BYTES] [PIECE]\n", argv[0]);
    return 1;
  }
  const u_int bytes = argc > 2 ? (u_int)atoi(argv[2]) : 100000,
              piece = argc > 3 ? (u_int)atoi(argv[3]) : 8192;
  service = clnt_create(argv[1], FILE_SERVICE, FILE_SERVICE_V1, "tcp");
  if (!service) {
    clnt_pcreateerror(argv[1]);
    return 1;
  }
  write_file("small", 5, piece);
  const double start = now_us();
  write_file("large", bytes, piece);
  const double written = now_us();
  const u_int right = read_file("large", piece);
  const double read = now_us();
  list_files();
  printf("%u of %u bytes are right\n", right, bytes);
  printf("write %.2f MB/s, read %.2f MB/s\n", bytes / (written - start), bytes / (read - written));
  name file = "small";
  const status* s = remove_1(&file, service);
  printf("remove: %d\n", s ? *s : -1);
  s = remove_1(&file, service);
  printf("again: %d\n", s ? *s : -1);
  clnt_destroy(service);
  return 0;
}
