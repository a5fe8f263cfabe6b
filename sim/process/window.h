// SPDX-License-Identifier: MIT
// Host memory at addresses of our choosing: the window of one process.
#pragma once
#include <cstdint>

namespace shrimp {

inline constexpr std::uint64_t host_page_bytes = 4096;
inline std::uint64_t page_floor(std::uint64_t address) {
  return address & ~(host_page_bytes - 1);
}
inline std::uint64_t page_ceiling(std::uint64_t address) {
  return page_floor(address + host_page_bytes - 1);
}

/// Takes a whole window, as yet without access. Throws std::runtime_error if anything lies there.
void reserve_window(std::uint64_t window);
/// Maps zeroed, writable memory, backed when touched, within a reserved window.
void map_memory(std::uint64_t address, std::uint64_t bytes);
/// Maps a private copy of a file's pages over memory mapped before.
void map_file_over(int file, std::uint64_t offset, std::uint64_t address, std::uint64_t bytes);
/// Makes pages read-only, or executable.
void protect_memory(std::uint64_t address, std::uint64_t bytes, bool writable, bool executable);
/// Gives back a whole window.
void unmap_window(std::uint64_t window);

}  // namespace shrimp
