/* SPDX-License-Identifier: MIT */
/* pread and pwrite: the position is where it was before. */
#define _GNU_SOURCE
#include <errno.h>
#include <unistd.h>

static ssize_t at(int descriptor, off_t offset, ssize_t (*move)(int, void*, size_t), void* memory,
                  size_t bytes) {
  const off_t before = lseek(descriptor, 0, SEEK_CUR);
  if (before < 0 || lseek(descriptor, offset, SEEK_SET) < 0) return -1;
  const ssize_t moved = move(descriptor, memory, bytes);
  const int error = errno;
  lseek(descriptor, before, SEEK_SET);
  errno = error;
  return moved;
}

static ssize_t put(int descriptor, void* from, size_t bytes) {
  return write(descriptor, from, bytes);
}
ssize_t pread(int descriptor, void* to, size_t bytes, off_t offset) {
  return at(descriptor, offset, read, to, bytes);
}
ssize_t pwrite(int descriptor, const void* from, size_t bytes, off_t offset) {
  return at(descriptor, offset, put, (void*)from, bytes);
}
ssize_t pread64(int descriptor, void* to, size_t bytes, off64_t offset) {
  return pread(descriptor, to, bytes, offset);
}
ssize_t pwrite64(int descriptor, const void* from, size_t bytes, off64_t offset) {
  return pwrite(descriptor, from, bytes, offset);
}
