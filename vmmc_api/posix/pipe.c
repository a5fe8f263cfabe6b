/* SPDX-License-Identifier: MIT */
/* Pipes within a process: between a handler and the loop that polls (the self-pipe), or between two parts of
 * a program. There is no fork, so nobody else can have the other end. As in Linux a pipe holds 64 KB, and up
 * to PIPE_BUF bytes are written whole or not at all. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arrivals.h"
#include "descriptor.h"

enum { CAPACITY = 65536 };

struct end {
  struct shrimp_description description; /* first: it is one */
  struct pipe* pipe;
  int is_open;
};

struct pipe {
  struct end reads, writes;
  unsigned put, taken; /* bytes, running freely */
  char ring[CAPACITY];
};

static struct pipe* pipe_of(struct shrimp_description* d) {
  return ((struct end*)d)->pipe;
}
static unsigned held(const struct pipe* p) {
  return p->put - p->taken;
}
static unsigned room(const struct pipe* p) {
  return CAPACITY - held(p);
}

static unsigned until_wrap(unsigned position, unsigned bytes) {
  const unsigned left = CAPACITY - position % CAPACITY;
  return bytes < left ? bytes : left;
}
static void put(struct pipe* p, const char* from, unsigned bytes) {
  const unsigned first = until_wrap(p->put, bytes);
  memcpy(p->ring + p->put % CAPACITY, from, first);
  memcpy(p->ring, from + first, bytes - first);
  p->put += bytes;
}
static void take(struct pipe* p, char* to, unsigned bytes) {
  const unsigned first = until_wrap(p->taken, bytes);
  memcpy(to, p->ring + p->taken % CAPACITY, first);
  memcpy(to + first, p->ring, bytes - first);
  p->taken += bytes;
}

/* Until a handler of this process has used the other end. One of a signal ends the call, unless it restarts.
 */
static int wait_for(struct shrimp_description* d, int events) {
  const unsigned interrupting = shrimp_handlers_run.interrupting;
  for (int descriptor = 0; descriptor < SHRIMP_MOST_DESCRIPTORS; ++descriptor) {
    if (shrimp_description_of(descriptor) != d) continue;
    struct pollfd file = {descriptor, (short)events, 0};
    const int is_over = poll(&file, 1, -1) < 0 && shrimp_handlers_run.interrupting != interrupting;
    return is_over ? -errno : 0;
  }
  return -EBADF; /* a handler has closed it */
}

static long read_pipe(struct shrimp_description* d, void* to, size_t bytes) {
  struct pipe* p = pipe_of(d);
  if (bytes == 0) return 0;
  while (held(p) == 0) {
    if (!p->writes.is_open) return 0;
    if (d->flags & O_NONBLOCK) return -EAGAIN;
    const int status = wait_for(d, POLLIN);
    if (status < 0) return status;
  }
  const unsigned n = bytes < held(p) ? (unsigned)bytes : held(p);
  take(p, to, n);
  return n;
}

static long write_pipe(struct shrimp_description* d, const void* from, size_t bytes) {
  struct pipe* p = pipe_of(d);
  size_t done = 0;
  while (done < bytes) {
    const size_t left = bytes - done;
    const unsigned least = left <= PIPE_BUF ? (unsigned)left : 1;
    if (!p->reads.is_open) {
      raise(SIGPIPE);
      return done != 0 ? (long)done : -EPIPE;
    }
    if (room(p) < least) {
      if (d->flags & O_NONBLOCK) return done != 0 ? (long)done : -EAGAIN;
      const int status = wait_for(d, POLLOUT);
      if (status < 0) return done != 0 ? (long)done : status;
      continue;
    }
    const unsigned n = left < room(p) ? (unsigned)left : room(p);
    put(p, (const char*)from + done, n);
    done += n;
  }
  return (long)done;
}

/* What is there, part by part, and no waiting for more. */
static long read_parts(struct shrimp_description* d, const struct iovec* parts, int count) {
  long done = 0;
  for (int i = 0; i < count; ++i) {
    if (parts[i].iov_len == 0) continue;
    if (done != 0 && held(pipe_of(d)) == 0) break;
    const long n = read_pipe(d, parts[i].iov_base, parts[i].iov_len);
    if (n < 0) return n;
    done += n;
    if ((size_t)n < parts[i].iov_len) break;
  }
  return done;
}

static int status_of_pipe(struct shrimp_description* d, struct stat* to) {
  (void)d;
  to->st_mode = S_IFIFO | 0600;
  to->st_blksize = PIPE_BUF;
  return 0;
}
static int control_pipe(struct shrimp_description* d, unsigned long request, void* argument) {
  if (request != FIONREAD) return -ENOTTY;
  *(int*)argument = (int)held(pipe_of(d));
  return 0;
}

static int close_end(struct shrimp_description* d) {
  struct pipe* p = pipe_of(d);
  ((struct end*)d)->is_open = 0;
  if (!p->reads.is_open && !p->writes.is_open) free(p);
  return 0;
}

static int ready_to_read(struct shrimp_description* d, int events) {
  const struct pipe* p = pipe_of(d);
  const int ready = held(p) != 0 ? POLLIN | POLLRDNORM : 0;
  return (ready & events) | (p->writes.is_open ? 0 : POLLHUP);
}
static int ready_to_write(struct shrimp_description* d, int events) {
  const struct pipe* p = pipe_of(d);
  const int ready = room(p) >= PIPE_BUF ? POLLOUT | POLLWRNORM : 0;
  return (ready & events) | (p->reads.is_open ? 0 : POLLERR);
}

static void wait_for_handlers(int64_t nanoseconds, int resting) {
  (void)resting;
  vmmc_await(nanoseconds, VMMC_AWAIT_DATA);
}
static int is_resting(struct shrimp_description* d) { /* it needs nobody else */
  (void)d;
  return 1;
}

static const struct shrimp_kind reading = {.read = read_pipe,
                                           .read_parts = read_parts,
                                           .status = status_of_pipe,
                                           .control = control_pipe,
                                           .close = close_end,
                                           .ready = ready_to_read,
                                           .wait = wait_for_handlers,
                                           .resting = is_resting};
static const struct shrimp_kind writing = {.write = write_pipe,
                                           .status = status_of_pipe,
                                           .control = control_pipe,
                                           .close = close_end,
                                           .ready = ready_to_write,
                                           .wait = wait_for_handlers,
                                           .resting = is_resting};

static int open_pipe(int descriptors[2], int flags) {
  if (flags & ~(O_CLOEXEC | O_NONBLOCK)) return -EINVAL;
  struct pipe* p = malloc(sizeof *p);
  if (p == NULL) return -ENOMEM;
  const int closes = (flags & O_CLOEXEC) != 0, waits_not = flags & O_NONBLOCK;
  p->put = p->taken = 0;
  p->reads = (struct end){{&reading, 0, O_RDONLY | waits_not}, p, 1};
  p->writes = (struct end){{&writing, 0, O_WRONLY | waits_not}, p, 1};
  const int first = shrimp_new_descriptor(&p->reads.description, 0, closes);
  const int second = first < 0 ? first : shrimp_new_descriptor(&p->writes.description, 0, closes);
  if (second < 0) {
    p->writes.is_open = 0;
    if (first < 0)
      free(p);
    else
      close(first);
    return second;
  }
  descriptors[0] = first, descriptors[1] = second;
  return 0;
}

int pipe2(int descriptors[2], int flags) {
  const int status = open_pipe(descriptors, flags);
  if (status == 0) return 0;
  errno = -status;
  return -1;
}
int pipe(int descriptors[2]) {
  return pipe2(descriptors, 0);
}
