/* SPDX-License-Identifier: MIT */
/* File descriptors: 0 is empty, 1 and 2 are the process's output, the others are plain files of the host.
 * Each process has a table of its own, so that a wrong descriptor reaches nobody else's file. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "sim/process/runtime/costs.h"
#include "sim/process/runtime/runtime.h"

enum { first_file = 3, most_files = 64 };

static int host_file[most_files]; /* the host's descriptor plus one; 0: closed */

static int host_of(int descriptor) {
  if (descriptor < first_file || descriptor >= most_files) return -1;
  return host_file[descriptor] - 1;
}
static void charge(long bytes) {
  shrimp_cost(SHRIMP_COST_FILE_CALL + (bytes > 0 ? bytes >> SHRIMP_COST_FILE_BYTES_SHIFT : 0));
}
/* The C library's convention: -1 and errno. */
static long answer(long result) {
  if (result >= 0) return result;
  errno = (int)-result;
  return -1;
}

int shrimp_open(const char* path, int flags, int mode) {
  int descriptor = first_file;
  while (descriptor < most_files && host_file[descriptor] != 0) ++descriptor;
  if (descriptor == most_files) return -EMFILE;
  charge(0);
  const int host = shrimp_host.open(path, flags, mode);
  if (host < 0) return host;
  host_file[descriptor] = host + 1;
  return descriptor;
}

int shrimp_close(int descriptor) {
  if (descriptor >= 0 && descriptor < first_file) return 0;
  const int host = host_of(descriptor);
  if (host < 0) return -EBADF;
  host_file[descriptor] = 0;
  charge(0);
  return shrimp_host.close(host);
}

long shrimp_write(int descriptor, const void* from, size_t bytes) {
  if (descriptor == 1 || descriptor == 2) {
    if (bytes == 0) return 0;
    return shrimp_trap3(SHRIMP_TRAP_OUTPUT, descriptor, (long)from, (long)bytes) < 0 ? -EFAULT : (long)bytes;
  }
  const int host = host_of(descriptor);
  if (host < 0) return -EBADF;
  shrimp_trap3(SHRIMP_TRAP_TOUCH, (long)from, (long)bytes, SHRIMP_ACCESS_LOAD);
  const long written = shrimp_host.write(host, from, bytes);
  charge(written);
  return written;
}

/* Through a bounce buffer on the stack, so that the bytes arrive by stores that are seen. */
long shrimp_read(int descriptor, void* to, size_t bytes) {
  char buffer[2048];
  if (descriptor == 0) return 0;
  const int host = host_of(descriptor);
  if (host < 0) return -EBADF;
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

long shrimp_seek(int descriptor, long offset, int whence) {
  if (descriptor >= 0 && descriptor < first_file) return -ESPIPE;
  const int host = host_of(descriptor);
  return host < 0 ? -EBADF : shrimp_host.seek(host, offset, whence);
}

ssize_t write(int descriptor, const void* from, size_t bytes) {
  return answer(shrimp_write(descriptor, from, bytes));
}
ssize_t read(int descriptor, void* to, size_t bytes) {
  return answer(shrimp_read(descriptor, to, bytes));
}
int close(int descriptor) {
  return (int)answer(shrimp_close(descriptor));
}
off_t lseek(int descriptor, off_t offset, int whence) {
  return answer(shrimp_seek(descriptor, offset, whence));
}
off64_t lseek64(int descriptor, off64_t offset, int whence) {
  return lseek(descriptor, offset, whence);
}

ssize_t writev(int descriptor, const struct iovec* parts, int count) {
  ssize_t written = 0;
  for (int i = 0; i < count; ++i) {
    const ssize_t n = write(descriptor, parts[i].iov_base, parts[i].iov_len);
    if (n < 0) return written != 0 ? written : n;
    written += n;
  }
  return written;
}

#define OPEN(name)                                            \
  int name(const char* path, int flags, ...) {                \
    va_list arguments;                                        \
    va_start(arguments, flags);                               \
    const int creates = (flags & (O_CREAT | O_TMPFILE)) != 0; \
    const int mode = creates ? va_arg(arguments, int) : 0;    \
    va_end(arguments);                                        \
    return (int)answer(shrimp_open(path, flags, mode));       \
  }
OPEN(open)
OPEN(open64)

/* The bytes of the status are copied, so that they arrive by stores. */
static int status(int descriptor, struct stat* to) {
  struct stat host_status = {0};
  if (descriptor >= 0 && descriptor < first_file) {
    host_status.st_mode = S_IFCHR | 0600;
    *to = host_status;
    return 0;
  }
  const int host = host_of(descriptor);
  const int result = host < 0 ? -EBADF : shrimp_host.status(host, &host_status);
  *to = host_status;
  return (int)answer(result);
}
int fstat(int descriptor, struct stat* to) {
  return status(descriptor, to);
}
int fstat64(int descriptor, struct stat64* to) {
  return status(descriptor, (struct stat*)to);
}
int stat(const char* restrict path, struct stat* restrict to) {
  struct stat host_status = {0};
  const int result = shrimp_host.status_of_path(path, &host_status);
  *to = host_status;
  return (int)answer(result);
}
int stat64(const char* restrict path, struct stat64* restrict to) {
  return stat(path, (struct stat*)to);
}
int access(const char* path, int mode) {
  struct stat ignored;
  (void)mode;
  return (int)answer(shrimp_host.status_of_path(path, &ignored));
}

int remove(const char* path) {
  return (int)answer(shrimp_host.unlink(path));
}
int unlink(const char* path) {
  return remove(path);
}
int rename(const char* from, const char* to) {
  return (int)answer(shrimp_host.rename(from, to));
}
int isatty(int descriptor) {
  (void)descriptor;
  errno = ENOTTY;
  return 0;
}
int fsync(int descriptor) {
  (void)descriptor;
  return 0;
}

/* The C++ library asks how much can be read at once. */
int poll(struct pollfd* files, nfds_t count, int timeout) {
  (void)timeout;
  for (nfds_t i = 0; i < count; ++i) files[i].revents = POLLIN | POLLOUT;
  return (int)count;
}
int ioctl(int descriptor, unsigned long request, ...) {
  (void)descriptor, (void)request;
  errno = ENOTTY;
  return -1;
}
