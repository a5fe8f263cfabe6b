/* SPDX-License-Identifier: MIT */
/* Time is simulated. A run begins on 1 January 1995, 00:00 UTC [A]: the year of the machine; the time zone is
 * UTC. Reading the clock costs what RDTSC costs. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

#include "sim/process/runtime/runtime.h"
#include "vmmc_api/descriptor.h"
#include "vmmc_api/trap.h"

enum { run_starts = 788918400, billion = 1000000000, seconds_per_day = 86400 };

char* tzname[2] = {"UTC", "UTC"};
long timezone;
int daylight;

static long since_start(void) {
  return shrimp_trap0(SHRIMP_TRAP_CLOCK);
}

int clock_gettime(clockid_t clock, struct timespec* t) {
  const long ns = since_start();
  const int is_date = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
  t->tv_sec = ns / billion + (is_date ? run_starts : 0);
  t->tv_nsec = ns % billion;
  return 0;
}
int clock_getres(clockid_t clock, struct timespec* t) {
  (void)clock;
  if (t != NULL) *t = (struct timespec){0, 1};
  return 0;
}
int timespec_get(struct timespec* t, int base) {
  clock_gettime(CLOCK_REALTIME, t);
  return base;
}
int gettimeofday(struct timeval* restrict t, void* restrict zone) {
  (void)zone;
  const long ns = since_start();
  t->tv_sec = ns / billion + run_starts;
  t->tv_usec = ns % billion / 1000;
  return 0;
}
time_t time(time_t* t) {
  const time_t now = since_start() / billion + run_starts;
  if (t != NULL) *t = now;
  return now;
}
clock_t clock(void) {
  return since_start() / (billion / CLOCKS_PER_SEC);
}
clock_t times(struct tms* t) {
  const clock_t ticks = since_start() / (billion / 100);
  *t = (struct tms){.tms_utime = ticks};
  return ticks;
}
int getrusage(__rusage_who_t who, struct rusage* usage) {
  (void)who;
  const long ns = since_start();
  *usage = (struct rusage){0};
  usage->ru_utime = (struct timeval){ns / billion, ns % billion / 1000};
  return 0;
}

/* What is left when a handler has run, or 0. */
static __attribute__((noinline)) long sleep_on(long left) {
  const struct shrimp_handlers_run before = shrimp_handlers_run;
  do {
    shrimp_take_signals();
    if (before.restarting != shrimp_handlers_run.restarting ||
        before.interrupting != shrimp_handlers_run.interrupting)
      return left;
  } while ((left = shrimp_trap1(SHRIMP_TRAP_SLEEP, left)) > 0);
  return 0;
}
static long sleep_for(long nanoseconds) {
  const long left = shrimp_trap1(SHRIMP_TRAP_SLEEP, nanoseconds);
  return left > 0 ? sleep_on(left) : 0;
}

int nanosleep(const struct timespec* t, struct timespec* rest) {
  if (t->tv_sec < 0 || t->tv_nsec < 0 || t->tv_nsec >= billion) {
    errno = EINVAL;
    return -1;
  }
  /* Beyond the longest run it is all the same, and the product would not fit. */
  const long seconds = t->tv_sec < billion ? t->tv_sec : billion;
  const long left = sleep_for(seconds * billion + t->tv_nsec);
  if (left == 0) return 0;
  if (rest != NULL) *rest = (struct timespec){left / billion, left % billion};
  errno = EINTR;
  return -1;
}
int clock_nanosleep(clockid_t clock, int flags, const struct timespec* t, struct timespec* rest) {
  struct timespec wait = *t, now;
  if (flags & TIMER_ABSTIME) {
    clock_gettime(clock, &now);
    const long ns = (t->tv_sec - now.tv_sec) * billion + t->tv_nsec - now.tv_nsec;
    if (ns <= 0) return 0;
    wait = (struct timespec){ns / billion, ns % billion};
    rest = NULL;
  }
  return nanosleep(&wait, rest) == 0 ? 0 : errno;
}
int usleep(useconds_t microseconds) {
  if (sleep_for((long)microseconds * 1000) == 0) return 0;
  errno = EINTR;
  return -1;
}
unsigned sleep(unsigned seconds) {
  return (unsigned)(sleep_for((long)seconds * billion) / billion);
}
int sched_yield(void) {
  shrimp_trap0(SHRIMP_TRAP_YIELD);
  return 0;
}

/* Days since 1 March 0000, by years of 365.2425 days that begin in March. */
static long days_before(long year, int month) {
  if (month < 2) --year;
  const long m = (month + 10) % 12;
  return 365 * year + year / 4 - year / 100 + year / 400 + (306 * m + 5) / 10;
}
static long days_since_1970(long year, int month, int day) {
  return days_before(year, month) - days_before(1970, 0) + day - 1;
}

struct tm* gmtime_r(const time_t* restrict t, struct tm* restrict to) {
  long days = *t / seconds_per_day, seconds = *t % seconds_per_day;
  if (seconds < 0) seconds += seconds_per_day, --days;
  long year = 1970 + days / 366;
  while (days_since_1970(year + 1, 0, 1) <= days) ++year;
  int month = 0;
  while (month < 11 && days_since_1970(year, month + 1, 1) <= days) ++month;
  to->tm_year = (int)(year - 1900);
  to->tm_mon = month;
  to->tm_mday = (int)(days - days_since_1970(year, month, 1)) + 1;
  to->tm_yday = (int)(days - days_since_1970(year, 0, 1));
  to->tm_wday = (int)((days % 7 + 11) % 7);
  to->tm_hour = (int)(seconds / 3600);
  to->tm_min = (int)(seconds / 60 % 60);
  to->tm_sec = (int)(seconds % 60);
  to->tm_isdst = 0;
  to->tm_gmtoff = 0;
  to->tm_zone = "UTC";
  return to;
}
struct tm* gmtime(const time_t* t) {
  static struct tm result;
  return gmtime_r(t, &result);
}
struct tm* localtime_r(const time_t* restrict t, struct tm* restrict to) {
  return gmtime_r(t, to);
}
struct tm* localtime(const time_t* t) {
  return gmtime(t);
}
void tzset(void) {}

time_t timegm(struct tm* t) {
  long year = t->tm_year + 1900L + t->tm_mon / 12;
  int month = t->tm_mon % 12;
  if (month < 0) month += 12, --year;
  const time_t seconds = (days_since_1970(year, month, 1) + t->tm_mday - 1) * seconds_per_day +
                         t->tm_hour * 3600L + t->tm_min * 60L + t->tm_sec;
  gmtime_r(&seconds, t);
  return seconds;
}
time_t mktime(struct tm* t) {
  return timegm(t);
}

char* asctime_r(const struct tm* restrict t, char* restrict text) {
  static const char days[] = "SunMonTueWedThuFriSat", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  sprintf(text, "%.3s %.3s%3d %.2d:%.2d:%.2d %d\n", days + 3 * t->tm_wday, months + 3 * t->tm_mon, t->tm_mday,
          t->tm_hour, t->tm_min, t->tm_sec, 1900 + t->tm_year);
  return text;
}
char* asctime(const struct tm* t) {
  static char text[64];
  return asctime_r(t, text);
}
char* ctime_r(const time_t* t, char* text) {
  struct tm broken_down;
  return asctime_r(gmtime_r(t, &broken_down), text);
}
char* ctime(const time_t* t) {
  return asctime(gmtime(t));
}
