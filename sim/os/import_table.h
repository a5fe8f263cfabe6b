// SPDX-License-Identifier: MIT
// The receive buffers that a process has imported, and where they appear in its destination space.
//
// Entries of the outgoing page table are taken at import; pages of the destination space are mapped to them
// at first touch. Every buffer appears twice: where the import's proxy lies, and at a fixed distance from
// there as *notifying* proxies, entries of their own that ask for a notification; those are taken at first
// touch [A]. Addresses are used again only after all others have been, so that a stale proxy faults.
#pragma once
#include <list>
#include <optional>
#include <vector>

#include "models/common/time.h"
#include "sim/os/address_space.h"
#include "sim/os/buffer_name.h"
#include "sim/os/device_proxies.h"

namespace shrimp {

/// Whether a buffer takes data: withdrawn by its exporter, or data for it were lost on the network.
enum class BufferState : std::uint8_t { ok, withdrawn, lost };

/// As a result of a call: VMMC_OK, VMMC_ERROR_WITHDRAWN, VMMC_ERROR_LOST.
std::int64_t status_of(BufferState state);

/// An imported receive buffer as it appears in the importer's destination space.
struct ImportedBuffer {
  BufferName name;
  std::uint32_t serial = 0;         // the exporting node's number for this export
  std::uint64_t proxy_address = 0;  // of the buffer's first byte
  std::uint32_t bytes = 0;
  MeshCoordinates destination;
  std::vector<std::uint32_t> frames;  // in the exporter's memory
  BufferState state = BufferState::ok;
  std::vector<std::uint32_t> device_proxies;                    // a page each
  std::vector<std::optional<std::uint32_t>> notifying_proxies;  // a page each, once touched

  std::uint64_t first_page() const { return proxy_address / page_bytes * page_bytes; }
  bool holds(std::uint64_t address, std::uint64_t bytes_wanted) const {
    return address >= proxy_address && bytes_wanted <= bytes &&
           address - proxy_address <= bytes - bytes_wanted;
  }
};

class ImportTable final : public DestinationSpace {
 public:
  ImportTable(std::uint64_t window, DeviceProxies& proxies);
  ImportTable(const ImportTable&) = delete;
  ImportTable& operator=(const ImportTable&) = delete;

  /// Gives a buffer its place and its entries; null if there are none left. `buffer` says what the exporter
  /// told; `offset`: of its first byte in its page.
  ImportedBuffer* add(ImportedBuffer buffer, std::uint32_t offset);
  /// The buffer takes no more data: transfers to it are refused.
  void close(ImportedBuffer& buffer, BufferState state);
  /// Its place and entries go, its pages in `space` too.
  void remove(const ImportedBuffer& buffer, AddressSpace& space);

  /// The import that holds these bytes of the destination space; null if none does.
  ImportedBuffer* at(std::uint64_t address, std::uint64_t bytes);
  std::list<ImportedBuffer>& all() { return buffers_; }

  // DestinationSpace
  std::optional<std::uint32_t> device_proxy(std::uint64_t address) override;

 private:
  std::optional<std::uint64_t> free_place(std::uint64_t pages);
  bool is_free(std::uint64_t begin, std::uint64_t end) const;

  const std::uint64_t begin_;  // of the plain proxies
  const std::uint64_t end_;
  std::uint64_t next_;
  DeviceProxies& proxies_;
  std::list<ImportedBuffer> buffers_;
};

}  // namespace shrimp
