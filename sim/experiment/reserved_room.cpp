// SPDX-License-Identifier: MIT
#include "sim/experiment/reserved_room.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

namespace shrimp {

namespace {

/// The results of a run of 16 nodes with their page and profile are below the first.
constexpr off_t most_bytes = 4 << 20;
constexpr off_t least_bytes = 4 << 10;

}  // namespace

ReservedRoom::ReservedRoom(const std::string& folder) {
  std::string name = folder + "/.shrimp-XXXXXX";
  file_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (file_ < 0) return;
  ::unlink(name.c_str());
  for (off_t bytes = most_bytes; bytes >= least_bytes; bytes /= 2)
    if (::posix_fallocate(file_, 0, bytes) == 0) return;
}

void ReservedRoom::release() {
  if (file_ >= 0) ::close(file_);
  file_ = -1;
}

}  // namespace shrimp
