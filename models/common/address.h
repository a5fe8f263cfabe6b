// SPDX-License-Identifier: MIT
// Physical addresses of one node and the regions they fall into.
//
// A node's physical address space is 32 bits wide. Main memory starts at 0. Above it lie the proxy regions of
// user-level DMA (HPCA'96, section 4): PROXY(a) of a memory address is a fixed linear function of it, so that
// the page tables protect proxies as they protect memory, and the board finds the real address by
// subtraction. The command pages of the first scheme (ISCA'94) are such an image of memory, too.
#pragma once
#include <cstdint>

namespace shrimp {

using PhysicalAddress = std::uint32_t;
using NodeNumber = std::uint32_t;

inline constexpr std::uint32_t page_bytes = 4096;  // SHRIMP page [P, SBL manual]
inline constexpr std::uint32_t word_bytes = 4;     // SHRIMP word [P, SBL manual]

/// Where the regions lie. These are conventions of the simulated machine, not measured quantities.
inline constexpr PhysicalAddress memory_proxy_base = 0x40000000;  // PROXY(memory address a) = a + this
inline constexpr PhysicalAddress device_proxy_base =
    0x80000000;  // entry k of the OPT's DU part: base + k pages
inline constexpr PhysicalAddress device_proxy_end = 0xC0000000;
inline constexpr PhysicalAddress command_base = 0xC0000000;  // COMMAND(memory address a) = a + this

enum class Region : std::uint8_t { memory, memory_proxy, device_proxy, command };

constexpr Region region_of(PhysicalAddress a) {
  if (a < memory_proxy_base) return Region::memory;
  if (a < device_proxy_base) return Region::memory_proxy;
  if (a < device_proxy_end) return Region::device_proxy;
  return Region::command;
}

constexpr std::uint32_t page_of(PhysicalAddress a) {
  return a / page_bytes;
}
/// The page of memory that an address names, itself or by a proxy; not_memory if it names none.
inline constexpr std::uint32_t not_memory = ~std::uint32_t{0};
constexpr std::uint32_t memory_page_of(PhysicalAddress a) {
  return region_of(a) == Region::device_proxy ? not_memory : page_of(a % memory_proxy_base);
}
constexpr std::uint32_t offset_in_page(PhysicalAddress a) {
  return a % page_bytes;
}

/// Coordinates of a node in the mesh.
struct MeshCoordinates {
  std::uint16_t x = 0;
  std::uint16_t y = 0;
  friend constexpr bool operator==(MeshCoordinates a, MeshCoordinates b) { return a.x == b.x && a.y == b.y; }
  friend constexpr bool operator!=(MeshCoordinates a, MeshCoordinates b) { return !(a == b); }
};

/// Per-page cache policy: the PWT and PCD bits of a page-table entry.
enum class CachePolicy : std::uint8_t { write_back, write_through, uncached };

}  // namespace shrimp
