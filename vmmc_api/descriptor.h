/* SPDX-License-Identifier: MIT */
/* Open descriptions as UNIX has them: what a file descriptor stands for, behind read, write, poll and close.
 * The run-time library of each program keeps the table; plain files of the host and the standard streams are
 * its own kinds. A library that adds a kind of its own, as sockets, embeds `struct shrimp_description` as the
 * first member of its objects and gives it a descriptor by shrimp_new_descriptor.
 *
 * Results of operations are 0 or positive, or -errno (POSIX names). */
#ifndef SHRIMP_VMMC_API_DESCRIPTOR_H
#define SHRIMP_VMMC_API_DESCRIPTOR_H
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/uio.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { SHRIMP_MOST_DESCRIPTORS = 256 }; /* OPEN_MAX of Linux at the time */

struct stat;
struct shrimp_description;

/* What can be done with one kind of description; a null pointer: nothing of that sort. */
struct shrimp_kind {
  long (*read)(struct shrimp_description* d, void* to, size_t bytes);
  long (*write)(struct shrimp_description* d, const void* from, size_t bytes);
  /* All parts as one operation; null: one after the other. */
  long (*read_parts)(struct shrimp_description* d, const struct iovec* parts, int count);
  long (*write_parts)(struct shrimp_description* d, const struct iovec* parts, int count);
  long (*seek)(struct shrimp_description* d, long offset, int whence); /* null: ESPIPE */
  int (*status)(struct shrimp_description* d, struct stat* to);
  int (*control)(struct shrimp_description* d, unsigned long request,
                 void* argument);             /* ioctl; null: ENOTTY */
  int (*close)(struct shrimp_description* d); /* the last descriptor is gone */
  /* Which of poll's `events`, and which of POLLERR, POLLHUP, POLLNVAL, hold now. Looks at memory alone. Null:
   * reading and writing never wait. */
  int (*ready)(struct shrimp_description* d, int events);
  /* From now on arrivals end `wait`. Null: nothing ever arrives. */
  void (*watch)(struct shrimp_description* d);
  /* Gives the processor away until something may have changed, for at most `nanoseconds` (< 0: no limit).
   * resting: all that the caller waits for are new clients of a server. The latch of vmmc_await: nothing
   * between two calls is missed. */
  void (*wait)(int64_t nanoseconds, int resting);
  int (*resting)(struct shrimp_description* d); /* only a new client can change it */
};

struct shrimp_description {
  const struct shrimp_kind* kind;
  int references; /* descriptors that stand for it */
  int flags;      /* O_ACCMODE, O_NONBLOCK, O_APPEND */
};

/* The lowest free descriptor, from `lowest` on, for a description: one reference more. -EMFILE. */
int shrimp_new_descriptor(struct shrimp_description* d, int lowest, int close_on_exec);

/* Linux refuses a part of a negative length. */
static inline int shrimp_has_negative_part(const struct iovec* parts, size_t count) {
  for (size_t i = 0; i < count; ++i)
    if ((ssize_t)parts[i].iov_len < 0) return 1;
  return 0;
}

/* What a descriptor stands for; null: nothing. */
struct shrimp_description* shrimp_description_of(int descriptor);

/* The host's descriptor of a plain file; -1: it is none. */
int shrimp_host_file_of(int descriptor);

/* Handlers of signals that have run, those with SA_RESTART and the others: who waits for an arrival sees by
 * them why it has come back. */
struct shrimp_handlers_run {
  unsigned restarting, interrupting;
};
extern __attribute__((visibility("hidden"))) struct shrimp_handlers_run shrimp_handlers_run;

/* Runs before the process ends by _exit or by a signal of its own (exit has atexit): 0 until a library sets
 * it. */
extern __attribute__((visibility("hidden"))) void (*shrimp_before_end)(void);

#ifdef __cplusplus
}
#endif
#endif
