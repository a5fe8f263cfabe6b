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

/// What helps against an error of writing.
const char* advice(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return "Make its folder first, or name one that is there.";
    case EACCES:
    case EPERM:
    case EROFS:
      return "Name a folder that you may write to.";
    case EISDIR:
      return "Name a file; there is a folder.";
    case ENAMETOOLONG:
      return "Choose a shorter name.";
    default:  // a full disk, a quota, a limit of the host
      return "Make room, or name a folder that you may write to.";
  }
}

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

/// The way of a new text to its file: it is written beside it and takes its name when it is whole, so that a
/// file that is there and is full, or a disk that is, leaves no half of the new one.
class Replacement {
 public:
  explicit Replacement(const std::string& path) : target_(path) {
    is_there_ = ::stat(path.c_str(), &old_) == 0;
    if (is_there_ && S_ISDIR(old_.st_mode)) error_ = EISDIR;
    if (is_there_ && error_ == 0 && ::access(path.c_str(), W_OK) != 0) error_ = errno;
    if (!is_regular() || error_ != 0) return;
    std::error_code error;
    if (is_there_) target_ = std::filesystem::canonical(path, error);  // a link stays one
    error_ = error.value();
    unfinished_ = fmt::format("{}.{}.new", target_.string(), ::getpid());
  }

  /// 0: it may be tried.
  int error() const { return error_; }
  /// Else a pipe or a device, which has nothing to keep.
  bool is_regular() const { return !is_there_ || S_ISREG(old_.st_mode); }

  /// Returns what went wrong, 0 if nothing; so does the next one.
  int write_through(const std::string& text) const {
    return fill(::open(target_.c_str(), O_WRONLY | O_CLOEXEC), text);
  }
  /// Writes it beside the file; `keep`: it takes its name.
  int write_beside(const std::string& text, bool keep) const {
    const int file = ::open(unfinished_.c_str(), O_CREAT | O_TRUNC | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, 0666);
    if (file >= 0 && is_there_) ::fchmod(file, old_.st_mode & 07777);
    int wrong = fill(file, text);
    if (wrong == 0 && keep && std::rename(unfinished_.c_str(), target_.c_str()) != 0) wrong = errno;
    if ((wrong != 0 || !keep) && file >= 0) ::unlink(unfinished_.c_str());
    return wrong;
  }

 private:
  std::filesystem::path target_;
  std::string unfinished_;
  struct stat old_ {};
  bool is_there_ = false;
  int error_ = 0;
};

/// A byte shows what rights alone do not: a full disk.
int probe(const std::string& folder) {
  std::string name = folder + "/.shrimp-XXXXXX";
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  const int wrong = fill(file, "?");
  if (file >= 0) ::unlink(name.c_str());
  return wrong;
}

void refuse(const std::string& path, int wrong) {
  if (wrong == 0) return;
  throw UsageError(
      fmt::format("shrimp: '{}' cannot be written: {}. {}", path, std::strerror(wrong), advice(wrong)));
}

}  // namespace

void make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    throw UsageError(
        fmt::format("shrimp: the folder '{}' cannot be made: {}. Name one that you may write to.", folder,
                    error.message()));
  if (const int wrong = probe(folder); wrong != 0)
    throw UsageError(fmt::format("shrimp: nothing can be written to the folder '{}': {}. {}", folder,
                                 std::strerror(wrong), advice(wrong)));
}

void write_file(const std::string& path, const std::string& text) {
  const Replacement r(path);
  refuse(path, r.error());
  refuse(path, r.is_regular() ? r.write_beside(text, true) : r.write_through(text));
}

void check_file(const std::string& path) {
  const Replacement r(path);
  refuse(path, r.error());
  if (r.is_regular()) refuse(path, r.write_beside("?", false));
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
