/* SPDX-License-Identifier: MIT */
/* types_client HOST SEED: calls everything with values that come back changed as they must; then calls of
 * seeded lengths. Says what was wrong, and at the end how much was right. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "types.h"

static struct shrimp_rpc* rpc;
static int right, wrong;
static unsigned state;

static unsigned next(unsigned below) {
  state = state * 1103515245u + 12345u;
  return (state >> 12) % below;
}

#define EXPECT(condition)                                     \
  do {                                                        \
    if (condition)                                            \
      ++right;                                                \
    else                                                      \
      ++wrong, printf("line %d: %s\n", __LINE__, #condition); \
  } while (0)

static void scalars(void) {
  int64_t sum;
  EXPECT(types_nothing(rpc) == 0);
  EXPECT(types_sum(rpc, -1, 255, -300, 65535, -70000, 4000000000u, -5000000000L, 1ull << 40, 2.5f, -7.5,
                   &sum) == 0);
  EXPECT(sum == -1 + 255 - 300 + 65535 - 70000 + 4000000000ll - 5000000000ll + (1ll << 40) + 2 - 7);
  int whole, a = 1, b = 2;
  double rest, two;
  float half;
  char sign, c = 'a';
  short s = -1;
  unsigned short places;
  unsigned long u = 1ul << 40;
  EXPECT(types_split(rpc, -3.25, &whole, &rest, &sign, &places) == 0);
  EXPECT(whole == -3 && rest == -0.25 && sign == '-' && places == 65535);
  EXPECT(types_half(rpc, 3.0f, &half) == 0 && half == 1.5f);
  EXPECT(types_twice(rpc, 1e300, &two) == 0 && two == 2e300);
  EXPECT(types_next(rpc, 'y', &sign) == 0 && sign == 'z');
  EXPECT(types_swap(rpc, &a, &b) == 0 && a == 2 && b == 1);
  EXPECT(types_grow(rpc, &c, &s, &rest, &u) == 0 && c == 'b' && s == 0 && rest == 0.75 &&
         u == (1ul << 40) + 1);
}

static void structures(void) {
  struct pair p = {1, 2.5, "ab"}, q = {10, 20, "cd"}, sum;
  memset(&sum, 0, sizeof sum);
  EXPECT(types_turn(rpc, &p, &q, &sum) == 0);
  EXPECT(p.a == 1 && p.b == -2.5 && p.c[0] == 'a' && p.c[1] == 'x' && sum.a == 11 && sum.b == 22.5 &&
         sum.c[1] == 'd');
  const int a[3] = {2, 3, 4};
  const double d[2] = {0.5, 0.25};
  char b[5] = {'a', 'b', 'c', 'd', 'e'};
  double c[2];
  short e[3] = {10, 20, 30};
  EXPECT(types_fixed(rpc, a, b, c, d, e) == 0);
  EXPECT(memcmp(b, "bcdef", 5) == 0 && c[0] == 1 && c[1] == 0.75 && e[0] == 12 && e[2] == 34);
  struct list l[3];
  memset(l, 0, sizeof l);
  for (int i = 0; i < 3; ++i) l[i].n = i, l[i].two[1].a = 100;
  int total = -1;
  EXPECT(types_many(rpc, l, 3, &total) == 0 && total == 303);
}

static void arrays(void) {
  static unsigned char data[24000];
  const int n = (int)next(next(4) ? 100 : 19000);
  const unsigned seed = next(100000);
  for (int i = 0; i < n; ++i) data[i + 1] = byte_of(seed, i);
  int count = -1;
  EXPECT(types_check(rpc, data + 1, n, seed, &count) == 0 && count == n);
  memset(data, 0, sizeof data);
  EXPECT(types_fill(rpc, data + 3, (unsigned)n, seed) == 0);
  count = 0;
  for (int i = 0; i < n; ++i) count += data[i + 3] == byte_of(seed, i);
  EXPECT(count == n && data[n + 3] == 0 && data[2] == 0);
  static double v[2000];
  const short m = (short)next(2000);
  double total = -1, sum = 0;
  for (int i = 0; i < m; ++i) sum += (v[i] = i) + 0.5;
  EXPECT(types_add(rpc, v, m, 0.5, &total) == 0 && total == sum && (m == 0 || v[m - 1] == m - 0.5));
}

static void mixture(void) {
  char text[200], back[200] = {0};
  double w[50], sums[50];
  int hist[20] = {0}, calls = (int)next(1000), before = calls;
  const int n = (int)next(200), m = (int)next(50), k = (int)next(20);
  struct list all;
  double sum = 0;
  for (int i = 0; i < n; ++i) text[i] = (char)next(256);
  for (int i = 0; i < m; ++i) sum += w[i] = next(100);
  EXPECT(types_mixed(rpc, text, n, w, m, hist, k, back, sums, &all, &calls) == 0);
  int reversed = 1, counted = 0;
  for (int i = 0; i < n; ++i) reversed &= back[n - 1 - i] == text[i];
  for (int i = 0; i < k; ++i) counted += hist[i];
  EXPECT(reversed && counted == (k > 0 ? n : 0) && (m == 0 || sums[m - 1] == sum));
  EXPECT(all.n == n && all.two[1].b == sum && calls == before + 1);
}

int main(int argc, char** argv) {
  int status;
  state = argc > 2 ? (unsigned)atoi(argv[2]) : 1;
  rpc = types_bind(argv[1], &status);
  if (!rpc) {
    printf("bind: %s\n", shrimp_rpc_error_text(status));
    return 1;
  }
  scalars();
  structures();
  for (int i = 0; i < 12; ++i) {
    arrays();
    mixture();
  }
  int count;
  static unsigned char large[30000];
  EXPECT(types_check(rpc, large, 30000, 0, &count) == SHRIMP_RPC_TOO_LARGE);
  EXPECT(types_check(rpc, large, -1, 0, &count) == SHRIMP_RPC_TOO_LARGE);
  EXPECT(types_fill(rpc, large, 0xffffffffu, 0) == SHRIMP_RPC_TOO_LARGE);
  EXPECT(types_check(rpc, large, 0, 0, &count) == 0 && count == 0);
  shrimp_rpc_unbind(rpc);
  printf("%d right, %d wrong\n", right, wrong);
  return wrong != 0;
}
