/* SPDX-License-Identifier: MIT */
/* nx_initve, nx_nfork, nx_waitall: how applications of the Paragon that were not linked with -nx started
 * themselves. Here all processes are there when main begins. */
#include <stdlib.h>
#include <string.h>

#include "state.h"

/* The switches of an application, which its command line had for the operating system [P]. */
static int takes_value(const char* argument) {
  static const char* const names[] = {"-sz",  "-on",  "-pn",  "-pt",  "-pri", "-pkt",
                                      "-mbf", "-mex", "-mea", "-sth", "-sct", "-gth"};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i)
    if (strcmp(argument, names[i]) == 0) return 1;
  return 0;
}

/* -sz N, or -sz ROWSxCOLUMNS */
static long size_of(const char* text) {
  char* end;
  const long rows = strtol(text, &end, 10);
  return *end == 'x' ? rows * atol(end + 1) : rows;
}

long nx_initve(char* partition, long size, char* account, int* argc, char* argv[]) {
  (void)partition, (void)account;
  int kept = 1;
  for (int i = 1; argc && argv && i < *argc; ++i) {
    if (strcmp(argv[i], "-plk") == 0 || strcmp(argv[i], "-noc") == 0) continue;
    if (!takes_value(argv[i]) || i + 1 == *argc) {
      argv[kept++] = argv[i];
      continue;
    }
    if (strcmp(argv[i], "-sz") == 0) size = size_of(argv[i + 1]);
    if (strcmp(argv[i], "-pt") == 0) nx.ptype = atol(argv[i + 1]);
    ++i;
  }
  if (argc && argv && *argc > 0) argv[*argc = kept] = 0;
  return size > 0 && size != nx.nodes ? nx_fail(EQPARAM) : nx.nodes;
}

long nx_initve_rect(char* partition, long anchor, long rows, long columns, char* account, int* argc,
                    char* argv[]) {
  (void)anchor;
  return nx_initve(partition, rows * columns, account, argc, argv);
}

static int is_in(const long* list, long count, long node) {
  for (long i = 0; i < count; ++i)
    if (list[i] == node) return 1;
  return 0;
}

long nx_nfork(long node_list[], long count, long ptype, long pid_list[]) {
  (void)pid_list;
  if (count < -1 || (count > 0 && !node_list)) return nx_fail(EQPARAM);
  for (long i = 0; i < count; ++i)
    if (node_list[i] < 0 || node_list[i] >= nx.nodes) return nx_fail(EQNODE);
  if (_setptype(ptype) < 0) return -1;
  if (count >= 0 && !is_in(node_list, count, nx.node)) exit(0);
  return 0;
}

long nx_waitall(void) {
  return nx_fail(ECHILD);
}
