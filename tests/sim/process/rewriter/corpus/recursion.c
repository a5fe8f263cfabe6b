/* Calls of every kind: recursion, tail calls, many arguments, callbacks through qsort. */
#include <stdlib.h>
static int data[40];
static int even(int n);
static int odd(int n) {
  return n == 0 ? 0 : even(n - 1);
}
static int even(int n) {
  return n == 0 ? 1 : odd(n - 1);
}
static int ackermann(int m, int n) {
  return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}
static __attribute__((noinline)) long many(long a, long b, long c, long d, long e, long f, long g, long h,
                                           long i) {
  return a - b + c - d + e * f - g + h * i;
}
static int compare(const void* a, const void* b) {
  return *(const int*)a - *(const int*)b;
}
static int queens(int n, int row, int columns, int left, int right) {
  if (row == n) return 1;
  int count = 0;
  for (int free = ~(columns | left | right) & ((1 << n) - 1); free; free &= free - 1) {
    int bit = free & -free;
    count += queens(n, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return count;
}
long kernel(void) {
  for (int i = 0; i < 40; i++) data[i] = (i * 37) % 41;
  qsort(data, 40, sizeof *data, compare);
  return even(101) + ackermann(2, 3) + many(1, 2, 3, 4, 5, 6, 7, 8, data[9]) + queens(6, 0, 0, 0, 0);
}
