/* SPDX-License-Identifier: MIT */
/* Numbers from text, and the small integer functions of stdlib.h. */
#define _GNU_SOURCE
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>

#include "sim/process/runtime/costs.h"
#include "sim/process/runtime/runtime.h"

static int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

/* Sign, prefix and digits. `limit`: the largest magnitude; returns it, with ERANGE, if the number is larger.
 */
static unsigned long parse(const char* text, char** end, int base, int* negative,
                           unsigned long positive_limit, unsigned long negative_limit) {
  const char *c = text, *start;
  while (*c == ' ' || (*c >= '\t' && *c <= '\r')) ++c;
  *negative = *c == '-';
  if (*c == '-' || *c == '+') ++c;
  if ((base == 0 || base == 16) && c[0] == '0' && (c[1] == 'x' || c[1] == 'X') && digit(c[2]) < 16) {
    c += 2;
    base = 16;
  }
  if (base == 0) base = *c == '0' ? 8 : 10;
  const unsigned long limit = *negative ? negative_limit : positive_limit;
  unsigned long value = 0;
  int overflow = 0;
  for (start = c; digit(*c) < base; ++c) {
    if (__builtin_mul_overflow(value, (unsigned long)base, &value) ||
        __builtin_add_overflow(value, (unsigned long)digit(*c), &value) || value > limit) {
      overflow = 1;
      value = 0;
    }
  }
  if (end != NULL) *end = (char*)(c == start ? text : c);
  if (!overflow) return value;
  errno = ERANGE;
  return limit;
}

long strtol(const char* restrict text, char** restrict end, int base) {
  int negative;
  const unsigned long value = parse(text, end, base, &negative, LONG_MAX, (unsigned long)LONG_MAX + 1);
  return (long)(negative ? -value : value);
}
unsigned long strtoul(const char* restrict text, char** restrict end, int base) {
  int negative;
  const int before = errno;
  errno = 0;
  const unsigned long value = parse(text, end, base, &negative, ULONG_MAX, ULONG_MAX);
  const int overflow = errno == ERANGE;
  if (!overflow) errno = before;
  return negative && !overflow ? -value : value;
}
long long strtoll(const char* restrict text, char** restrict end, int base) {
  return strtol(text, end, base);
}
unsigned long long strtoull(const char* restrict text, char** restrict end, int base) {
  return strtoul(text, end, base);
}
intmax_t strtoimax(const char* restrict text, char** restrict end, int base) {
  return strtol(text, end, base);
}
uintmax_t strtoumax(const char* restrict text, char** restrict end, int base) {
  return strtoul(text, end, base);
}
long __isoc23_strtol(const char* text, char** end, int base) {
  return strtol(text, end, base);
}
unsigned long __isoc23_strtoul(const char* text, char** end, int base) {
  return strtoul(text, end, base);
}
long long __isoc23_strtoll(const char* text, char** end, int base) {
  return strtol(text, end, base);
}
unsigned long long __isoc23_strtoull(const char* text, char** end, int base) {
  return strtoul(text, end, base);
}
int atoi(const char* text) {
  return (int)strtol(text, NULL, 10);
}
long atol(const char* text) {
  return strtol(text, NULL, 10);
}
long long atoll(const char* text) {
  return strtol(text, NULL, 10);
}

/* The host reads the text unseen: its bytes are read here first. */
static void touch(const char* text) {
  volatile char c;
  do c = *text++;
  while (c != 0);
  shrimp_cost(SHRIMP_COST_PARSE_DOUBLE);
}
double strtod(const char* restrict text, char** restrict end) {
  char* host_end;
  touch(text);
  const double value = shrimp_host.parse_double(text, &host_end);
  if (end != NULL) *end = host_end;
  return value;
}
float strtof(const char* restrict text, char** restrict end) {
  char* host_end;
  touch(text);
  const float value = shrimp_host.parse_float(text, &host_end);
  if (end != NULL) *end = host_end;
  return value;
}
long double strtold(const char* restrict text, char** restrict end) {
  char* host_end;
  long double value;
  touch(text);
  shrimp_host.parse_long_double(text, &host_end, &value);
  if (end != NULL) *end = host_end;
  return value;
}
double atof(const char* text) {
  return strtod(text, NULL);
}

double __strtod_l(const char* text, char** end, void* locale) {
  (void)locale;
  return strtod(text, end);
}
float __strtof_l(const char* text, char** end, void* locale) {
  (void)locale;
  return strtof(text, end);
}
long double shrimp_strtold_l(const char* text, char** end, void* locale) __asm__("strtold_l");
long double shrimp_strtold_l(const char* text, char** end, void* locale) {
  (void)locale;
  return strtold(text, end);
}
double shrimp_strtod_l(const char* text, char** end, void* locale) __asm__("strtod_l");
double shrimp_strtod_l(const char* text, char** end, void* locale) {
  return __strtod_l(text, end, locale);
}

#undef abs
int abs(int n) {
  return n < 0 ? -n : n;
}
long labs(long n) {
  return n < 0 ? -n : n;
}
long long llabs(long long n) {
  return n < 0 ? -n : n;
}
intmax_t imaxabs(intmax_t n) {
  return n < 0 ? -n : n;
}
div_t div(int a, int b) {
  return (div_t){a / b, a % b};
}
ldiv_t ldiv(long a, long b) {
  return (ldiv_t){a / b, a % b};
}
lldiv_t lldiv(long long a, long long b) {
  return (lldiv_t){a / b, a % b};
}
imaxdiv_t imaxdiv(intmax_t a, intmax_t b) {
  return (imaxdiv_t){a / b, a % b};
}
int ffs(int n) {
  return __builtin_ffs(n);
}
int ffsl(long n) {
  return __builtin_ffsl(n);
}
int ffsll(long long n) {
  return __builtin_ffsll(n);
}
