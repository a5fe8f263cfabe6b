/* Computations of every kind, to be interrupted anywhere by a handler that disturbs all it can. */
#ifndef SHRIMP_TESTS_COMPUTATIONS_H
#define SHRIMP_TESTS_COMPUTATIONS_H
#include <fenv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static volatile unsigned handled, bad;
static volatile double third;
static char scratch[64];

/* Carry in a loop: flags and rax are needed where its block is charged. */
__attribute__((noinline)) static uint64_t carries_in_loop(void) {
  uint64_t sum = 1, n = 40;
  __asm__ volatile("stc\n1:\n adcq %1,%0\n decq %1\n jnz 1b" : "+a"(sum), "+r"(n) : : "cc");
  return sum;
}

/* All vector and x87 registers, rounding, flags, the slots of the hooks, and the stack below. */
static void disturb(void) {
  volatile char below[256];
  const unsigned id = handled++;
  if (fegetround() != FE_TONEAREST || fetestexcept(FE_ALL_EXCEPT)) ++bad;
  fesetround(FE_DOWNWARD);
  third = 1.0 / 3.0;
  memset((char*)below, (int)id, sizeof below);
  memcpy(scratch, (char*)below, sizeof scratch);
  if (carries_in_loop() != 822) ++bad;
  if (strlen("disturb") + (unsigned)abs(-(int)id) != 7 + id) ++bad;
  __asm__ volatile("fldpi\n fldpi\n fldpi\n fldpi\n fldpi\n fldpi\n fldpi\n fldpi\n fninit\n pcmpeqd %%xmm0,%%xmm0\n"
                   "movaps %%xmm0,%%xmm1\n movaps %%xmm0,%%xmm2\n movaps %%xmm0,%%xmm3\n movaps %%xmm0,%%xmm4\n"
                   "movaps %%xmm0,%%xmm5\n movaps %%xmm0,%%xmm6\n movaps %%xmm0,%%xmm7\n movaps %%xmm0,%%xmm8\n"
                   "movaps %%xmm0,%%xmm9\n movaps %%xmm0,%%xmm10\n movaps %%xmm0,%%xmm11\n movaps %%xmm0,%%xmm12\n"
                   "movaps %%xmm0,%%xmm13\n movaps %%xmm0,%%xmm14\n movaps %%xmm0,%%xmm15"
                   :
                   :
                   : "memory", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9",
                     "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
}

static uint64_t integers(void) {
  uint64_t hash = 1469598103934665603u;
  for (unsigned i = 0; i < 200; ++i) {
    hash = (hash ^ (i & 0xff)) * 1099511628211u;
    hash += hash > i ? (hash >> 7) % (i + 3) : hash / (i + 1);
  }
  return hash;
}

static double doubles(void) {
  double table[40], sum = 0;
  for (int i = 0; i < 40; ++i) table[i] = 1.0 / (i + 1.5);
  for (int k = 0; k < 3; ++k)
    for (int i = 0; i < 40; ++i) sum += table[i] * table[(i * 7 + k) % 40] - sum / 3;
  return sum;
}

static long double long_doubles(int depth) {
  const long double x = depth / 7.0L;
  return depth == 0 ? 1 : x * long_doubles(depth - 1) + (x + 1) / (x * x + long_doubles(depth / 2));
}

/* The x87 stack full to the last place while memory is touched. */
static long double full_stack(void) {
  static const double in[9] = {1, 2, 4, 8, 16, 32, 64, 128.5, 0.125};
  long double sum;
  __asm__ volatile("fldl (%1)\n fldl 8(%1)\n fldl 16(%1)\n fldl 24(%1)\n fldl 32(%1)\n fldl 40(%1)\n fldl 48(%1)\n"
                   "fldl 56(%1)\n faddl 64(%1)\n faddp\n faddp\n faddp\n faddp\n faddp\n faddp\n faddp\n fstpt %0"
                   : "=m"(sum)
                   : "r"(in), "m"(in)
                   : "st", "st(1)", "st(2)", "st(3)", "st(4)", "st(5)", "st(6)", "st(7)", "cc");
  return sum;
}

static unsigned rounded_up(void) {
  volatile double one = 1, three = 3;
  unsigned same = 0;
  double down[4], up[4];
  for (int i = 0; i < 4; ++i) down[i] = one / (three + i * 4);
  fesetround(FE_UPWARD);
  feclearexcept(FE_ALL_EXCEPT);
  const int quiet = !fetestexcept(FE_INEXACT);
  for (int i = 0; i < 4; ++i) up[i] = one / (three + i * 4);
  const int loud = !!fetestexcept(FE_INEXACT);
  fesetround(FE_TONEAREST);
  for (int i = 0; i < 4; ++i) same += up[i] == down[i];
  return same * 4 + (unsigned)quiet * 2 + (unsigned)loud;
}

/* The same by the x87 unit: its rounding, and the exception flag that sticks. */
static unsigned long_rounded_up(void) {
  volatile long double one = 1, three = 3, down, up;
  down = one / three;
  fesetround(FE_UPWARD);
  feclearexcept(FE_ALL_EXCEPT);
  up = one / three;
  for (volatile int i = 0; i < 5; ++i) continue;
  const unsigned loud = !!fetestexcept(FE_INEXACT);
  fesetround(FE_TONEAREST);
  return (up > down) * 2u + loud;
}

static unsigned strings(void) {
  static char from[300], to[310];
  for (int i = 0; i < 300; ++i) from[i] = (char)('a' + i % 26);
  memcpy(to, from, 299);
  memmove(to + 5, to, 290);
  memset(to + 100, '-', 37);
  unsigned sum = 0;
  for (int i = 0; i < 310; ++i) sum = sum * 31 + (unsigned char)to[i];
  return sum + (unsigned)strlen(to) + (unsigned)(strchr(to, 'z') - to) + (unsigned)memcmp(from, to, 20);
}

/* Flags that live over memory references: carry through a long addition. */
static uint64_t carries(void) {
  uint64_t a[4] = {~0ull, ~0ull, ~0ull, 5}, b[4] = {1, 0, 0, 7};
  __asm__ volatile("movq (%1),%%rax\n addq %%rax,(%0)\n movq 8(%1),%%rax\n adcq %%rax,8(%0)\n movq 16(%1),%%rax\n"
                   "adcq %%rax,16(%0)\n movq 24(%1),%%rax\n adcq %%rax,24(%0)"
                   :
                   : "r"(a), "r"(b)
                   : "rax", "memory", "cc");
  return a[0] + a[1] + a[2] + a[3];
}

#ifdef __x86_64__
typedef double wide __attribute__((vector_size(32)));
__attribute__((target("avx"), noinline)) static double wides(void) {
  wide sum = {0, 0, 0, 0}, table[8];
  for (int i = 0; i < 8; ++i) table[i] = (wide){i, i + 0.25, i + 0.5, i * 1.5};
  for (int k = 0; k < 30; ++k) sum = sum * 0.5 + table[k % 8] * table[(k * 3) % 8];
  return sum[0] + sum[1] * 2 + sum[2] * 4 + sum[3] * 8;
}
#endif

static void print_computations(void) {
  printf("%016llx %.17g %.19Lg %.19Lg\n", (unsigned long long)integers(), doubles(), long_doubles(12), full_stack());
  printf("%u %u %u %llu %llu\n", rounded_up(), long_rounded_up(), strings(), (unsigned long long)carries(),
         (unsigned long long)carries_in_loop());
}

#endif
