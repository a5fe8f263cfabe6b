/* SPDX-License-Identifier: MIT */
/* Files and directories by name, and what programs do with them beyond open and read. argv[1]: a folder. */
#include "report.h"

#include <dirent.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[256];

static const char* in(const char* name) {
  static char path[4][300];
  static int which;
  char* p = path[which++ % 4];
  snprintf(p, sizeof path[0], "%s/%s", folder, name);
  return p;
}

static int is_visible(const struct dirent* e) {
  return e->d_name[0] != '.';
}

static void list(const char* path) {
  struct dirent** found;
  const int count = SAY(scandir(path, &found, is_visible, alphasort));
  for (int i = 0; i < count; ++i) {
    struct stat status;
    lstat(in(found[i]->d_name), &status);
    printf("%s %d %d\n", found[i]->d_name, found[i]->d_type, found[i]->d_ino == status.st_ino);
    free(found[i]);
  }
  if (count >= 0) free(found);
}

static void create(const char* name, const char* text) {
  const int file = creat(in(name), 0600);
  report("creat", file);
  report("write", write(file, text, strlen(text)));
  close(file);
}

static void names(const char* path) {
  char a[64], b[64];
  strcpy(a, path);
  strcpy(b, path);
  printf("<%s> <%s> <%s>\n", path, dirname(a), basename(b));
}

int main(int argc, char** argv) {
  char text[64] = "", name[300];
  struct stat status;
  (void)argc;
  snprintf(folder, sizeof folder, "%s/inner", argv[1]);

  SAY(mkdir(folder, 0755));
  SAY(mkdir(folder, 0755));
  SAY(mkdir(in("a/b"), 0755));
  create("one", "hello, world\n");
  create("two", "");
  SAY(mkdir(in("three"), 0755));
  SAY(symlink("one", in("link")));
  SAY(symlink("one", in("link")));
  list(folder);
  list(in("nowhere"));
  list(in("one"));

  DIR* d = opendir(folder);
  int count = 0, again = 0;
  while (readdir(d) != NULL) ++count;
  SAY(count);
  rewinddir(d);
  while (readdir(d) != NULL) ++again;
  SAY(again == count);
  SAY(closedir(d));
  SAY(opendir(in("nowhere")) == NULL ? -1 : 0);

  SAY(lstat(in("link"), &status));
  SAY(S_ISLNK(status.st_mode) != 0);
  SAY(stat(in("link"), &status));
  SAY(S_ISREG(status.st_mode) != 0);
  SAY(lstat(in("nowhere"), &status));
  SAY(readlink(in("link"), text, sizeof text));
  puts(text);
  SAY(strcmp(strrchr(realpath(in("link"), name), '/'), "/one"));
  SAY(realpath(in("nowhere"), name) == NULL ? -1 : 0);
  SAY(pathconf("/", _PC_NAME_MAX));
  SAY(fpathconf(0, _PC_PIPE_BUF));
  SAY(readlink(in("one"), text, sizeof text));
  SAY(access(in("one"), R_OK));
  SAY(access(in("nowhere"), F_OK));
  SAY(access(in("one"), 77));
  SAY(unlink(in("three")));
  SAY(rmdir(in("one")));
  SAY(rmdir(folder));
  SAY(rmdir(in("three")));
  SAY(rename(in("two"), in("four")));
  SAY(unlink(in("two")));
  SAY(link(in("one"), in("five")));
  SAY(truncate(in("one"), 20));
  SAY(stat(in("five"), &status));
  SAY(status.st_size);
  SAY(status.st_nlink);
  SAY(chmod(in("one"), 0640));
  SAY((stat(in("one"), &status), status.st_mode & 0777));

  const int from = SAY(open(in("one"), O_RDWR));
  SAY(pread(from, text, 5, 7));
  printf("%.5s\n", text);
  SAY(pwrite(from, "W", 1, 7));
  SAY(lseek(from, 0, SEEK_CUR));
  SAY(pread(from, text, 5, 100));
  SAY(pread(from, text, 5, -1));
  SAY(pread(77, text, 5, 0));

  SAY(ftruncate(from, 15));
  SAY((fstat(from, &status), status.st_size));
  SAY(ftruncate(from, 20));
  SAY(ftruncate(77, 1));
  SAY(ftruncate(from, -1));
  SAY(fchmod(from, 0600));
  SAY((fstat(from, &status), status.st_mode & 0777));
  SAY(fchmod(77, 0600));
  SAY(ttyname(from) == NULL ? -1 : 0);

  const int to = SAY(open(in("copy"), O_RDWR | O_CREAT, 0600));
  off_t offset = 7;
  SAY(sendfile(to, from, &offset, 5));
  SAY(offset);
  SAY(lseek(from, 0, SEEK_CUR));
  SAY(sendfile(to, from, NULL, 1000));
  SAY(lseek(from, 0, SEEK_CUR));
  SAY(sendfile(to, from, NULL, 1000));
  SAY(sendfile(77, from, NULL, 1));
  SAY(sendfile(to, 77, NULL, 1));
  SAY(pread(to, text, 30, 0));
  printf("%.12s\n", text);
  SAY(fsync(to));
  SAY(fdatasync(77));

  snprintf(name, sizeof name, "%s/tmp-XXXXXX", folder);
  const int temporary = mkstemp(name);
  SAY(temporary);
  SAY(access(name, F_OK));
  SAY(strcmp(name + strlen(name) - 6, "XXXXXX") != 0);
  SAY(unlink(name));
  strcpy(name, "nothing");
  SAY(mkstemp(name));
  static const char* const paths[] = {"/usr/lib", "/usr/", "usr", "/", ".", "..", "", "a//b//", "///", "a/b"};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; ++i) names(paths[i]);
  return 0;
}
