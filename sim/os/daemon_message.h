// SPDX-License-Identifier: MIT
// What the trusted daemons say to each other, and how it becomes bytes.
//
// Published is only that daemons implement export and import over Ethernet (IPPS'96, section 3); the messages
// are ours [A]. Each lists its fields once, for writing and for reading.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "models/common/address.h"
#include "models/common/time.h"

namespace shrimp {

/// To the exporter's daemon: a process wants a receive buffer, now or when it exists.
struct ImportRequest {
  std::uint32_t request = 0;  // the asker's number for it
  std::int32_t importer = 0;  // pid
  std::int32_t exporter = 0;  // pid
  std::uint32_t id = 0;       // of the receive buffer
  template <class Fields>
  void visit(Fields&& f) {
    f(request), f(importer), f(exporter), f(id);
  }
};

/// Back: where the buffer lies in the exporter's memory, or why not.
struct ImportAnswer {
  std::uint32_t request = 0;
  std::int32_t importer = 0;  // pid
  std::int32_t status = 0;    // VMMC_OK or an error
  std::uint32_t serial = 0;   // the exporting node's number for this export
  std::uint32_t offset = 0;   // of the first byte in its page
  std::uint32_t bytes = 0;
  Time waited{};  // for the export
  std::vector<std::uint32_t> frames;
  template <class Fields>
  void visit(Fields&& f) {
    f(request), f(importer), f(status), f(serial), f(offset), f(bytes), f(waited), f(frames);
  }
};

/// To the exporter's daemon: a process has given its import up, or has ended.
struct ImportEnded {
  std::int32_t importer = 0;  // pid
  std::uint32_t serial = 0;
  template <class Fields>
  void visit(Fields&& f) {
    f(importer), f(serial);
  }
};

/// A process exports (within its node).
struct ExportRequest {
  std::uint32_t request = 0;
  std::uint32_t serial = 0;
  template <class Fields>
  void visit(Fields&& f) {
    f(request), f(serial);
  }
};

/// A process asks for what its kernel has already done, and waits for its daemon to take note (within its
/// node).
struct LocalRequest {
  std::uint32_t request = 0;
  template <class Fields>
  void visit(Fields&& f) {
    f(request);
  }
};

/// To the daemon of a node that has imported it: a receive buffer is withdrawn. Its kernel is to send a fence
/// (fence_page.h) behind all that it has sent.
struct BufferWithdrawn {
  std::uint32_t serial = 0;
  std::uint32_t fence_address = 0;
  std::uint32_t fence_number = 0;
  template <class Fields>
  void visit(Fields&& f) {
    f(serial), f(fence_address), f(fence_number);
  }
};

/// To the sender's daemon: a packet was for a page that takes none.
struct PacketDropped {
  std::uint32_t page = 0;
  std::uint32_t serial = 0;  // of the withdrawn buffer that the page belongs to; 0: of none
  template <class Fields>
  void visit(Fields&& f) {
    f(page), f(serial);
  }
};

/// To the sender's daemon: what its node sent to `receiver` did not all arrive.
struct SentDataLost {
  NodeNumber receiver = 0;
  template <class Fields>
  void visit(Fields&& f) {
    f(receiver);
  }
};

/// To the receiver's daemon: what `sender` sent there did not all arrive.
struct ReceivedDataLost {
  NodeNumber sender = 0;
  template <class Fields>
  void visit(Fields&& f) {
    f(sender);
  }
};

/// A process has ended (within its node).
struct ProcessEnded {
  std::int32_t pid = 0;
  template <class Fields>
  void visit(Fields&& f) {
    f(pid);
  }
};

/// To the daemon of another node: start a process there.
struct SpawnRequest {
  std::uint32_t request = 0;
  std::string file;
  std::vector<std::string> arguments;  // from argv[1]
  template <class Fields>
  void visit(Fields&& f) {
    f(request), f(file), f(arguments);
  }
};

/// Back: the process's number there, or why there is none.
struct SpawnAnswer {
  std::uint32_t request = 0;
  std::int32_t status = 0;  // VMMC_OK or an error
  std::int32_t pid = 0;
  template <class Fields>
  void visit(Fields&& f) {
    f(request), f(status), f(pid);
  }
};

/// To the port of a process, or back to its sender with the reason why it cannot be delivered.
struct Datagram {
  std::uint32_t from_port = 0;
  std::uint32_t to_port = 0;
  std::int32_t status = 0;  // VMMC_OK, or an error: it comes back
  std::string data;
  template <class Fields>
  void visit(Fields&& f) {
    f(from_port), f(to_port), f(status), f(data);
  }
};

using DaemonMessage = std::variant<ImportRequest, ImportAnswer, ImportEnded, ExportRequest, LocalRequest,
                                   BufferWithdrawn, PacketDropped, SentDataLost, ReceivedDataLost,
                                   ProcessEnded, SpawnRequest, SpawnAnswer, Datagram>;

std::vector<std::uint8_t> encode(DaemonMessage message);
DaemonMessage decode(const std::vector<std::uint8_t>& bytes);

}  // namespace shrimp
