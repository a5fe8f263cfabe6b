/* SPDX-License-Identifier: MIT */
/* Copying to memory that the processor or the board will read soon. */
#ifndef SHRIMP_VMMC_API_SOCKETS_COPY_H
#define SHRIMP_VMMC_API_SOCKETS_COPY_H
#include <stdint.h>

enum { CACHE_LINE = 32 }; /* of the Pentium */

/* A few bytes, for which a string instruction takes longer to start than this takes. */
static inline void copy_few(char* to, const char* from, uint32_t bytes) {
  for (; bytes >= 4; bytes -= 4, to += 4, from += 4)
    *(volatile uint32_t*)to = *(const volatile uint32_t*)from;
  for (; bytes != 0; --bytes) *(volatile char*)to++ = *(const volatile char*)from++;
}

/* The Pentium's cache takes no line for a store that misses, and eight words of a line would each go to
 * memory. So a word of each line of the destination is loaded first. */
static inline void copy_cached(char* to, const char* from, uint32_t bytes) {
  if (bytes >= 2 * CACHE_LINE) {
    const uint32_t head = (uint32_t)(-(uintptr_t)to % CACHE_LINE);
    copy_few(to, from, head);
    to += head, from += head, bytes -= head;
    for (; bytes >= CACHE_LINE; bytes -= CACHE_LINE, to += CACHE_LINE, from += CACHE_LINE) {
      volatile uint32_t* t = (volatile uint32_t*)to;
      const volatile uint32_t* f = (const volatile uint32_t*)from;
      (void)t[0];
      t[0] = f[0], t[1] = f[1], t[2] = f[2], t[3] = f[3];
      t[4] = f[4], t[5] = f[5], t[6] = f[6], t[7] = f[7];
    }
  }
  copy_few(to, from, bytes);
}

#endif
