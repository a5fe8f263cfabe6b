/* SPDX-License-Identifier: MIT */
/* The printf family: format.c with a stream or a string behind it. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sim/process/runtime/file.h"

struct file_sink {
  struct shrimp_sink sink;
  FILE* file;
};
static void put_in_file(struct shrimp_sink* sink, const char* text, size_t bytes) {
  shrimp_file_put(((struct file_sink*)sink)->file, text, bytes);
}

int vfprintf(FILE* restrict f, const char* restrict format, va_list arguments) {
  struct file_sink to = {{put_in_file, 0}, f};
  const int count = shrimp_format(&to.sink, format, arguments);
  shrimp_file_settle(f);
  return (f->_flags & file_error_seen) ? -1 : count;
}

struct string_sink {
  struct shrimp_sink sink;
  char *at, *end; /* the last byte is kept for the terminator */
};
static void put_in_string(struct shrimp_sink* sink, const char* text, size_t bytes) {
  struct string_sink* to = (struct string_sink*)sink;
  const size_t room = (size_t)(to->end - to->at), piece = bytes < room ? bytes : room;
  shrimp_copy(to->at, text, piece);
  to->at += piece;
}

int vsnprintf(char* restrict text, size_t bytes, const char* restrict format, va_list arguments) {
  struct string_sink to = {{put_in_string, 0}, text, text};
  if (bytes > (size_t)-1 / 4) bytes = (size_t)-1 / 4;
  if (bytes != 0) to.end = text + bytes - 1;
  const int count = shrimp_format(&to.sink, format, arguments);
  if (bytes != 0) *to.at = 0;
  return count;
}
int vsprintf(char* restrict text, const char* restrict format, va_list arguments) {
  return vsnprintf(text, (size_t)-1, format, arguments);
}

int vasprintf(char** restrict text, const char* restrict format, va_list arguments) {
  const int count = vsnprintf(NULL, 0, format, arguments);
  if (count < 0 || (*text = malloc((size_t)count + 1)) == NULL) return -1;
  return vsnprintf(*text, (size_t)count + 1, format, arguments);
}

int vdprintf(int descriptor, const char* restrict format, va_list arguments) {
  char* text;
  const int count = vasprintf(&text, format, arguments);
  if (count < 0) return -1;
  const long written = shrimp_write(descriptor, text, (size_t)count);
  free(text);
  return written < 0 ? -1 : count;
}

int vprintf(const char* restrict format, va_list arguments) {
  return vfprintf(stdout, format, arguments);
}

/* `name(parameters, format, ...)` from the function that takes a va_list. */
#define VARIADIC(call)         \
  va_list arguments;           \
  va_start(arguments, format); \
  const int count = call;      \
  va_end(arguments);           \
  return count

int printf(const char* restrict format, ...) {
  VARIADIC(vfprintf(stdout, format, arguments));
}
int fprintf(FILE* restrict f, const char* restrict format, ...) {
  VARIADIC(vfprintf(f, format, arguments));
}
int sprintf(char* restrict text, const char* restrict format, ...) {
  VARIADIC(vsprintf(text, format, arguments));
}
int snprintf(char* restrict text, size_t bytes, const char* restrict format, ...) {
  VARIADIC(vsnprintf(text, bytes, format, arguments));
}
int asprintf(char** restrict text, const char* restrict format, ...) {
  VARIADIC(vasprintf(text, format, arguments));
}
int dprintf(int descriptor, const char* restrict format, ...) {
  VARIADIC(vdprintf(descriptor, format, arguments));
}

/* _FORTIFY_SOURCE. */
int __printf_chk(int flag, const char* format, ...) {
  (void)flag;
  VARIADIC(vfprintf(stdout, format, arguments));
}
int __fprintf_chk(FILE* f, int flag, const char* format, ...) {
  (void)flag;
  VARIADIC(vfprintf(f, format, arguments));
}
int __sprintf_chk(char* text, int flag, size_t room, const char* format, ...) {
  (void)flag;
  VARIADIC(vsnprintf(text, room, format, arguments));
}
int __snprintf_chk(char* text, size_t bytes, int flag, size_t room, const char* format, ...) {
  (void)flag, (void)room;
  VARIADIC(vsnprintf(text, bytes, format, arguments));
}
int __asprintf_chk(char** text, int flag, const char* format, ...) {
  (void)flag;
  VARIADIC(vasprintf(text, format, arguments));
}
int __vprintf_chk(int flag, const char* format, va_list arguments) {
  (void)flag;
  return vfprintf(stdout, format, arguments);
}
int __vfprintf_chk(FILE* f, int flag, const char* format, va_list arguments) {
  (void)flag;
  return vfprintf(f, format, arguments);
}
int __vsprintf_chk(char* text, int flag, size_t room, const char* format, va_list arguments) {
  (void)flag;
  return vsnprintf(text, room, format, arguments);
}
int __vsnprintf_chk(char* text, size_t bytes, int flag, size_t room, const char* format, va_list arguments) {
  (void)flag, (void)room;
  return vsnprintf(text, bytes, format, arguments);
}
int __dprintf_chk(int descriptor, int flag, const char* format, ...) {
  (void)flag;
  VARIADIC(vdprintf(descriptor, format, arguments));
}

void perror(const char* text) {
  const char* why = strerror(errno);
  if (text != NULL && *text != 0)
    fprintf(stderr, "%s: %s\n", text, why);
  else
    fprintf(stderr, "%s\n", why);
}

_Noreturn void __assert_fail(const char* assertion, const char* file, unsigned line, const char* function) {
  fprintf(stderr, "%s:%u: %s: Assertion `%s' failed.\n", file, line, function, assertion);
  abort();
}
_Noreturn void __assert(const char* assertion, const char* file, int line) {
  __assert_fail(assertion, file, (unsigned)line, "?");
}
