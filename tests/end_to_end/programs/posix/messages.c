/* SPDX-License-Identifier: MIT */
/* Messages behind the program's name, the log, limits, and who a process is. stderr goes where stdout does.
 */
#include "report.h"

#include <err.h>
#include <error.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

static void say(int errors, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  if (errors)
    vwarn(format, arguments);
  else
    vwarnx(format, arguments);
  va_end(arguments);
}
static void log_parts(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsyslog(LOG_ERR, format, arguments);
  va_end(arguments);
}
static void last_words(void) {
  puts("atexit");
}

int main(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  dup2(1, 2);
  program_invocation_short_name = program_invocation_name = "prog";

  errno = ENOENT;
  warn("cannot open %s", "x");
  SAY(errno == ENOENT);
  warn(NULL);
  warnx("%d of %d", 1, 2);
  warnx(NULL);
  errno = EACCES;
  say(1, "<%s>", "v");
  say(0, "<%s>", "v");
  error(0, EINVAL, "bad %s", "thing");
  error(0, 0, "only this");
  error_at_line(0, ENOENT, "file.c", 12, "here");
  SAY(error_message_count);

  for (int i = -1; i < 67; ++i) puts(strsignal(i));
  psignal(SIGPIPE, "it");

  syslog(LOG_ERR, "nobody sees this");
  openlog("daemon", LOG_PERROR, LOG_DAEMON);
  errno = ENOENT;
  syslog(LOG_INFO, "up at %d: %m", 7);
  syslog(LOG_INFO, "a line\n");
  SAY(setlogmask(LOG_UPTO(LOG_ERR)));
  syslog(LOG_INFO, "not important enough");
  log_parts("%s and %s", "this", "that");
  SAY(setlogmask(0) == LOG_UPTO(LOG_ERR));
  closelog();

  struct rlimit limit;
  SAY(getrlimit(RLIMIT_NOFILE, &limit));
  SAY(limit.rlim_cur == (rlim_t)getdtablesize());
  SAY(limit.rlim_cur == (rlim_t)sysconf(_SC_OPEN_MAX));
  limit.rlim_cur = 10;
  SAY(setrlimit(RLIMIT_NOFILE, &limit));
  SAY(getdtablesize());
  SAY(sysconf(_SC_OPEN_MAX));
  SAY(dup(1) >= 0);
  int last = 0;
  for (int d; (d = dup(1)) >= 0;) last = d;
  SAY(last);
  SAY(dup(1));
  SAY(fcntl(1, F_DUPFD, 10));
  SAY(dup2(1, 9));
  SAY(dup2(1, 10));
  limit.rlim_cur = limit.rlim_max;
  SAY(setrlimit(RLIMIT_NOFILE, &limit));
  SAY(dup(1) >= 10);
  SAY(getrlimit(77, &limit));
  limit = (struct rlimit){2, 1};
  SAY(setrlimit(RLIMIT_CORE, &limit));
  limit = (struct rlimit){0, 0};
  SAY(setrlimit(RLIMIT_CORE, &limit));
  limit.rlim_max = 1;
  SAY(getrlimit(RLIMIT_CORE, &limit));
  SAY(limit.rlim_max);

  const struct passwd* user = getpwuid(0);
  SAY(user != NULL && strcmp(user->pw_name, "root") == 0 && user->pw_gid == 0);
  SAY(getpwnam("root") != NULL && getpwnam("root")->pw_uid == 0);
  SAY(getpwnam("nobody at all") == NULL);
  SAY(getgrgid(0) != NULL && strcmp(getgrgid(0)->gr_name, "root") == 0);
  SAY(getgrnam("nobody at all") == NULL);
  umask(027);
  SAY(umask(0));
  SAY(getsid(getpid()) == getsid(0)); /* 0 if the leader is outside of our PID namespace */
  SAY(getpgid(0) == getpgrp());
  atexit(last_words);
  errno = EPERM;
  err(3, "%s", "the end");
}
