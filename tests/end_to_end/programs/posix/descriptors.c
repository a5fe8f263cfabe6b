/* SPDX-License-Identifier: MIT */
/* The table of descriptors: dup and its kin, fcntl, parts, poll and select on plain files. argv[1]: a folder.
 */
#include "report.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

int main(int argc, char** argv) {
  char path[256], text[32] = "", more[32] = "";
  (void)argc;
  snprintf(path, sizeof path, "%s/file", argv[1]);
  const int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
  SAY(file);
  const int copy = SAY(dup(file));
  SAY(write(file, "hello, ", 7));
  SAY(write(copy, "world\n", 6));
  SAY(lseek(file, 0, SEEK_CUR));
  SAY(fcntl(file, F_DUPFD, 40));
  SAY(fcntl(file, F_DUPFD, 40));
  SAY(fcntl(file, F_DUPFD, -1));
  SAY(fcntl(file, F_GETFD));
  SAY(fcntl(file, F_SETFD, FD_CLOEXEC));
  SAY(fcntl(file, F_GETFD));
  SAY(fcntl(copy, F_GETFD));
  SAY(fcntl(file, F_GETFL) & O_ACCMODE);
  SAY(fcntl(file, F_SETFL, O_NONBLOCK));
  SAY((fcntl(copy, F_GETFL) & O_NONBLOCK) != 0);
  SAY(fcntl(77, F_GETFL));
  SAY(dup(77));
  SAY(dup2(77, 5));
  SAY(dup2(file, -1));
  SAY(dup2(file, file));
  SAY(dup2(77, 77));
  SAY(dup3(file, file, 0));
  SAY(dup3(file, 20, O_CLOEXEC));
  SAY(fcntl(20, F_GETFD));
  SAY(close(20));
  SAY(close(20));
  SAY(close(file));
  SAY(write(file, "x", 1));
  SAY(write(copy, "!", 1));
  SAY(lseek(copy, 0, SEEK_SET));
  struct iovec parts[2] = {{text, 7}, {more, 20}};
  SAY(readv(copy, parts, 2));
  printf("<%s> <%s>\n", text, more);
  SAY(lseek(copy, 0, SEEK_SET));
  SAY(writev(copy, (struct iovec[]){{"ab", 2}, {"", 0}, {"cde", 3}}, 3));
  SAY(readv(77, parts, 2));
  SAY(open(path, O_RDONLY));
  SAY(write(file, "x", 1));
  SAY(read(file, text, 5));
  printf("%.5s\n", text);
  SAY(open(path, O_WRONLY | O_APPEND));
  SAY(read(5, text, 5));

  struct stat status;
  SAY(fstat(40, &status));
  SAY(status.st_size);
  SAY(fstat(77, &status));
  SAY(lseek(77, 0, SEEK_SET));

  struct pollfd files[] = {{copy, POLLIN | POLLOUT, 0}, {77, POLLIN, 0}, {-1, POLLIN, 0}, {file, POLLPRI, 0}};
  SAY(poll(files, 4, 1000));
  printf("%x %x %x %x\n", files[0].revents, files[1].revents, files[2].revents, files[3].revents);
  SAY(poll(files + 2, 1, 10));
  SAY(poll(NULL, 0, 1));
  fd_set reads, writes;
  FD_ZERO(&reads);
  FD_ZERO(&writes);
  FD_SET(copy, &reads);
  FD_SET(file, &writes);
  FD_SET(copy, &writes);
  SAY(select(20, &reads, &writes, NULL, NULL));
  FD_SET(50, &reads); /* Linux looks at no descriptor beyond the table, which has at least 64 */
  SAY(select(51, &reads, NULL, NULL, NULL));
  struct timeval time = {0, -1};
  SAY(select(-1, NULL, NULL, NULL, NULL));
  SAY(select(0, NULL, NULL, NULL, &time));
  time.tv_usec = 1000;
  SAY(select(0, NULL, NULL, NULL, &time));
  printf("%ld %ld\n", (long)time.tv_sec, (long)time.tv_usec);
  SAY(ioctl(77, FIONREAD, &argc));

  /* Standard output to a file and back. */
  fflush(stdout);
  const int standard = dup(1);
  dup2(copy, 1);
  lseek(copy, 0, SEEK_SET);
  printf("into the file\n");
  fflush(stdout);
  dup2(standard, 1);
  close(standard);
  lseek(copy, 0, SEEK_SET);
  memset(text, 0, sizeof text);
  SAY(read(copy, text, 13));
  puts(text);
  fflush(stdout);
  const int other = dup(1);
  close(1);
  const long written = write(1, "gone\n", 5);
  const int error = errno;
  const int taken = open(path, O_RDONLY);
  dup2(other, 1);
  printf("%ld %s %d\n", written, error_name(error), taken);
  SAY(close(0));
  SAY(read(0, text, 1));
  SAY(dup(copy));
  return 0;
}
