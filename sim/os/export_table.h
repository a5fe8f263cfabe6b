// SPDX-License-Identifier: MIT
// The receive buffers that the processes of one node have exported.
//
// The kernel enters them with their frames, the daemon answers imports from them. A buffer has a serial
// number, since a process may export another one under the same id later.
#pragma once
#include <cstdint>
#include <map>
#include <vector>

#include "models/common/time.h"
#include "sim/os/buffer_name.h"
#include "sim/os/import_permission.h"

namespace shrimp {

/// Who has imported a buffer, and how often.
struct Importer {
  ProcessName process;
  std::uint32_t imports = 0;
};

/// An exported receive buffer, with its pinned frames.
struct ExportedBuffer {
  BufferName name;
  std::uint32_t serial = 0;
  std::uint64_t address = 0;  // in the exporter's window
  std::uint32_t bytes = 0;
  std::uint64_t handler = 0;  // of notifications, in the exporter's window; 0: none
  bool watched = false;       // what comes with notification interrupts
  ImportPermission permission;
  std::vector<std::uint32_t> frames;
  bool registered = false;  // the daemon knows it
  bool lost = false;        // the network has lost data for it
  std::vector<Importer> importers;
  std::vector<NodeNumber> nodes;  // that have ever imported it

  void add_importer(const ProcessName& process);
  void remove_importer(const ProcessName& process);
};

class ExportTable {
 public:
  /// Enters a buffer and gives it its serial number.
  ExportedBuffer& add(ExportedBuffer buffer);
  void remove(std::uint32_t serial) { buffers_.erase(serial); }

  ExportedBuffer* find(std::int32_t pid, std::uint32_t id);
  ExportedBuffer* find_serial(std::uint32_t serial);
  /// The buffer that covers this byte of physical memory; null if none does.
  const ExportedBuffer* at(PhysicalAddress address) const;
  /// True if the process exports a byte of this range.
  bool overlaps(std::int32_t pid, std::uint64_t address, std::uint64_t bytes) const;
  /// True if another buffer than this one has bytes on one of its pages.
  bool shares_pages(const ExportedBuffer& buffer) const;
  std::map<std::uint32_t, ExportedBuffer>& all() { return buffers_; }
  /// The serial numbers of a process's buffers.
  std::vector<std::uint32_t> of_process(std::int32_t pid) const;

 private:
  std::map<std::uint32_t, ExportedBuffer> buffers_;  // by serial number
  std::uint32_t last_serial_ = 0;
};

}  // namespace shrimp
