// SPDX-License-Identifier: MIT
#include "sim/process/window.h"

#include <fmt/core.h>
#include <sys/mman.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "sim/process/abi.h"

namespace shrimp {
namespace {

[[noreturn]] void fail(std::uint64_t address, std::uint64_t bytes) {
  throw std::runtime_error(
      fmt::format("the host gave no memory for a process ({} bytes at {:#x}): {}; "
                  "fewer processes, or a higher vm.max_map_count, may help",
                  bytes, address, std::strerror(errno)));
}
void* pointer(std::uint64_t address) {
  return reinterpret_cast<void*>(address);
}

}  // namespace

void reserve_window(std::uint64_t window) {
  void* got = mmap(pointer(window), SHRIMP_WINDOW_BYTES, PROT_NONE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
  if (got == MAP_FAILED) fail(window, SHRIMP_WINDOW_BYTES);
  if (got != pointer(window)) {  // a kernel before 4.17 takes the address for a hint
    munmap(got, SHRIMP_WINDOW_BYTES);
    errno = EEXIST;
    fail(window, SHRIMP_WINDOW_BYTES);
  }
}

void map_memory(std::uint64_t address, std::uint64_t bytes) {
  if (bytes != 0 && mmap(pointer(address), bytes, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0) == MAP_FAILED)
    fail(address, bytes);
}

void map_file_over(int file, std::uint64_t offset, std::uint64_t address, std::uint64_t bytes) {
  if (bytes == 0) return;
  if (mmap(pointer(address), bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, file,
           static_cast<off_t>(offset)) == MAP_FAILED)
    fail(address, bytes);
}

void protect_memory(std::uint64_t address, std::uint64_t bytes, bool writable, bool executable) {
  const int protection = PROT_READ | (writable ? PROT_WRITE : 0) | (executable ? PROT_EXEC : 0);
  if (mprotect(pointer(address), bytes, protection) != 0) fail(address, bytes);
}

void unmap_window(std::uint64_t window) {
  munmap(pointer(window), SHRIMP_WINDOW_BYTES);
}

}  // namespace shrimp
