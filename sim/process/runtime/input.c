/* SPDX-License-Identifier: MIT */
/* The scanf family: scan.c with a stream or a string behind it. */
#define _GNU_SOURCE
#include "sim/process/runtime/file.h"

struct file_source {
  struct shrimp_source source;
  FILE* file;
  int at_end; /* or an error: it is not asked again, since it might wait */
};
static int get_from_file(struct shrimp_source* s) {
  struct file_source* from = (struct file_source*)s;
  const int c = from->at_end ? EOF : shrimp_file_get(from->file);
  from->at_end = c == EOF;
  return c;
}
static void unget_to_file(struct shrimp_source* s, int c) {
  shrimp_file_unget(((struct file_source*)s)->file, c);
}

struct string_source {
  struct shrimp_source source;
  const char* at;
};
static int get_from_string(struct shrimp_source* s) {
  struct string_source* from = (struct string_source*)s;
  return *from->at != 0 ? (unsigned char)*from->at++ : -1;
}
static void unget_to_string(struct shrimp_source* s, int c) {
  (void)c;
  --((struct string_source*)s)->at;
}

#undef vfscanf
#undef vsscanf
#undef vscanf
#undef fscanf
#undef sscanf
#undef scanf

int shrimp_vfscanf(FILE* f, const char* format, va_list arguments) {
  struct file_source from = {{get_from_file, unget_to_file, 0}, f, 0};
  return shrimp_scan(&from.source, format, arguments);
}
int shrimp_vsscanf(const char* text, const char* format, va_list arguments) {
  struct string_source from = {{get_from_string, unget_to_string, 0}, text};
  return shrimp_scan(&from.source, format, arguments);
}

/* The header renames these by the language standard in force; all mean the same. */
#define FAMILY(prefix, suffix)                                                                    \
  int suffix##vfscanf(FILE* f, const char* format, va_list a) __asm__(prefix "vfscanf");          \
  int suffix##vfscanf(FILE* f, const char* format, va_list a) {                                   \
    return shrimp_vfscanf(f, format, a);                                                          \
  }                                                                                               \
  int suffix##vsscanf(const char* text, const char* format, va_list a) __asm__(prefix "vsscanf"); \
  int suffix##vsscanf(const char* text, const char* format, va_list a) {                          \
    return shrimp_vsscanf(text, format, a);                                                       \
  }                                                                                               \
  int suffix##vscanf(const char* format, va_list a) __asm__(prefix "vscanf");                     \
  int suffix##vscanf(const char* format, va_list a) {                                             \
    return shrimp_vfscanf(stdin, format, a);                                                      \
  }                                                                                               \
  int suffix##fscanf(FILE* f, const char* format, ...) __asm__(prefix "fscanf");                  \
  int suffix##fscanf(FILE* f, const char* format, ...) {                                          \
    VARIADIC(shrimp_vfscanf(f, format, arguments));                                               \
  }                                                                                               \
  int suffix##sscanf(const char* text, const char* format, ...) __asm__(prefix "sscanf");         \
  int suffix##sscanf(const char* text, const char* format, ...) {                                 \
    VARIADIC(shrimp_vsscanf(text, format, arguments));                                            \
  }                                                                                               \
  int suffix##scanf(const char* format, ...) __asm__(prefix "scanf");                             \
  int suffix##scanf(const char* format, ...) {                                                    \
    VARIADIC(shrimp_vfscanf(stdin, format, arguments));                                           \
  }

#define VARIADIC(call)         \
  va_list arguments;           \
  va_start(arguments, format); \
  const int count = call;      \
  va_end(arguments);           \
  return count

FAMILY("", shrimp_plain_)
FAMILY("__isoc99_", shrimp_c99_)
FAMILY("__isoc23_", shrimp_c23_)
