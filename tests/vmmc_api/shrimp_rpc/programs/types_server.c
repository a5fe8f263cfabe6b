/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "bytes.h"
#include "types.h"

void types_server_nothing(void) {}
int64_t types_server_sum(char a, unsigned char b, short c, unsigned short d, int e, unsigned f, long g,
                         uint64_t h, float i, double j) {
  return a + b + c + d + e + (int64_t)f + g + (int64_t)h + (int64_t)i + (int64_t)j;
}
void types_server_split(double x, int* whole, double* rest, char* sign, unsigned short* places) {
  *whole = (int)x;
  *rest = x - *whole;
  *sign = x < 0 ? '-' : '+';
  *places = 65535;
}
float types_server_half(float x) {
  return x / 2;
}
double types_server_twice(double x) {
  return 2 * x;
}
char types_server_next(char c) {
  return (char)(c + 1);
}
void types_server_swap(int* a, int* b) {
  const int c = *a;
  *a = *b;
  *b = c;
}
void types_server_grow(char* c, short* s, double* d, unsigned long* u) {
  ++*c, ++*s, ++*d, ++*u;
}
void types_server_turn(struct pair* p, const struct pair* q, struct pair* sum) {
  sum->a = (short)(p->a + q->a);
  sum->b = p->b + q->b;
  memcpy(sum->c, q->c, 3);
  p->b = -p->b;
  p->c[1] = 'x';
}
void types_server_fixed(const int* a, char* b, double* c, const double* d, short* e) {
  for (int i = 0; i < 5; ++i) b[i] = (char)(b[i] + 1);
  for (int i = 0; i < 2; ++i) c[i] = d[i] * a[i];
  for (int i = 0; i < 3; ++i) e[i] = (short)(e[i] + a[i]);
}
int types_server_check(const unsigned char* data, int n, unsigned seed) {
  int right = 0;
  for (int i = 0; i < n; ++i) right += data[i] == byte_of(seed, i);
  return right;
}
void types_server_fill(unsigned char* data, unsigned n, unsigned seed) {
  for (unsigned i = 0; i < n; ++i) data[i] = byte_of(seed, (int)i);
}
void types_server_add(double* v, short n, double by, double* total) {
  *total = 0;
  for (int i = 0; i < n; ++i) *total += v[i] += by;
}
void types_server_mixed(const char* text, int n, const double* w, int m, int* hist, int k, char* back,
                        double* sums, struct list* all, int* calls) {
  for (int i = 0; i < n; ++i) {
    back[n - 1 - i] = text[i];
    if (k > 0) ++hist[(unsigned char)text[i] % (unsigned)k];
  }
  double sum = 0;
  for (int i = 0; i < m; ++i) sums[i] = sum += w[i];
  memset(all, 0, sizeof *all);
  all->two[1].b = sum;
  all->n = n;
  ++*calls;
}
int types_server_many(const struct list* l, int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += (int)l[i].n + l[i].two[1].a;
  return sum;
}

int main(void) {
  printf("export: %s\n", shrimp_rpc_error_text(types_export()));
  fflush(stdout);
  shrimp_rpc_run();
  return 0;
}
