/* SPDX-License-Identifier: MIT */
/* _hsend to a node that is known to have ended fails, and the program goes on. */
#include <nx.h>
#include <stdio.h>

static char data[5000];

static void handler(long type, long count, long node, long ptype) {
  printf("handler %ld %ld %ld %ld\n", type, count, node, ptype);
}
static void extended(long type, long count, long node, long ptype, long hparam) {
  printf("handler %ld %ld %ld %ld %ld\n", type, count, node, ptype, hparam);
}

int main(void) {
  gsync();
  if (mynode() == 1) return 0;
  if (_crecv(1, data, 4) != -1 || errno != EQNOACT) puts("crecv should fail");
  if (_hsend(1, data, 4, 1, 0, handler) != -1 || errno != EQNOACT) puts("hsend should fail");
  if (_hsend(1, data, 5000, 1, 0, handler) != -1 || errno != EQNOACT) puts("hsend should fail");
  fflush(stdout);
  hsendx(1, data, 4, 1, 0, extended, 0);
  return 0;
}
