// SPDX-License-Identifier: MIT
// Which receive buffers the processes of the machine have exported, and who waits for one.
//
// On the real machine this knowledge was spread over the trusted daemons, one per node, that talk over
// Ethernet (IPPS'96, section 3). Here one directory stands for all of them; its answers cost what the
// daemons' would, and nothing of it is on the path of a transfer.
#pragma once
#include <cstdint>
#include <vector>

#include "models/common/address.h"
#include "models/common/time.h"

namespace shrimp {

/// Names a receive buffer: node, process, and the exporter's own number for it.
struct BufferName {
  NodeNumber node = 0;
  std::int32_t pid = 0;
  std::uint32_t id = 0;
  friend bool operator==(const BufferName& a, const BufferName& b) {
    return a.node == b.node && a.pid == b.pid && a.id == b.id;
  }
};

struct Importer {
  NodeNumber node = 0;
  std::int32_t pid = 0;
};

/// An exported receive buffer, with its pinned frames.
struct ExportedBuffer {
  BufferName name;
  std::uint64_t address = 0;  // in the exporter's window
  std::uint32_t bytes = 0;
  std::vector<std::uint32_t> frames;
  Time visible{};  // from when on an import can find it
  std::vector<Importer> importers;
};

/// Told when a buffer that it waits for has been exported.
class ImportWaiter {
 public:
  virtual void exported(const BufferName& name, Time visible) = 0;

 protected:
  ~ImportWaiter() = default;
};

class ExportDirectory {
 public:
  void add(ExportedBuffer buffer);
  ExportedBuffer* find(const BufferName& name);
  void wait(const BufferName& name, ImportWaiter* waiter) { waiting_.push_back({name, waiter}); }
  /// Calls `visit(buffer)` for each buffer of a process.
  template <class Visit>
  void of_process(NodeNumber node, std::int32_t pid, Visit&& visit) {
    for (ExportedBuffer& b : buffers_)
      if (b.name.node == node && b.name.pid == pid) visit(b);
  }

 private:
  struct Wait {
    BufferName name;
    ImportWaiter* waiter;
  };
  std::vector<ExportedBuffer> buffers_;
  std::vector<Wait> waiting_;
};

}  // namespace shrimp
