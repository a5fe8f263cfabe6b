/* SPDX-License-Identifier: MIT */
/* What servers set as they start: masks, groups of processes, priorities. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* Told back only: modes of new files are cut by the mask that the simulator itself was started with. */
mode_t umask(mode_t wanted) {
  static mode_t mask = 022;
  const mode_t before = mask;
  mask = wanted & 0777;
  return before;
}

/* Each process is a group and a session of its own. */
pid_t getpgrp(void) {
  return getpid();
}
static pid_t own(pid_t pid) {
  if (pid == 0 || pid == getpid()) return getpid();
  errno = ESRCH;
  return -1;
}
pid_t getpgid(pid_t pid) {
  return own(pid);
}
pid_t getsid(pid_t pid) {
  return own(pid);
}
/* Who leads a session neither leaves it nor its group. */
static int refuse_leader(void) {
  errno = EPERM;
  return -1;
}
pid_t setsid(void) {
  return refuse_leader();
}
int setpgid(pid_t pid, pid_t group) {
  if (group >= 0) return own(pid) < 0 ? -1 : refuse_leader();
  errno = EINVAL;
  return -1;
}
int setpgrp(void) {
  return setpgid(0, 0);
}

/* Told back only: the kernel gives all processes of a node the same share. */
static int priority;
static int set_priority(int wanted) {
  priority = wanted < -20 ? -20 : wanted > 19 ? 19 : wanted;
  return priority;
}
int nice(int more) {
  return set_priority(priority + more);
}
static int fail(int error) {
  errno = error;
  return -1;
}
int getpriority(__priority_which_t which, id_t who) {
  if (which > PRIO_USER) return fail(EINVAL);
  return which == PRIO_PROCESS && own((pid_t)who) < 0 ? -1 : priority;
}
int setpriority(__priority_which_t which, id_t who, int wanted) {
  if (which > PRIO_USER) return fail(EINVAL);
  if (which == PRIO_PROCESS && own((pid_t)who) < 0) return -1;
  set_priority(wanted);
  return 0;
}
