/* SPDX-License-Identifier: MIT */
/* The system's log. A node has no daemon that keeps one, so messages go nowhere, as on any system where it
 * does not run; with LOG_PERROR they appear on stderr, too. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

static const char* who; /* null: the program's name */
static int how;
static int mask = 0xff; /* of priorities */

void openlog(const char* name, int options, int facility) {
  (void)facility;
  if (name != NULL) who = name;
  how = options;
}

void closelog(void) {
  who = NULL;
  how = 0;
}

int setlogmask(int wanted) {
  const int before = mask;
  if (wanted != 0) mask = wanted;
  return before;
}

void vsyslog(int priority, const char* format, va_list arguments) {
  char message[1024];
  const int is_wanted = (how & LOG_PERROR) && (mask & LOG_MASK(LOG_PRI(priority)));
  if (!is_wanted) return;
  vsnprintf(message, sizeof message, format, arguments);
  const char* name = who != NULL ? who : program_invocation_short_name;
  fputs(name, stderr);
  if (how & LOG_PID) fprintf(stderr, "[%d]", (int)getpid());
  fprintf(stderr, ": %s", message);
  const size_t length = strlen(message);
  if (length == 0 || message[length - 1] != '\n') fputc('\n', stderr);
}

void syslog(int priority, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsyslog(priority, format, arguments);
  va_end(arguments);
}

/* Under _FORTIFY_SOURCE. */
void __vsyslog_chk(int priority, int flag, const char* format, va_list arguments) {
  (void)flag;
  vsyslog(priority, format, arguments);
}
void __syslog_chk(int priority, int flag, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  __vsyslog_chk(priority, flag, format, arguments);
  va_end(arguments);
}
