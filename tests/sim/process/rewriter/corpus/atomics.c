/* Atomic operations, string instructions and flags in inline assembly, variable-length arrays. */
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
static _Atomic int counter;
static _Atomic long wide;
static unsigned char from[300], to[300];
static long carried(const uint64_t* a, const uint64_t* b, uint64_t* r, long n) {
  unsigned char carry;
  long i = 0;
  __asm__ volatile(
      "xorl %%eax, %%eax\n"
      "1: movq (%[a],%[i],8), %%rax; adcq (%[b],%[i],8), %%rax\n"
      "movq %%rax, (%[r],%[i],8)\n"
      "leaq 1(%[i]), %[i]\n"
      "decq %[n]\n"
      "jnz 1b\n"
      "setc %[c]"
      : [i] "+r"(i), [n] "+r"(n), [c] "=q"(carry)
      : [a] "r"(a), [b] "r"(b), [r] "r"(r)
      : "rax", "cc", "memory");
  return carry;
}
long kernel(void) {
  long sum = 0;
  for (int i = 0; i < 30; i++) {
    atomic_fetch_add(&counter, i);
    int expected = i;
    sum += atomic_compare_exchange_strong(&counter, &expected, i + 5) + expected;
    sum += atomic_exchange(&wide, sum) & 15;
    atomic_fetch_or(&counter, 64);
  }
  for (int i = 0; i < 300; i++) from[i] = (unsigned char)(i * 7);
  void *d = to, *s = from;
  unsigned long n = 100;
  __asm__ volatile("rep movsb" : "+D"(d), "+S"(s), "+c"(n) : : "memory");
  n = 20;
  __asm__ volatile("rep; movsq" : "+D"(d), "+S"(s), "+c"(n) : : "memory");
  sum += (long)((unsigned char*)d - to) + memcmp(from, to, 260);
  unsigned char equal;
  d = to, s = from, n = 300;
  __asm__ volatile("repe cmpsb; sete %3" : "+D"(d), "+S"(s), "+c"(n), "=q"(equal) : : "cc", "memory");
  sum += (long)n * 3 + equal;
  d = to, n = 300;
  __asm__ volatile("repne scasb; sete %2" : "+D"(d), "+c"(n), "=q"(equal) : "a"(63) : "cc", "memory");
  sum += (long)n * 5 + equal;
  d = to, n = 0;
  __asm__ volatile("rep stosl" : "+D"(d), "+c"(n) : "a"(1) : "memory");
  n = 11;
  long loops = 0;
  __asm__ volatile("1: incq %1; loop 1b; jrcxz 2f; incq %1; 2:" : "+c"(n), "+r"(loops) : : "cc");
  uint64_t a[6], b[6], r[7];
  for (int i = 0; i < 6; i++) a[i] = ~0ull - (uint64_t)i, b[i] = i & 1 ? ~0ull : 3;
  r[6] = (uint64_t)carried(a, b, r, 6);
  for (int i = 0; i < 7; i++) sum = sum * 31 + (long)r[i];
  int m = 5 + (int)(sum & 7);
  int vla[m];
  for (int i = 0; i < m; i++) vla[i] = i * m;
  return sum + loops + vla[m - 1];
}
