/* SPDX-License-Identifier: MIT */
/* printf's conversions, as code of the process: what they read and write is seen and charged. Only
 * floating-point digits come from the host. Not supported: positional arguments (%1$d). */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "sim/process/runtime/costs.h"
#include "sim/process/runtime/runtime.h"

enum { left = 1, plus = 2, space = 4, alternate = 8, zero = 16 };
enum length { is_int, is_char, is_short, is_long, is_long_double };

struct conversion {
  int flags, width, precision; /* precision -1: none */
  enum length length;
  char letter;
};

static void put(struct shrimp_sink* sink, const char* text, size_t bytes) {
  if (bytes != 0) sink->put(sink, text, bytes);
  sink->count += bytes;
}

static void pad(struct shrimp_sink* sink, char with, long count) {
  static const char blanks[] = "                ", zeros[] = "0000000000000000";
  for (; count > 0; count -= 16) put(sink, with == '0' ? zeros : blanks, count < 16 ? (size_t)count : 16);
}

/* Sign or prefix, zeros, digits, within the width. */
static void put_number(struct shrimp_sink* sink, const struct conversion* c, const char* prefix,
                       const char* digits, size_t count) {
  const size_t prefix_length = shrimp_length(prefix);
  long zeros = c->precision > (long)count ? c->precision - (long)count : 0;
  const long blanks = c->width - (long)prefix_length - zeros - (long)count;
  const int fill = (c->flags & zero) && !(c->flags & left) && c->precision < 0;
  if (fill && blanks > 0) zeros += blanks;
  if (!fill && !(c->flags & left)) pad(sink, ' ', blanks);
  put(sink, prefix, prefix_length);
  pad(sink, '0', zeros);
  put(sink, digits, count);
  if (c->flags & left) pad(sink, ' ', blanks);
}

static void put_text(struct shrimp_sink* sink, const struct conversion* c, const char* text, size_t bytes) {
  const long blanks = c->width - (long)bytes;
  if (!(c->flags & left)) pad(sink, ' ', blanks);
  put(sink, text, bytes);
  if (c->flags & left) pad(sink, ' ', blanks);
}

/* Digits of `value`, ending before `end`; the 32-bit steps are what the Pentium would do. */
static char* digits_of(char* end, uint64_t value, unsigned base, char letter) {
  const char* digits = letter == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
  while (value > UINT32_MAX) {
    *--end = digits[value % base];
    value /= base;
  }
  for (uint32_t v = (uint32_t)value; v != 0; v /= base) *--end = digits[v % base];
  return end;
}

static int64_t signed_argument(enum length length, va_list* arguments) {
  switch (length) {
    case is_char:
      return (signed char)va_arg(*arguments, int);
    case is_short:
      return (short)va_arg(*arguments, int);
    case is_int:
      return va_arg(*arguments, int);
    default:
      return va_arg(*arguments, long);
  }
}
static uint64_t unsigned_argument(enum length length, va_list* arguments) {
  switch (length) {
    case is_char:
      return (unsigned char)va_arg(*arguments, int);
    case is_short:
      return (unsigned short)va_arg(*arguments, int);
    case is_int:
      return va_arg(*arguments, unsigned);
    default:
      return va_arg(*arguments, unsigned long);
  }
}

static void integer(struct shrimp_sink* sink, struct conversion* c, va_list* arguments) {
  char buffer[24], *end = buffer + sizeof buffer;
  const char* prefix = "";
  uint64_t value;
  unsigned base = 10;
  if (c->letter == 'd' || c->letter == 'i') {
    const int64_t number = signed_argument(c->length, arguments);
    value = number < 0 ? -(uint64_t)number : (uint64_t)number;
    prefix = number < 0 ? "-" : (c->flags & plus) ? "+" : (c->flags & space) ? " " : "";
  } else if (c->letter == 'p') {
    value = (uint64_t)va_arg(*arguments, void*);
    if (value == 0) {
      put_text(sink, c, "(nil)", 5);
      return;
    }
    base = 16;
    prefix = "0x";
  } else {
    value = unsigned_argument(c->length, arguments);
    base = c->letter == 'o' ? 8 : c->letter == 'u' ? 10 : 16;
    if ((c->flags & alternate) && value != 0 && base == 16) prefix = c->letter == 'X' ? "0X" : "0x";
  }
  char* digits = digits_of(end, value, base, c->letter);
  if (value == 0 && c->precision != 0) *--digits = '0';
  if ((c->flags & alternate) && base == 8 && (digits == end || *digits != '0')) *--digits = '0';
  put_number(sink, c, prefix, digits, (size_t)(end - digits));
}

static void floating(struct shrimp_sink* sink, const struct conversion* c, va_list* arguments) {
  char spec[48], *s = spec, small[128], *to = small;
  *s++ = '%';
  if (c->flags & left) *s++ = '-';
  if (c->flags & plus) *s++ = '+';
  if (c->flags & space) *s++ = ' ';
  if (c->flags & alternate) *s++ = '#';
  if (c->flags & zero) *s++ = '0';
  char number[16], *end = number + sizeof number, *n;
  if (c->width != 0)
    for (n = digits_of(end, (uint64_t)c->width, 10, 'd'); n != end;) *s++ = *n++;
  if (c->precision >= 0) {
    *s++ = '.';
    for (n = digits_of(end, (uint64_t)c->precision, 10, 'd'); n != end;) *s++ = *n++;
  }
  if (c->length == is_long_double) *s++ = 'L';
  *s++ = c->letter;
  *s = 0;
  long double wide = 0;
  double value = 0;
  if (c->length == is_long_double)
    wide = va_arg(*arguments, long double);
  else
    value = va_arg(*arguments, double);
  size_t room = sizeof small;
  for (;;) {
    const int bytes = c->length == is_long_double ? shrimp_host.format_long_double(to, room, spec, &wide)
                                                  : shrimp_host.format_double(to, room, spec, value);
    if ((size_t)bytes < room) {
      put(sink, to, (size_t)bytes);
      break;
    }
    room = (size_t)bytes + 1;
    to = shrimp_allocate(room);
    if (to == NULL) return;
  }
  if (to != small) shrimp_release(to);
  shrimp_cost(SHRIMP_COST_FORMAT_DOUBLE);
}

static void text(struct shrimp_sink* sink, const struct conversion* c, const char* string) {
  if (string == NULL) string = c->precision < 0 || c->precision >= 6 ? "(null)" : "";
  size_t bytes = 0;
  while ((c->precision < 0 || bytes < (size_t)c->precision) && string[bytes] != 0) ++bytes;
  put_text(sink, c, string, bytes);
}

/* Wide strings hold ASCII only: the locale is "C". */
static int wide_text(struct shrimp_sink* sink, const struct conversion* c, const wchar_t* string) {
  char narrow[256];
  size_t bytes = 0;
  if (string == NULL) string = L"(null)";
  while ((c->precision < 0 || bytes < (size_t)c->precision) && string[bytes] != 0 && bytes < sizeof narrow) {
    if ((unsigned)string[bytes] >= 128) {
      errno = EILSEQ;
      return -1;
    }
    narrow[bytes] = (char)string[bytes];
    ++bytes;
  }
  put_text(sink, c, narrow, bytes);
  return 0;
}

static void store_count(const struct conversion* c, size_t count, va_list* arguments) {
  void* to = va_arg(*arguments, void*);
  switch (c->length) {
    case is_char:
      *(signed char*)to = (signed char)count;
      break;
    case is_short:
      *(short*)to = (short)count;
      break;
    case is_int:
      *(int*)to = (int)count;
      break;
    default:
      *(long*)to = (long)count;
      break;
  }
}

static const char* parse_number(const char* f, int* number, va_list* arguments) {
  if (*f == '*') {
    *number = va_arg(*arguments, int);
    return f + 1;
  }
  for (*number = 0; *f >= '0' && *f <= '9'; ++f) *number = 10 * *number + (*f - '0');
  return f;
}

/* From behind the percent sign to behind the letter. */
static const char* parse(const char* f, struct conversion* c, va_list* arguments) {
  *c = (struct conversion){.precision = -1};
  for (;; ++f) {
    if (*f == '-')
      c->flags |= left;
    else if (*f == '+')
      c->flags |= plus;
    else if (*f == ' ')
      c->flags |= space;
    else if (*f == '#')
      c->flags |= alternate;
    else if (*f == '0')
      c->flags |= zero;
    else if (*f != '\'')
      break;
  }
  f = parse_number(f, &c->width, arguments);
  if (*f == '$') shrimp_fail("printf: positional arguments (%1$d) are not supported", "");
  if (c->width < 0) {
    c->flags |= left;
    c->width = -c->width;
  }
  if (*f == '.') f = parse_number(f + 1, &c->precision, arguments);
  for (;; ++f) {
    if (*f == 'h')
      c->length = c->length == is_short ? is_char : is_short;
    else if (*f == 'l' || *f == 'q' || *f == 'j' || *f == 'z' || *f == 't')
      c->length = is_long;
    else if (*f == 'L')
      c->length = is_long_double;
    else
      break;
  }
  c->letter = *f;
  return f + 1;
}

static int convert(struct shrimp_sink* sink, struct conversion* c, va_list* arguments) {
  char character;
  switch (c->letter) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
    case 'p':
      integer(sink, c, arguments);
      return 0;
    case 'f':
    case 'F':
    case 'e':
    case 'E':
    case 'g':
    case 'G':
    case 'a':
    case 'A':
      floating(sink, c, arguments);
      return 0;
    case 'C':
    case 'c':
      character = (char)va_arg(*arguments, int);
      put_text(sink, c, &character, 1);
      return 0;
    case 'S':
      return wide_text(sink, c, va_arg(*arguments, const wchar_t*));
    case 's':
      if (c->length == is_long) return wide_text(sink, c, va_arg(*arguments, const wchar_t*));
      text(sink, c, va_arg(*arguments, const char*));
      return 0;
    case 'n':
      store_count(c, sink->count, arguments);
      return 0;
    case 'm':
      text(sink, c, strerror(errno));
      return 0;
    case '%':
      put(sink, "%", 1);
      return 0;
    default:
      errno = EINVAL;
      return -1;
  }
}

int shrimp_format(struct shrimp_sink* sink, const char* format, va_list arguments) {
  va_list rest;
  va_copy(rest, arguments);
  int result = 0;
  while (result == 0) {
    const char* end = format;
    while (*end != 0 && *end != '%') ++end;
    put(sink, format, (size_t)(end - format));
    if (*end == 0) break;
    struct conversion c;
    format = parse(end + 1, &c, &rest);
    result = convert(sink, &c, &rest);
  }
  va_end(rest);
  return result < 0 ? -1 : (int)sink->count;
}
