/* SPDX-License-Identifier: MIT */
/* Jacobi relaxation of a square grid, rows dealt to the nodes; neighbours exchange their border rows, gdhigh
 * finds the largest change. Node 0 makes the same steps alone and compares every point.
 *
 *   nx_relaxation [SIDE [STEPS]]       (64 points a side, 20 steps) */
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UP = 1, DOWN = 2 };

static long side;

static void begin(double* row, long number) {
  for (long x = 0; x < side; ++x)
    row[x] = number == 0 ? 100.0 : x == 0 ? 50.0 : (double)((number * 7 + x) % 13);
}

/* One step for rows 1 to `rows` of a block with a border row on either side; the largest change. */
static double step(const double* old, double* new, long first, long rows) {
  double largest = 0;
  for (long y = 1; y <= rows; ++y) {
    const double* o = old + y * side;
    double* n = new + y* side;
    memcpy(n, o, (size_t)side * sizeof *n);
    if (first + y - 1 == 0 || first + y - 1 == side - 1) continue; /* the edge of the grid stays */
    for (long x = 1; x < side - 1; ++x) {
      n[x] = 0.25 * (o[x - 1] + o[x + 1] + o[x - side] + o[x + side]);
      const double change = n[x] > o[x] ? n[x] - o[x] : o[x] - n[x];
      if (change > largest) largest = change;
    }
  }
  return largest;
}

static double* block(long rows) {
  double* b = calloc((size_t)((rows + 2) * side), sizeof *b);
  if (b) return b;
  fprintf(stderr, "There is no memory for %ld rows of %ld points.\n", rows, side);
  exit(1);
}

static void exchange(double* b, long rows) {
  const long me = mynode(), row_bytes = side * (long)sizeof *b;
  const long above = me > 0 ? irecvx(DOWN, b, row_bytes, me - 1, -1, msginfo) : -1;
  const long below =
      me < numnodes() - 1 ? irecvx(UP, b + (rows + 1) * side, row_bytes, me + 1, -1, msginfo) : -1;
  if (above >= 0) csend(UP, b + side, row_bytes, me - 1, 0);
  if (below >= 0) csend(DOWN, b + rows * side, row_bytes, me + 1, 0);
  if (above >= 0) msgwait(above);
  if (below >= 0) msgwait(below);
}

static double* run(long first, long rows, long steps, int together, double* change) {
  double *old = block(rows), *new = block(rows), work;
  for (long y = 0; y < rows; ++y) begin(old + (y + 1) * side, first + y);
  for (long s = 0; s < steps; ++s) {
    if (together) exchange(old, rows);
    *change = step(old, new, first, rows);
    if (together) gdhigh(change, 1, &work);
    double* swap = old;
    old = new;
    new = swap;
  }
  free(new);
  return old;
}

int main(int argc, char** argv) {
  side = argc > 1 ? atol(argv[1]) : 64;
  const long steps = argc > 2 ? atol(argv[2]) : 20, me = mynode(), nodes = numnodes();
  if (side < nodes || side < 3 || steps < 1) {
    fprintf(stderr, "nx_relaxation [SIDE [STEPS]]: at least as many rows as nodes, and one step.\n");
    return 1;
  }
  const long first = me * side / nodes, rows = (me + 1) * side / nodes - first;
  double change, alone;
  gsync();
  const double start = dclock();
  double* mine = run(first, rows, steps, 1, &change);
  const double ms = (dclock() - start) * 1e3;
  double* all = block(side);
  long* lengths = malloc((size_t)nodes * sizeof *lengths);
  if (!lengths) return 1;
  for (long i = 0; i < nodes; ++i)
    lengths[i] = ((i + 1) * side / nodes - i * side / nodes) * side * (long)sizeof *all;
  gcolx(mine + side, lengths, all);
  if (me == 0) {
    double* expected = run(0, side, steps, 0, &alone);
    if (memcmp(all, expected + side, (size_t)(side * side) * sizeof *all) != 0 || alone != change) {
      fprintf(stderr, "The grid differs from what one processor computes.\n");
      return 1;
    }
    printf("nx_relaxation nodes=%ld side=%ld steps=%ld change=%.6f ms=%.3f\n", nodes, side, steps, change,
           ms);
  }
  return 0;
}
