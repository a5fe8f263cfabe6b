/* SPDX-License-Identifier: MIT */
/* Older calls on streams. */
#define _GNU_SOURCE
#include <stdio.h>

void setbuffer(FILE* f, char* buffer, size_t bytes) {
  setvbuf(f, buffer, buffer != NULL ? _IOFBF : _IONBF, bytes);
}
int getw(FILE* f) {
  int word;
  return fread(&word, sizeof word, 1, f) == 1 ? word : EOF;
}
int putw(int word, FILE* f) {
  return fwrite(&word, sizeof word, 1, f) == 1 ? 0 : EOF;
}
char* fgets_unlocked(char* restrict to, int bytes, FILE* restrict f) {
  return fgets(to, bytes, f);
}
int fileno_unlocked(FILE* f) {
  return fileno(f);
}
