/* SPDX-License-Identifier: MIT */
/* memcpy and its relatives as a C library of the time had them: string instructions by words of four bytes,
 * then the rest by bytes. Each reference is seen as the instruction makes it, so a copy into a bound page is
 * an automatic update, word by word. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "sim/process/runtime/runtime.h"

/* A 16-byte request goes by plain moves in compiled code; here the string instructions pay off. */
static void copy_up(void* to, const void* from, size_t bytes) {
  size_t words = bytes / 4, rest = bytes % 4;
  __asm__ volatile("rep movsl" : "+D"(to), "+S"(from), "+c"(words) : : "memory");
  __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(rest) : : "memory");
}

static void copy_down(char* to, const char* from, size_t bytes) {
  while (bytes % 4 != 0) {
    --bytes;
    to[bytes] = from[bytes];
  }
  while (bytes != 0) {
    bytes -= 4;
    unsigned word;
    __builtin_memcpy(&word, from + bytes, 4);
    __builtin_memcpy(to + bytes, &word, 4);
  }
}

void* shrimp_copy(void* to, const void* from, size_t bytes) {
  copy_up(to, from, bytes);
  return to;
}

void* shrimp_fill(void* to, int value, size_t bytes) {
  void* at = to;
  size_t words = bytes / 4, rest = bytes % 4;
  const unsigned pattern = (unsigned char)value * 0x01010101u;
  __asm__ volatile("rep stosl" : "+D"(at), "+c"(words) : "a"(pattern) : "memory");
  __asm__ volatile("rep stosb" : "+D"(at), "+c"(rest) : "a"(pattern) : "memory");
  return to;
}

void* memcpy(void* restrict to, const void* restrict from, size_t bytes) {
  return shrimp_copy(to, from, bytes);
}
void* mempcpy(void* restrict to, const void* restrict from, size_t bytes) {
  return (char*)shrimp_copy(to, from, bytes) + bytes;
}
void* __mempcpy(void* restrict to, const void* restrict from, size_t bytes) {
  return mempcpy(to, from, bytes);
}

void* memmove(void* to, const void* from, size_t bytes) {
  if ((size_t)((char*)to - (const char*)from) >= bytes)
    copy_up(to, from, bytes);
  else
    copy_down(to, from, bytes);
  return to;
}
void bcopy(const void* from, void* to, size_t bytes) {
  memmove(to, from, bytes);
}

void* memccpy(void* restrict to, const void* restrict from, int last, size_t bytes) {
  char* t = to;
  const char* f = from;
  for (size_t i = 0; i < bytes; ++i)
    if ((unsigned char)(t[i] = f[i]) == (unsigned char)last) return t + i + 1;
  return NULL;
}

void* memset(void* to, int value, size_t bytes) {
  return shrimp_fill(to, value, bytes);
}
void bzero(void* to, size_t bytes) {
  shrimp_fill(to, 0, bytes);
}
void explicit_bzero(void* to, size_t bytes) {
  shrimp_fill(to, 0, bytes);
}

int memcmp(const void* a, const void* b, size_t bytes) {
  const unsigned char *x = a, *y = b;
  while (bytes >= 4) {
    unsigned u, v;
    __builtin_memcpy(&u, x, 4);
    __builtin_memcpy(&v, y, 4);
    if (u != v) break;
    x += 4, y += 4, bytes -= 4;
  }
  for (; bytes != 0; --bytes, ++x, ++y)
    if (*x != *y) return *x < *y ? -1 : 1;
  return 0;
}
int bcmp(const void* a, const void* b, size_t bytes) {
  return memcmp(a, b, bytes);
}

void* memchr(const void* in, int wanted, size_t bytes) {
  const unsigned char* c = in;
  for (; bytes != 0; --bytes, ++c)
    if (*c == (unsigned char)wanted) return (void*)c;
  return NULL;
}
void* rawmemchr(const void* in, int wanted) {
  return memchr(in, wanted, (size_t)-1);
}
void* memrchr(const void* in, int wanted, size_t bytes) {
  const unsigned char* c = in;
  while (bytes != 0)
    if (c[--bytes] == (unsigned char)wanted) return (void*)(c + bytes);
  return NULL;
}

void* memmem(const void* in, size_t bytes, const void* wanted, size_t length) {
  const char* c = in;
  for (; bytes >= length; --bytes, ++c)
    if (memcmp(c, wanted, length) == 0) return (void*)c;
  return NULL;
}
