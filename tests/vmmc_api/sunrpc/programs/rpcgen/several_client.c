/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <unistd.h>

#include "several.h"

int main(int argc, char** argv) {
  (void)argc;
  usleep(20000);
  CLIENT* const c = clnt_create(argv[1], SEVERAL, SEVERAL_V, "netpath");
  if (!c) {
    clnt_pcreateerror(argv[1]);
    return 1;
  }
  int values[] = {1, 2, 6};
  numbers n = {3, values};
  printf("%d %s %g\n", *add_1(40, 2, c), *join_1("ab", "c", 3, c), *mean_1(n, c));
  const pair* const p = both_1(7, "seven", c);
  printf("%d %s\n", p->first, p->second);
  drop_1(*p, -5000000000LL, c);
  clnt_destroy(c);
  return 0;
}
