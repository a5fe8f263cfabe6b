/* SPDX-License-Identifier: MIT */
/* sendfile, as Linux's of today: from a file to anything that takes bytes. Here a read and a write. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_BYTES = 0x7ffff000 }; /* of one call of Linux */

static ssize_t fail(int error) {
  errno = error;
  return -1;
}

/* What one read has brought goes out before the next; the file's position then is behind what went out. */
static ssize_t move(int out, int in, size_t bytes) {
  char buffer[4096];
  size_t done = 0;
  while (done < bytes) {
    const size_t wanted = bytes - done < sizeof buffer ? bytes - done : sizeof buffer;
    const ssize_t got = read(in, buffer, wanted);
    if (got <= 0) return done != 0 || got == 0 ? (ssize_t)done : -1;
    const ssize_t gone = write(out, buffer, (size_t)got);
    if (gone < got) {
      const int error = errno;
      lseek(in, (gone < 0 ? 0 : gone) - got, SEEK_CUR);
      errno = error;
    }
    if (gone < 0) return done != 0 ? (ssize_t)done : -1;
    done += (size_t)gone;
    if (gone < got) break;
  }
  return (ssize_t)done;
}

ssize_t sendfile(int out, int in, off_t* offset, size_t bytes) {
  struct stat status;
  if (fstat(in, &status) < 0 || fstat(out, &status) < 0) return -1; /* EBADF */
  fstat(in, &status);
  if (!S_ISREG(status.st_mode)) return fail(offset != NULL ? ESPIPE : EINVAL);
  if (bytes > MOST_BYTES) bytes = MOST_BYTES;
  if (offset == NULL) return move(out, in, bytes);
  const off_t before = lseek(in, 0, SEEK_CUR);
  if (*offset < 0 || lseek(in, *offset, SEEK_SET) < 0) return fail(EINVAL);
  const ssize_t moved = move(out, in, bytes);
  const int error = errno;
  if (moved > 0) *offset += moved;
  lseek(in, before, SEEK_SET);
  errno = error;
  return moved;
}
ssize_t sendfile64(int out, int in, off64_t* offset, size_t bytes) {
  return sendfile(out, in, offset, bytes);
}
