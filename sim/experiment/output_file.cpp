// SPDX-License-Identifier: MIT
#include "sim/experiment/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sim/machine/errors.h"

namespace shrimp {

namespace {

constexpr const char* advice = "Make room, or name a folder that you may write to.";

bool write_all(int file, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t n = ::write(file, text.data() + at, text.size() - at);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    at += static_cast<std::size_t>(n);
  }
  return true;
}

/// Closes too. Returns what went wrong, 0 if nothing.
int fill(int file, const std::string& text) {
  if (file < 0) return errno;
  const int written = write_all(file, text) ? 0 : errno;
  const int closed = ::close(file) == 0 ? 0 : errno;
  return written != 0 ? written : closed;
}

/// A file that is there and is full, or a disk that is, leaves no half of the new one.
int replace_file(const std::string& path, const std::string& text) {
  struct stat old {};
  const bool is_there = ::stat(path.c_str(), &old) == 0;
  if (is_there && !S_ISREG(old.st_mode))  // a pipe or a device has nothing to keep
    return fill(::open(path.c_str(), O_WRONLY | O_CLOEXEC), text);
  if (is_there && ::access(path.c_str(), W_OK) != 0) return errno;
  std::error_code error;
  std::filesystem::path target = path;
  if (is_there) target = std::filesystem::canonical(path, error);  // a link stays one
  if (error) return error.value();
  const std::string unfinished = fmt::format("{}.{}.new", target.string(), ::getpid());
  const int file = ::open(unfinished.c_str(), O_CREAT | O_TRUNC | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, 0666);
  if (file >= 0 && is_there) ::fchmod(file, old.st_mode & 07777);
  int wrong = fill(file, text);
  if (wrong == 0 && std::rename(unfinished.c_str(), target.c_str()) != 0) wrong = errno;
  if (wrong != 0 && file >= 0) ::unlink(unfinished.c_str());
  return wrong;
}

/// A byte shows what rights alone do not: a full disk.
int probe(const std::string& folder) {
  std::string name = folder + "/.shrimp-XXXXXX";
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  const int wrong = fill(file, "?");
  if (file >= 0) ::unlink(name.c_str());
  return wrong;
}

}  // namespace

void make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    throw UsageError(
        fmt::format("shrimp: the folder '{}' of -o cannot be made: {}. Name one that you may write to.",
                    folder, error.message()));
  if (const int wrong = probe(folder); wrong != 0)
    throw UsageError(fmt::format("shrimp: nothing can be written to the folder '{}': {}. {}", folder,
                                 std::strerror(wrong), advice));
}

void write_file(const std::string& path, const std::string& text) {
  if (const int wrong = replace_file(path, text); wrong != 0)
    throw UsageError(
        fmt::format("shrimp: '{}' cannot be written: {}. {}", path, std::strerror(wrong), advice));
}

std::string text_of_file(const std::string& path, const std::string& command, const std::string& advice) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file || std::filesystem::is_directory(path))
    throw UsageError(
        fmt::format("{}: '{}' cannot be read: {}{}", command, path, std::strerror(errno), advice));
  return text.str();
}

std::vector<std::string> files_of(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.is_regular_file(error)) names.push_back(entry.path().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace shrimp
