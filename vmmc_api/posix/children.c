/* SPDX-License-Identifier: MIT */
/* Waiting for children, of which no process has any. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <sys/resource.h>
#include <sys/wait.h>

static int fail(int error) {
  errno = error;
  return -1;
}

pid_t waitpid(pid_t pid, int* status, int options) {
  (void)status;
  if (options & ~(WNOHANG | WUNTRACED | WCONTINUED | __WNOTHREAD | __WALL | (int)__WCLONE))
    return fail(EINVAL);
  return fail(pid == INT_MIN ? ESRCH : ECHILD);
}
pid_t wait(int* status) {
  return waitpid(-1, status, 0);
}
pid_t wait4(pid_t pid, int* status, int options, struct rusage* usage) {
  (void)usage;
  return waitpid(pid, status, options);
}
pid_t wait3(int* status, int options, struct rusage* usage) {
  return wait4(-1, status, options, usage);
}
int waitid(idtype_t which, id_t id, siginfo_t* about, int options) {
  const int events = WEXITED | WSTOPPED | WCONTINUED;
  (void)id, (void)about;
  if (!(options & events) || (which != P_ALL && which != P_PID && which != P_PGID)) return fail(EINVAL);
  return fail(ECHILD);
}
