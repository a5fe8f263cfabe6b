/* SPDX-License-Identifier: MIT */
/* The environment: the process's own, as it was started with, on its own stack. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sim/process/runtime/runtime.h"

char** environ;
extern char** __environ __attribute__((alias("environ")));
extern char** _environ __attribute__((alias("environ")));

void shrimp_set_environment(char** envp) {
  environ = envp;
}

/* Where NAME=... stands, or where the null stands; null if there is no environment. */
static char** find(const char* name, size_t length) {
  char** e = environ;
  if (e == NULL) return NULL;
  while (*e != NULL && (strncmp(*e, name, length) != 0 || (*e)[length] != '=')) ++e;
  return e;
}

char* getenv(const char* name) {
  const size_t length = shrimp_length(name);
  char** e = find(name, length);
  return e != NULL && *e != NULL ? *e + length + 1 : NULL;
}
char* secure_getenv(const char* name) {
  return getenv(name);
}

/* The array is copied to the heap at the first change. */
static char** writable(size_t* count) {
  static char** own;
  *count = 0;
  while (environ != NULL && environ[*count] != NULL) ++*count;
  const int is_own = own != NULL && own == environ;
  char** copy = realloc(is_own ? own : NULL, (*count + 2) * sizeof *copy);
  if (copy == NULL) return NULL;
  for (size_t i = 0; !is_own && i < *count; ++i) copy[i] = environ[i];
  copy[*count] = NULL;
  return environ = own = copy;
}

int putenv(char* text) {
  const char* equals = strchr(text, '=');
  if (equals == NULL) return unsetenv(text);
  size_t count;
  if (writable(&count) == NULL) return -1;
  char** e = find(text, (size_t)(equals - text));
  const int is_new = *e == NULL;
  *e = text;
  if (is_new) e[1] = NULL;
  return 0;
}

int setenv(const char* name, const char* value, int overwrite) {
  const size_t length = shrimp_length(name);
  if (length == 0 || strchr(name, '=') != NULL) {
    errno = EINVAL;
    return -1;
  }
  if (!overwrite && getenv(name) != NULL) return 0;
  char* text = malloc(length + shrimp_length(value) + 2);
  if (text == NULL) return -1;
  stpcpy(stpcpy(stpcpy(text, name), "="), value);
  return putenv(text);
}

int unsetenv(const char* name) {
  char** e = find(name, shrimp_length(name));
  if (e == NULL || *e == NULL) return 0;
  size_t count;
  if (writable(&count) == NULL) return -1;
  for (e = find(name, shrimp_length(name)); *e != NULL; ++e) e[0] = e[1];
  return 0;
}
int clearenv(void) {
  environ = NULL;
  return 0;
}
