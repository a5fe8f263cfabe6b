/* SPDX-License-Identifier: MIT */
/* <err.h> of 4.4BSD and GNU's <error.h>: messages on stderr behind the program's name. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <error.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

unsigned int error_message_count;
int error_one_per_line;
void (*error_print_progname)(void);

/* "name: message: why"; either may be missing. */
static void tell(const char* format, va_list arguments, const char* why) {
  fprintf(stderr, "%s: ", program_invocation_short_name);
  if (format != NULL) vfprintf(stderr, format, arguments);
  if (format != NULL && why != NULL) fputs(": ", stderr);
  if (why != NULL) fputs(why, stderr);
  fputc('\n', stderr);
}

void vwarn(const char* format, va_list arguments) {
  const int error = errno;
  tell(format, arguments, strerror(error));
  errno = error;
}
void vwarnx(const char* format, va_list arguments) {
  tell(format, arguments, NULL);
}
void verr(int status, const char* format, va_list arguments) {
  vwarn(format, arguments);
  exit(status);
}
void verrx(int status, const char* format, va_list arguments) {
  vwarnx(format, arguments);
  exit(status);
}

void warn(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vwarn(format, arguments);
  va_end(arguments);
}
void warnx(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vwarnx(format, arguments);
  va_end(arguments);
}
void err(int status, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  verr(status, format, arguments);
}
void errx(int status, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  verrx(status, format, arguments);
}

/* ---- GNU's: what stdout holds comes first ---- */

static void report(int status, int error, const char* format, va_list arguments) {
  vfprintf(stderr, format, arguments);
  if (error != 0) fprintf(stderr, ": %s", strerror(error));
  fputc('\n', stderr);
  ++error_message_count;
  if (status != 0) exit(status);
}
static void name_program(void) {
  fflush(stdout);
  if (error_print_progname != NULL)
    error_print_progname();
  else
    fprintf(stderr, "%s:", program_invocation_name);
}

void error(int status, int error, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  name_program();
  if (error_print_progname == NULL) fputc(' ', stderr);
  report(status, error, format, arguments);
  va_end(arguments);
}
void error_at_line(int status, int error, const char* file, unsigned int line, const char* format, ...) {
  static const char* last_file;
  static unsigned int last_line;
  if (error_one_per_line && last_file != NULL && last_line == line && strcmp(last_file, file) == 0) return;
  last_file = file, last_line = line;
  va_list arguments;
  va_start(arguments, format);
  name_program();
  fprintf(stderr, "%s:%u: ", file, line);
  report(status, error, format, arguments);
  va_end(arguments);
}
