// SPDX-License-Identifier: MIT
#include "sim/machine/memory_file.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sim/machine/errors.h"

namespace shrimp {

std::FILE* open_memory_file(const char* name) {
  const int file = ::memfd_create(name, MFD_CLOEXEC);
  std::FILE* stream = file < 0 ? nullptr : ::fdopen(file, "w+");
  if (stream) return stream;
  const int why = errno;
  if (file >= 0) ::close(file);
  throw UsageError(fmt::format(
      "shrimp: no file can be made in the host's memory: {}. Let it have more memory, or more open files "
      "(`ulimit -n`).",
      std::strerror(why)));
}

std::string memory_file_text(std::FILE* file) {
  std::rewind(file);
  std::string text;
  char buffer[4096];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  return text;
}

}  // namespace shrimp
