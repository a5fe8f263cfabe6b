/* Hooks written by hand: they must not disturb a single register or flag. */
#include <fenv.h>
#include <stdint.h>
#include <stdio.h>
#include "sim/process/abi.h"
extern struct shrimp_hook_state shrimp_hook __attribute__((visibility("hidden")));
#define SLOW(name) "lea -128(%%rsp), %%rsp\n call " name "\n lea 128(%%rsp), %%rsp\n"
static int flags_survive(void) {
  unsigned char carry, sign, zero;
  __asm__ volatile("cmpl $5, %3\n" SLOW("shrimp_access_slow")
                       SLOW("shrimp_charge_slow") "setc %0\n sets %1\n setz %2"
                   : "=r"(carry), "=r"(sign), "=r"(zero)
                   : "r"(3)
                   : "cc", "memory");
  return carry && sign && !zero;
}
static int integers_survive(void) {
  uint64_t sum = 0;
  __asm__ volatile(
      "mov $1,%%rax\n mov $2,%%rbx\n mov $3,%%rcx\n mov $4,%%rdx\n mov $5,%%rsi\n mov $6,%%rdi\n mov $7,%%r8\n"
      "mov $8,%%r9\n mov $9,%%r10\n mov $10,%%r11\n mov $11,%%r12\n mov $12,%%r13\n mov $13,%%r14\n mov $14,%%r15\n"
      SLOW("shrimp_access_slow")
      "add %%rbx,%%rax\n add %%rcx,%%rax\n add %%rdx,%%rax\n add %%rsi,%%rax\n add %%rdi,%%rax\n add %%r8,%%rax\n"
      "add %%r9,%%rax\n add %%r10,%%rax\n add %%r11,%%rax\n add %%r12,%%rax\n add %%r13,%%rax\n add %%r14,%%rax\n"
      "add %%r15,%%rax\n mov %%rax,%0"
      : "=m"(sum)
      :
      : "rax", "rbx", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "cc", "memory");
  return sum == 105;
}
static int vectors_survive(void) {
  double in[16], out = 0;
  for (int i = 0; i < 16; ++i) in[i] = i + 0.5;
  __asm__ volatile(
      "movsd (%1),%%xmm0\n movsd 8(%1),%%xmm1\n movsd 56(%1),%%xmm7\n movsd 64(%1),%%xmm8\n movsd 120(%1),%%xmm15\n"
      SLOW("shrimp_access_slow")
      "addsd %%xmm1,%%xmm0\n addsd %%xmm7,%%xmm0\n addsd %%xmm8,%%xmm0\n addsd %%xmm15,%%xmm0\n movsd %%xmm0,%0"
      : "=m"(out)
      : "r"(in)
      : "xmm0", "xmm1", "xmm7", "xmm8", "xmm15", "memory", "cc");
  return out == 0.5 + 1.5 + 7.5 + 8.5 + 15.5;
}
static int x87_survives(void) {
  long double a = 1.5L, b = 2.25L, sum = 0;
  __asm__ volatile("fldt %1\n fldt %2\n" SLOW("shrimp_access_slow") "faddp\n fstpt %0"
                   : "=m"(sum)
                   : "m"(a), "m"(b)
                   : "memory", "cc");
  return sum == 3.75L;
}
static int rounding_survives(void) {
  fesetround(FE_UPWARD);
  feclearexcept(FE_ALL_EXCEPT);
  volatile double three = 3, one = 1;
  __asm__ volatile(SLOW("shrimp_access_slow") : : : "memory", "cc");
  const int quiet = !fetestexcept(FE_INEXACT), up = fegetround() == FE_UPWARD;
  volatile double third = one / three;
  fesetround(FE_TONEAREST);
  volatile double nearest = one / three;
  return quiet && up && third > nearest;
}
static int counter_is_read(void) {
  uint32_t low, high;
  uint64_t other = 77;
  __asm__ volatile(SLOW("shrimp_rdtsc_slow") : "=a"(low), "=d"(high), "+c"(other) : : "memory", "cc");
  return (((uint64_t)high << 32) | low) == 0x123456789abc && other == 77;
}
int main(void) {
  for (int wide = 0; wide < 2; ++wide) {
    shrimp_hook.wide_vectors = (uint64_t)wide;
    printf("%d %d %d %d %d %d\n", flags_survive(), integers_survive(), vectors_survive(), x87_survives(),
           rounding_survives(), counter_is_read());
  }
  return 0;
}
