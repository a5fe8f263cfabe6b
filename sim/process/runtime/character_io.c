/* SPDX-License-Identifier: MIT */
/* Characters, lines and blocks, in and out of streams. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <wchar.h>

#include "sim/process/runtime/file.h"

#undef putc
#undef getc
#undef putchar
#undef getchar
#undef fread_unlocked
#undef fwrite_unlocked

int fputc(int character, FILE* f) {
  const char c = (char)character;
  shrimp_file_put(f, &c, 1);
  if (c == '\n' || (f->_flags & file_unbuffered)) shrimp_file_settle(f);
  return (f->_flags & file_error_seen) ? EOF : (unsigned char)c;
}
int putc(int c, FILE* f) {
  return fputc(c, f);
}
int putchar(int c) {
  return fputc(c, stdout);
}
int fputc_unlocked(int c, FILE* f) {
  return fputc(c, f);
}
int putc_unlocked(int c, FILE* f) {
  return fputc(c, f);
}
int putchar_unlocked(int c) {
  return fputc(c, stdout);
}
int __overflow(FILE* f, int c) {
  return fputc(c, f);
}
int _IO_putc(int c, FILE* f) {
  return fputc(c, f);
}

int fputs(const char* restrict text, FILE* restrict f) {
  shrimp_file_put(f, text, shrimp_length(text));
  shrimp_file_settle(f);
  return (f->_flags & file_error_seen) ? EOF : 1;
}
int fputs_unlocked(const char* restrict text, FILE* restrict f) {
  return fputs(text, f);
}
int puts(const char* text) {
  shrimp_file_put(stdout, text, shrimp_length(text));
  return fputc('\n', stdout) == EOF ? EOF : 1;
}
size_t fwrite(const void* restrict from, size_t bytes, size_t count, FILE* restrict f) {
  shrimp_file_put(f, from, bytes * count);
  shrimp_file_settle(f);
  return (f->_flags & file_error_seen) ? 0 : count;
}
size_t fwrite_unlocked(const void* restrict from, size_t bytes, size_t count, FILE* restrict f) {
  return fwrite(from, bytes, count, f);
}

int fgetc(FILE* f) {
  return shrimp_file_get(f);
}
int getc(FILE* f) {
  return shrimp_file_get(f);
}
int getchar(void) {
  return shrimp_file_get(stdin);
}
int getc_unlocked(FILE* f) {
  return shrimp_file_get(f);
}
int getchar_unlocked(void) {
  return shrimp_file_get(stdin);
}
int __uflow(FILE* f) {
  return shrimp_file_get(f);
}
int _IO_getc(FILE* f) {
  return shrimp_file_get(f);
}
int ungetc(int c, FILE* f) {
  return shrimp_file_unget(f, c);
}

/* A part of a line before an error is lost, unless more may come: as in the GNU C library. */
char* fgets(char* restrict to, int bytes, FILE* restrict f) {
  const int before = f->_flags & file_error_seen;
  int n = 0, c = 0;
  if (bytes <= 0) return NULL;
  f->_flags &= ~file_error_seen;
  while (n < bytes - 1 && c != '\n' && (c = shrimp_file_get(f)) != EOF) to[n++] = (char)c;
  const int fails = (f->_flags & file_error_seen) && errno != EAGAIN;
  f->_flags |= before;
  if ((n == 0 && c == EOF) || fails) return NULL;
  to[n] = 0;
  return to;
}

size_t fread(void* restrict to, size_t bytes, size_t count, FILE* restrict f) {
  char* at = to;
  size_t wanted = bytes * count;
  if (wanted == 0) return 0;
  while (wanted != 0) {
    const size_t ready = (size_t)(f->_IO_read_end - f->_IO_read_ptr);
    if (ready == 0) {
      const int c = shrimp_file_get(f);
      if (c == EOF) break;
      *at++ = (char)c, --wanted;
      continue;
    }
    const size_t piece = ready < wanted ? ready : wanted;
    shrimp_copy(at, f->_IO_read_ptr, piece);
    f->_IO_read_ptr += piece, at += piece, wanted -= piece;
  }
  return (size_t)(at - (char*)to) / bytes;
}
size_t fread_unlocked(void* restrict to, size_t bytes, size_t count, FILE* restrict f) {
  return fread(to, bytes, count, f);
}

ssize_t getdelim(char** restrict line, size_t* restrict room, int last, FILE* restrict f) {
  size_t n = 0;
  for (;;) {
    if (*line == NULL || n + 1 >= *room) {
      const size_t more = *line == NULL || *room < 64 ? 128 : 2 * *room;
      char* bigger = realloc(*line, more);
      if (bigger == NULL) return -1;
      *line = bigger, *room = more;
    }
    const int c = shrimp_file_get(f);
    if (c == EOF) break;
    (*line)[n++] = (char)c;
    if (c == last) break;
  }
  (*line)[n] = 0;
  return n == 0 ? -1 : (ssize_t)n;
}
ssize_t __getdelim(char** line, size_t* room, int last, FILE* f) {
  return getdelim(line, room, last, f);
}
ssize_t getline(char** restrict line, size_t* restrict room, FILE* restrict f) {
  return getdelim(line, room, '\n', f);
}

void flockfile(FILE* f) {
  (void)f;
}
void funlockfile(FILE* f) {
  (void)f;
}

/* Wide streams: what std::wcout needs, ASCII only. */
wint_t putwc(wchar_t c, FILE* f) {
  if ((unsigned)c >= 128) {
    errno = EILSEQ;
    return (wint_t)-1;
  }
  return (wint_t)fputc((int)c, f);
}
wint_t fputwc(wchar_t c, FILE* f) {
  return putwc(c, f);
}
wint_t getwc(FILE* f) {
  return (wint_t)shrimp_file_get(f);
}
wint_t ungetwc(wint_t c, FILE* f) {
  return (wint_t)shrimp_file_unget(f, (int)c);
}
