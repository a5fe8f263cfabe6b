/* SPDX-License-Identifier: MIT */
/* A program whose own variables and functions have the names of the library's inner ones. */
#include <nx.h>
#include <stdio.h>

int nx, ny; /* the size of its grid, as so many programs call it */
long nx_requests[4] = {1, 2, 3, 4};

int nx_progress(int step) {
  return step + 1;
}

static volatile int handled;
static char big[10000];

static void on_message(long type, long count, long node, long ptype) {
  (void)type, (void)node, (void)ptype;
  handled = (int)count;
}

int main(void) {
  nx = 64;
  ny = 32;
  if (mynode() == 0) hrecv(1, big, sizeof big, on_message);
  gsync();
  if (mynode() == 1) csend(1, big, sizeof big, 0, 0);
  while (mynode() == 0 && !handled) continue;
  gsync();
  if (mynode() == 0)
    printf("%d bytes, grid %d x %d, %d %ld\n", handled, nx, ny, nx_progress(5), nx_requests[3]);
  return 0;
}
