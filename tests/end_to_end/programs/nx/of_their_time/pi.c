/* SPDX-License-Identifier: MIT */
/* pi by numerical integration of 4/(1+x*x), as in every hypercube course. */
#include <cube.h>
#include <math.h>
#include <stdio.h>

main(argc, argv)
int argc;
char **argv;
{
  int i, intervals = 100000;
  double x, h, sum, pi, work;
  int me = mynode(), nodes = numnodes();
  int total, iwork;

  if (argc > 1) intervals = atoi(argv[1]);
  h = 1.0 / intervals;
  sum = 0.0;
  total = 0;
  for (i = me; i < intervals; i += nodes) {
    x = h * (i + 0.5);
    sum += 4.0 / (1.0 + x * x);
    total++;
  }
  pi = h * sum;
  gdsum(&pi, 1, &work);
  gisum(&total, 1, &iwork);
  if (me == 0)
    printf("pi %.8f of %d intervals, error %s\n", pi, total, fabs(pi - 3.14159265358979) < 1e-9 ? "small" : "large");
  return 0;
}
