/* SPDX-License-Identifier: MIT */
/* Calls that programs of the time made and that later standards have dropped. */
#define _GNU_SOURCE
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

/* As <sys/timeb.h> had it. */
struct timeb {
  time_t time;
  unsigned short millitm;
  short timezone, dstflag;
};
int ftime(struct timeb* to);
int ftime(struct timeb* to) {
  struct timeval now;
  gettimeofday(&now, NULL);
  *to = (struct timeb){now.tv_sec, (unsigned short)(now.tv_usec / 1000), 0, 0};
  return 0;
}

/* Nothing keeps a line from being longer than the memory. */
char* gets(char* to);
char* gets(char* to) {
  char* at = to;
  int c;
  while ((c = getchar()) != EOF && c != '\n') *at++ = (char)c;
  if ((c == EOF && at == to) || ferror(stdin)) return NULL;
  *at = 0;
  return to;
}

char* getwd(char* to);
char* getwd(char* to) {
  return getcwd(to, PATH_MAX);
}

/* ---- Numbers as digits ---- */

char* gcvt(double value, int digits, char* to) {
  sprintf(to, "%.*g", digits < 17 ? digits : 17, value);
  return to;
}

/* Takes the digits out of what printf has made of the number. */
static char* digits_of(char* text, int* negative) {
  char* to = text;
  *negative = *text == '-';
  for (const char* c = text; *c != 0 && *c != 'e'; ++c)
    if (*c != '-' && *c != '.') *to++ = *c;
  *to = 0;
  return text;
}
char* ecvt(double value, int count, int* restrict point, int* restrict negative) {
  static char text[64];
  if (count < 1) count = 1;
  if (count > 17) count = 17;
  snprintf(text, sizeof text, "%.*e", count - 1, value);
  const char* exponent = strchr(text, 'e');
  *point = exponent != NULL ? atoi(exponent + 1) + 1 : 0;
  return digits_of(text, negative);
}
char* fcvt(double value, int count, int* restrict point, int* restrict negative) {
  static char text[400];
  if (count < 0) count = 0;
  if (count > 17) count = 17;
  snprintf(text, sizeof text, "%.*f", count, value);
  const char* dot = strchr(text, '.');
  *point = (int)(dot != NULL ? dot - text : (long)strlen(text)) - (*text == '-');
  char* digits = digits_of(text, negative);
  if (value == 0) return digits;
  for (; *digits == '0'; ++digits)
    --*point; /* 0.05 has its first digit behind the point, 0.00005 here none */
  return digits;
}
