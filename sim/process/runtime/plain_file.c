/* SPDX-License-Identifier: MIT */
/* Plain files of the host: one kind of open description. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "sim/process/runtime/costs.h"
#include "sim/process/runtime/runtime.h"
#include "vmmc_api/descriptor.h"

struct plain_file {
  struct shrimp_description description;
  int host; /* the host's descriptor */
};

static struct plain_file files[SHRIMP_MOST_DESCRIPTORS]; /* free: no references */

static int host_of(struct shrimp_description* d) {
  return ((struct plain_file*)d)->host;
}
static void charge(long bytes) {
  shrimp_cost(SHRIMP_COST_FILE_CALL + (bytes > 0 ? bytes >> SHRIMP_COST_FILE_BYTES_SHIFT : 0));
}

static long write_file(struct shrimp_description* d, const void* from, size_t bytes) {
  shrimp_trap3(SHRIMP_TRAP_TOUCH, (long)from, (long)bytes, SHRIMP_ACCESS_LOAD);
  const long written = shrimp_host.write(host_of(d), from, bytes);
  charge(written);
  return written;
}

/* Through a bounce buffer on the stack, so that the bytes arrive by stores that are seen. */
static long read_file(struct shrimp_description* d, void* to, size_t bytes) {
  char buffer[2048];
  const int host = host_of(d);
  size_t done = 0;
  while (done < bytes) {
    const size_t piece = bytes - done < sizeof buffer ? bytes - done : sizeof buffer;
    const long got = shrimp_host.read(host, buffer, piece);
    if (got < 0) return done != 0 ? (long)done : got;
    shrimp_copy((char*)to + done, buffer, (size_t)got);
    done += (size_t)got;
    if ((size_t)got < piece) break;
  }
  charge(0);
  return (long)done;
}

static long seek_file(struct shrimp_description* d, long offset, int whence) {
  return shrimp_host.seek(host_of(d), offset, whence);
}
static int status_of_file(struct shrimp_description* d, struct stat* to) {
  return shrimp_host.status(host_of(d), to);
}
static int close_file(struct shrimp_description* d) {
  charge(0);
  return shrimp_host.close(host_of(d));
}

static struct shrimp_kind plain_file_kind = {
    .read = read_file,
    .write = write_file,
    .seek = seek_file,
    .status = status_of_file,
    .close = close_file,
};

int shrimp_open(const char* path, int flags, int mode) {
  int i = 0;
  while (files[i].description.references != 0)
    if (++i == SHRIMP_MOST_DESCRIPTORS) return -EMFILE;
  charge(0);
  const int host = shrimp_host.open(path, flags, mode);
  if (host < 0) return host;
  files[i] = (struct plain_file){{&plain_file_kind, 0, flags & (O_ACCMODE | O_APPEND | O_NONBLOCK)}, host};
  const int descriptor = shrimp_new_descriptor(&files[i].description, 0, (flags & O_CLOEXEC) != 0);
  if (descriptor < 0) shrimp_host.close(host);
  return descriptor;
}

int shrimp_host_file_of(int descriptor) {
  struct shrimp_description* d = shrimp_description_of(descriptor);
  return d != NULL && d->kind == &plain_file_kind ? host_of(d) : -1;
}
