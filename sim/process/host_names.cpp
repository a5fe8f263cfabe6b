// SPDX-License-Identifier: MIT
// They run on the process's stack, called by its code (host_functions.cpp). The host's errno is left clean.
#include "sim/process/host_names.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

/// -errno of the call that has just failed.
int failure() {
  const int error = errno;
  errno = 0;
  return -error;
}

struct Entry {
  std::string name;
  std::uint64_t inode;
  unsigned char type;
};

std::vector<Entry> entries_of(DIR* directory) {
  std::vector<Entry> entries;
  while (const dirent* e = readdir(directory)) entries.push_back({e->d_name, e->d_ino, e->d_type});
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

}  // namespace

long shrimp_host_directory(const char* path, void* to, unsigned long bytes) {
  DIR* const directory = opendir(path);
  if (directory == nullptr) return failure();
  std::string packed;
  for (const Entry& e : entries_of(directory)) {
    packed.append(reinterpret_cast<const char*>(&e.inode), sizeof e.inode);
    packed.push_back(static_cast<char>(e.type));
    packed.append(e.name.c_str(), e.name.size() + 1);
  }
  closedir(directory);
  errno = 0;
  if (packed.size() <= bytes) std::memcpy(to, packed.data(), packed.size());
  return static_cast<long>(packed.size());
}

int shrimp_host_link_status(const char* path, void* struct_stat) {
  return lstat(path, static_cast<struct stat*>(struct_stat)) < 0 ? failure() : 0;
}

long shrimp_host_read_link(const char* path, void* to, unsigned long bytes) {
  const ssize_t length = readlink(path, static_cast<char*>(to), bytes);
  return length < 0 ? failure() : length;
}

long shrimp_host_real_path(const char* path, void* to, unsigned long bytes) {
  char whole[PATH_MAX];
  if (realpath(path, whole) == nullptr) return failure();
  const std::size_t length = std::strlen(whole) + 1;
  if (length <= bytes) std::memcpy(to, whole, length);
  errno = 0;
  return static_cast<long>(length);
}

int shrimp_host_truncate(int file, long bytes) {
  return ftruncate(file, bytes) < 0 ? failure() : 0;
}
int shrimp_host_change_mode(int file, unsigned mode) {
  return fchmod(file, mode) < 0 ? failure() : 0;
}
