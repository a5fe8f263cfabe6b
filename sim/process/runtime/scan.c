/* SPDX-License-Identifier: MIT */
/* scanf's conversions, as code of the process. Not supported: positional arguments, wide characters, %m. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/process/runtime/runtime.h"

enum { longest_number = 128 };
enum length { is_int, is_char, is_short, is_long, is_long_double };

struct conversion {
  int skip, width; /* width 0: none given */
  enum length length;
};

static int is_space(int c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
static int get(struct shrimp_source* s) {
  const int c = s->get(s);
  if (c >= 0) ++s->count;
  return c;
}
static void unget(struct shrimp_source* s, int c) {
  if (c < 0) return;
  --s->count;
  s->unget(s, c);
}
static void skip_space(struct shrimp_source* s) {
  int c;
  do c = get(s);
  while (is_space(c));
  unget(s, c);
}

static int digit(int c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

static void store(void* to, enum length length, long value) {
  switch (length) {
    case is_char:
      *(char*)to = (char)value;
      break;
    case is_short:
      *(short*)to = (short)value;
      break;
    case is_int:
      *(int*)to = (int)value;
      break;
    default:
      *(long*)to = value;
      break;
  }
}

/* 1: converted, 0: no match, -1: no input. */
static int integer(struct shrimp_source* s, const struct conversion* c, int base, void* to) {
  unsigned long value = 0;
  int left = c->width != 0 ? c->width : longest_number, negative = 0, digits = 0;
  skip_space(s);
  int next = get(s);
  if (next < 0) return -1;
  if (next == '-' || next == '+') {
    negative = next == '-';
    next = get(s), --left;
  }
  if (next == '0' && left > 0 && (base == 0 || base == 16)) {
    digits = 1;
    next = get(s), --left;
    if ((next == 'x' || next == 'X') && left > 0) {
      base = 16;
      next = get(s), --left;
    } else if (base == 0) {
      base = 8;
    }
  }
  if (base == 0) base = 10;
  for (; left > 0 && digit(next) < base; --left, digits = 1, next = get(s))
    value = value * (unsigned long)base + (unsigned long)digit(next);
  unget(s, next);
  if (!digits) return 0;
  if (!c->skip) store(to, c->length, (long)(negative ? -value : value));
  return 1;
}

/* Collects what looks like a number; the host converts it. */
static int floating(struct shrimp_source* s, const struct conversion* c, void* to) {
  char text[longest_number];
  int n = 0, most = c->width != 0 && c->width < longest_number ? c->width : longest_number - 1;
  skip_space(s);
  int next = get(s);
  if (next < 0) return -1;
  while (next >= 0 && n < most) {
    const int sign_in_place =
        n == 0 || digit(text[n - 1]) == 14 || digit(text[n - 1]) == 25; /* after e or p */
    if (digit(next) > 36 && next != '.' && !((next == '-' || next == '+') && sign_in_place)) break;
    text[n++] = (char)next;
    next = get(s);
  }
  unget(s, next);
  text[n] = 0;
  char* end = text;
  if (c->length == is_long_double) {
    const long double value = strtold(text, &end);
    if (end != text && !c->skip) *(long double*)to = value;
  } else {
    const double value = strtod(text, &end);
    if (end != text && !c->skip) {
      if (c->length == is_long)
        *(double*)to = value;
      else
        *(float*)to = (float)value;
    }
  }
  while (n > end - text) unget(s, (unsigned char)text[--n]);
  return end != text;
}

/* The set between brackets; returns what follows it. */
static const char* parse_set(const char* f, unsigned char* set) {
  const int inverted = *f == '^';
  f += inverted;
  for (int i = 0; i < 256; ++i) set[i] = (unsigned char)inverted;
  const char* first = f;
  for (; *f != 0 && (*f != ']' || f == first); ++f) {
    int from = (unsigned char)*f, to = from;
    if (f[1] == '-' && f[2] != ']' && f[2] != 0) {
      to = (unsigned char)f[2];
      f += 2;
    }
    for (int i = from; i <= to; ++i) set[i] = (unsigned char)!inverted;
  }
  return *f == ']' ? f + 1 : f;
}

/* %s, %[ and %c: characters in `set` (null: any), at most `most`. */
static int characters(struct shrimp_source* s, const struct conversion* c, const unsigned char* set,
                      long most, int terminate, char* to) {
  long n = 0;
  int next = -1;
  while (n < most) {
    next = get(s);
    if (next < 0 || (set != NULL && !set[next])) break;
    if (!c->skip) to[n] = (char)next;
    ++n;
  }
  if (n < most) unget(s, next);
  if (n == 0 || (!terminate && n < most)) return next < 0 ? -1 : 0;
  if (terminate && !c->skip) to[n] = 0;
  return 1;
}

static void not_spaces(unsigned char* set) {
  for (int i = 0; i < 256; ++i) set[i] = (unsigned char)!is_space(i);
}

static int convert(struct shrimp_source* s, const struct conversion* c, char letter, const unsigned char* set,
                   void* to) {
  const long most = c->width != 0 ? c->width : (long)(~0UL >> 1);
  unsigned char words[256];
  switch (letter) {
    case 'd':
    case 'u':
      return integer(s, c, 10, to);
    case 'i':
      return integer(s, c, 0, to);
    case 'o':
      return integer(s, c, 8, to);
    case 'x':
    case 'X':
    case 'p':
      return integer(s, c, 16, to);
    case 'a':
    case 'e':
    case 'f':
    case 'g':
    case 'E':
    case 'F':
    case 'G':
      return floating(s, c, to);
    case 'c':
      return characters(s, c, NULL, c->width != 0 ? c->width : 1, 0, to);
    case '[':
      return characters(s, c, set, most, 1, to);
    case 's':
      not_spaces(words);
      skip_space(s);
      return characters(s, c, words, most, 1, to);
    default:
      return 0;
  }
}

static const char* parse(const char* f, struct conversion* c) {
  *c = (struct conversion){0};
  if (*f == '*') c->skip = 1, ++f;
  for (; *f >= '0' && *f <= '9'; ++f) c->width = 10 * c->width + (*f - '0');
  for (;; ++f) {
    if (*f == 'h')
      c->length = c->length == is_short ? is_char : is_short;
    else if (*f == 'l' || *f == 'q' || *f == 'j' || *f == 'z' || *f == 't')
      c->length = is_long;
    else if (*f == 'L')
      c->length = is_long_double;
    else
      return f;
  }
}

int shrimp_scan(struct shrimp_source* s, const char* f, va_list arguments) {
  unsigned char set[256];
  int converted = 0;
  va_list rest;
  va_copy(rest, arguments);
  while (*f != 0) {
    if (is_space(*f)) {
      skip_space(s);
      ++f;
      continue;
    }
    const int percent = *f == '%' && f[1] != '%';
    if (!percent) {
      if (*f == '%') {
        ++f;
        skip_space(s);
      }
      const int c = get(s);
      if (c != (unsigned char)*f++) {
        unget(s, c);
        if (c < 0 && converted == 0) converted = -1;
        break;
      }
      continue;
    }
    struct conversion c;
    f = parse(f + 1, &c);
    const char letter = *f++;
    if (letter == '[') f = parse_set(f, set);
    if (letter == 'n') {
      if (!c.skip) store(va_arg(rest, void*), c.length, (long)s->count);
      continue;
    }
    if (letter == 'p') c.length = is_long;
    const int result = convert(s, &c, letter, set, c.skip ? NULL : va_arg(rest, void*));
    if (result < 0 && converted == 0) converted = -1;
    if (result <= 0) break;
    if (!c.skip) ++converted;
  }
  va_end(rest);
  return converted;
}
