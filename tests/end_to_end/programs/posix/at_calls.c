/* SPDX-License-Identifier: MIT */
/* Names that count from an open directory. argv[1]: a folder. */
#include "report.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char** argv) {
  char text[64] = "", name[300];
  struct stat status;
  (void)argc;
  const int folder = open(argv[1], O_RDONLY | O_DIRECTORY);
  SAY(mkdirat(folder, "inner", 0755));
  SAY(mkdirat(folder, "inner", 0755));
  const int inner = SAY(openat(folder, "inner", O_RDONLY | O_DIRECTORY));
  const int file = SAY(openat(inner, "file", O_RDWR | O_CREAT, 0600));
  SAY(write(file, "hello", 5));
  SAY(openat(inner, "none", O_RDONLY));
  SAY(openat(77, "none", O_RDONLY));
  SAY(openat(file, "none", O_RDONLY));
  SAY(fstatat(inner, "file", &status, 0));
  SAY(status.st_size);
  SAY(fstatat(file, "", &status, AT_EMPTY_PATH));
  SAY(status.st_size);
  SAY(symlinkat("file", inner, "link"));
  SAY(readlinkat(inner, "link", text, sizeof text));
  puts(text);
  SAY(fstatat(inner, "link", &status, AT_SYMLINK_NOFOLLOW));
  SAY(S_ISLNK(status.st_mode) != 0);
  SAY(faccessat(inner, "link", R_OK, 0));
  SAY(fchmodat(inner, "file", 0640, 0));
  SAY((fstatat(inner, "file", &status, 0), status.st_mode & 0777));
  SAY(renameat(inner, "file", folder, "moved"));
  snprintf(name, sizeof name, "%s/moved", argv[1]);
  SAY(openat(AT_FDCWD, name, O_RDONLY) >= 0);
  SAY(openat(77, name, O_RDONLY) >= 0);

  DIR* d = fdopendir(inner);
  SAY(dirfd(d) == inner);
  int count = 0;
  while (readdir(d) != NULL) ++count;
  SAY(count);
  SAY(closedir(d));
  SAY(close(inner));
  SAY(fdopendir(file) == NULL ? -1 : 0);
  SAY(fdopendir(77) == NULL ? -1 : 0);
  d = opendir(argv[1]);
  const int of_stream = dirfd(d);
  SAY(fstatat(of_stream, "moved", &status, 0));
  SAY(closedir(d));
  SAY(close(of_stream));
  SAY(unlinkat(folder, "inner", 0));
  SAY(unlinkat(folder, "inner", AT_REMOVEDIR));
  SAY(unlinkat(folder, "inner/link", 0));
  SAY(unlinkat(folder, "inner", AT_REMOVEDIR));
  SAY(unlinkat(folder, "moved", 0));
  return 0;
}
