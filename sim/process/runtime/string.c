/* SPDX-License-Identifier: MIT */
/* Strings, byte by byte, as the plain C library of the time. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sim/process/runtime/runtime.h"

size_t shrimp_length(const char* text) {
  const char* c = text;
  while (*c != 0) ++c;
  return (size_t)(c - text);
}
size_t strlen(const char* text) {
  return shrimp_length(text);
}
size_t strnlen(const char* text, size_t most) {
  size_t n = 0;
  while (n < most && text[n] != 0) ++n;
  return n;
}

char* stpcpy(char* restrict to, const char* restrict from) {
  while ((*to = *from) != 0) ++to, ++from;
  return to;
}
char* __stpcpy(char* restrict to, const char* restrict from) {
  return stpcpy(to, from);
}
char* strcpy(char* restrict to, const char* restrict from) {
  stpcpy(to, from);
  return to;
}
char* stpncpy(char* restrict to, const char* restrict from, size_t bytes) {
  for (; bytes != 0 && (*to = *from) != 0; --bytes) ++to, ++from;
  for (size_t i = 0; i < bytes; ++i) to[i] = 0;
  return to;
}
char* strncpy(char* restrict to, const char* restrict from, size_t bytes) {
  stpncpy(to, from, bytes);
  return to;
}
char* strcat(char* restrict to, const char* restrict from) {
  stpcpy(to + shrimp_length(to), from);
  return to;
}
char* strncat(char* restrict to, const char* restrict from, size_t bytes) {
  char* end = to + shrimp_length(to);
  for (; bytes != 0 && *from != 0; --bytes) *end++ = *from++;
  *end = 0;
  return to;
}

static int difference(unsigned char a, unsigned char b) {
  return (int)a - (int)b;
}
static unsigned char lower(unsigned char c) {
  return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

int strcmp(const char* a, const char* b) {
  while (*a == *b && *a != 0) ++a, ++b;
  return difference((unsigned char)*a, (unsigned char)*b);
}
int strncmp(const char* a, const char* b, size_t most) {
  for (; most != 0; --most, ++a, ++b)
    if (*a != *b || *a == 0) return difference((unsigned char)*a, (unsigned char)*b);
  return 0;
}
int strcoll(const char* a, const char* b) {
  return strcmp(a, b);
}
int strcasecmp(const char* a, const char* b) {
  while (lower((unsigned char)*a) == lower((unsigned char)*b) && *a != 0) ++a, ++b;
  return difference(lower((unsigned char)*a), lower((unsigned char)*b));
}
int strncasecmp(const char* a, const char* b, size_t most) {
  for (; most != 0; --most, ++a, ++b) {
    const unsigned char x = lower((unsigned char)*a), y = lower((unsigned char)*b);
    if (x != y || x == 0) return difference(x, y);
  }
  return 0;
}
size_t strxfrm(char* restrict to, const char* restrict from, size_t bytes) {
  const size_t length = shrimp_length(from);
  if (bytes != 0) strncpy(to, from, bytes);
  return length;
}

char* strchrnul(const char* in, int wanted) {
  while (*in != 0 && *in != (char)wanted) ++in;
  return (char*)in;
}
char* strchr(const char* in, int wanted) {
  char* at = strchrnul(in, wanted);
  return *at == (char)wanted ? at : NULL;
}
char* index(const char* in, int wanted) {
  return strchr(in, wanted);
}
char* strrchr(const char* in, int wanted) {
  const char* last = NULL;
  do
    if (*in == (char)wanted) last = in;
  while (*in++ != 0);
  return (char*)last;
}
char* rindex(const char* in, int wanted) {
  return strrchr(in, wanted);
}

char* strstr(const char* in, const char* wanted) {
  const size_t length = shrimp_length(wanted);
  for (;; ++in) {
    if (strncmp(in, wanted, length) == 0) return (char*)in;
    if (*in == 0) return NULL;
  }
}
char* strcasestr(const char* in, const char* wanted) {
  const size_t length = shrimp_length(wanted);
  for (;; ++in) {
    if (strncasecmp(in, wanted, length) == 0) return (char*)in;
    if (*in == 0) return NULL;
  }
}

size_t strspn(const char* text, const char* accepted) {
  size_t n = 0;
  while (text[n] != 0 && strchr(accepted, text[n]) != NULL) ++n;
  return n;
}
size_t strcspn(const char* text, const char* rejected) {
  size_t n = 0;
  while (text[n] != 0 && strchr(rejected, text[n]) == NULL) ++n;
  return n;
}
char* strpbrk(const char* text, const char* wanted) {
  text += strcspn(text, wanted);
  return *text != 0 ? (char*)text : NULL;
}

char* strtok_r(char* restrict text, const char* restrict separators, char** restrict rest) {
  if (text == NULL) text = *rest;
  if (text == NULL) return NULL;
  text += strspn(text, separators);
  if (*text == 0) return *rest = NULL;
  char* end = text + strcspn(text, separators);
  *rest = *end != 0 ? end + 1 : NULL;
  *end = 0;
  return text;
}
char* __strtok_r(char* restrict text, const char* restrict separators, char** restrict rest) {
  return strtok_r(text, separators, rest);
}
char* strtok(char* restrict text, const char* restrict separators) {
  static char* rest;
  return strtok_r(text, separators, &rest);
}
char* strsep(char** rest, const char* separators) {
  char* text = *rest;
  if (text == NULL) return NULL;
  char* end = text + strcspn(text, separators);
  *rest = *end != 0 ? end + 1 : NULL;
  *end = 0;
  return text;
}

char* strndup(const char* text, size_t most) {
  const size_t length = strnlen(text, most);
  char* copy = malloc(length + 1);
  if (copy == NULL) return NULL;
  shrimp_copy(copy, text, length);
  copy[length] = 0;
  return copy;
}
char* strdup(const char* text) {
  return strndup(text, (size_t)-1);
}
char* __strdup(const char* text) {
  return strdup(text);
}
