/* SPDX-License-Identifier: MIT */
/* The checked variants that compilers call under _FORTIFY_SOURCE (print.c has printf's). */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

_Noreturn void __chk_fail(void);

static void check(size_t bytes, size_t room) {
  if (bytes > room) __chk_fail();
}

void* __memcpy_chk(void* to, const void* from, size_t bytes, size_t room) {
  check(bytes, room);
  return memcpy(to, from, bytes);
}
void* __mempcpy_chk(void* to, const void* from, size_t bytes, size_t room) {
  check(bytes, room);
  return mempcpy(to, from, bytes);
}
void* __memmove_chk(void* to, const void* from, size_t bytes, size_t room) {
  check(bytes, room);
  return memmove(to, from, bytes);
}
void* __memset_chk(void* to, int value, size_t bytes, size_t room) {
  check(bytes, room);
  return memset(to, value, bytes);
}
void __explicit_bzero_chk(void* to, size_t bytes, size_t room) {
  check(bytes, room);
  explicit_bzero(to, bytes);
}
char* __strcpy_chk(char* to, const char* from, size_t room) {
  check(strlen(from) + 1, room);
  return strcpy(to, from);
}
char* __stpcpy_chk(char* to, const char* from, size_t room) {
  check(strlen(from) + 1, room);
  return stpcpy(to, from);
}
char* __strncpy_chk(char* to, const char* from, size_t bytes, size_t room) {
  check(bytes, room);
  return strncpy(to, from, bytes);
}
char* __stpncpy_chk(char* to, const char* from, size_t bytes, size_t room) {
  check(bytes, room);
  return stpncpy(to, from, bytes);
}
char* __strcat_chk(char* to, const char* from, size_t room) {
  check(strlen(to) + strlen(from) + 1, room);
  return strcat(to, from);
}
char* __strncat_chk(char* to, const char* from, size_t bytes, size_t room) {
  check(strlen(to) + strnlen(from, bytes) + 1, room);
  return strncat(to, from, bytes);
}
char* __fgets_chk(char* to, size_t room, int bytes, FILE* f) {
  check((size_t)bytes, room);
  return fgets(to, bytes, f);
}
size_t __fread_chk(void* to, size_t room, size_t bytes, size_t count, FILE* f) {
  check(bytes * count, room);
  return fread(to, bytes, count, f);
}
ssize_t __read_chk(int descriptor, void* to, size_t bytes, size_t room) {
  check(bytes, room);
  return read(descriptor, to, bytes);
}
char* __getcwd_chk(char* to, size_t bytes, size_t room) {
  check(bytes, room);
  return getcwd(to, bytes);
}
