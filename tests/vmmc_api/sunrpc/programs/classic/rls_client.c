/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rls.h"

static int by_name(const void* a, const void* b) {
  return strcmp(*(char* const*)a, *(char* const*)b);
}

int main(int argc, char** argv) {
  (void)argc;
  usleep(20000);
  CLIENT* const client = clnt_create(argv[1], DIRECTORY_PROGRAM, DIRECTORY_VERSION, "tcp");
  if (client == NULL) {
    clnt_pcreateerror(argv[1]);
    exit(1);
  }
  directory* const result = read_directory_1(&argv[2], client);
  if (result == NULL) {
    clnt_perror(client, argv[1]);
    exit(1);
  }
  if (result->error != 0) {
    errno = result->error;
    perror(argv[2]);
    exit(1);
  }
  char* names[1000];
  size_t count = 0;
  for (const struct entry* e = result->directory_u.list; e != NULL && count < 1000; e = e->next)
    names[count++] = e->name;
  qsort(names, count, sizeof *names, by_name);
  for (size_t i = 0; i < count; ++i) printf("%s\n", names[i]);
  clnt_destroy(client);
  return 0;
}
