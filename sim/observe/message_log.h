// SPDX-License-Identifier: MIT
// Follows every message of a machine from the first instruction of its send, as far as it is known
// (SendCalls), to the load that sees its last word, and tells what milestones it has passed
// (models/common/milestones.h). Who follows the messages of a machine second is told by the log of who was
// first, which outlives it.
//
// A message is a packet of automatic update, or a deliberate update, whose milestones are those of its last
// packet. Its receiver sees it when a load of a program reads its last word in memory. Nothing watched
// changes a simulated number: blocks only note times, and the hit filter, which is no hardware, lets no load
// of an unseen word through.
#pragma once
#include <deque>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "models/common/milestones.h"
#include "models/common/packet.h"
#include "sim/machine/machine.h"
#include "sim/observe/send_calls.h"

namespace shrimp {

struct Message : Milestones {
  NodeNumber from = 0;
  NodeNumber to = 0;
  PhysicalAddress address = 0;  // of its last packet, at the receiver
  std::uint32_t bytes = 0;      // of its last packet
  bool deliberate = false;
  bool ends = false;  // not an earlier part of a deliberate update
  bool gone = false;  // its packet is no more
  bool over = false;  // it was seen, or the next message has been written over it

  PhysicalAddress last_byte() const { return address + bytes - 1; }
  Time latency() const { return at(Milestone::seen) - at(Milestone::begun); }
};

class MessageClient {
 public:
  /// Its milestones are complete; called when it has been seen and its packet is gone.
  virtual void message_seen(const Message& message) = 0;
  /// It has been written to memory, or a part of it, and no load will see it: a part of a deliberate update,
  /// a message that the next was written over, or one that nobody had looked at when the run was over. Its
  /// milestones end before `seen`.
  virtual void message_unseen(const Message&) {}

 protected:
  ~MessageClient() = default;
};

class MessageLog final : private MessageWatcher {
 public:
  /// Where lives of deliberate updates begin: with the call of the library, for which each send stops its
  /// process, which takes the host some microseconds; or with the first reference. One that wants the calls
  /// gives them to all.
  enum class Begin : std::uint8_t { call, reference };

  /// Watches from now on, for as long as the machine runs. To be gone before the machine, the first one last.
  MessageLog(Machine& machine, MessageClient& client, Begin begin = Begin::call);
  ~MessageLog();

  /// The run is over: what still waits to be seen will not be.
  void finish();

  std::uint64_t seen() const { return first_.seen_; }
  /// Messages whose last word was written over before a load saw it.
  std::uint64_t overwritten() const { return first_.overwritten_; }
  /// Packets that the receiver dropped.
  std::uint64_t dropped() const { return first_.dropped_; }

 private:
  class NodeMemory;
  Milestones* begin() override;
  void arriving(const Packet& packet) override;
  void gone(const Packet& packet) override;
  void end(Message& message);

  static MessageLog& first_of(const Machine& machine, MessageLog& otherwise);
  void tell(const Message& message);

  MessageLog& first_;                    // of the machine; this one, or one that does its work
  std::vector<MessageClient*> clients_;  // of the first one: all
  const Mesh& mesh_;
  std::optional<SendCalls> calls_;
  std::vector<std::unique_ptr<NodeMemory>> memories_;
  std::deque<Message> storage_;
  std::vector<Message*> free_;
  std::uint64_t seen_ = 0;
  std::uint64_t overwritten_ = 0;
  std::uint64_t dropped_ = 0;
};

}  // namespace shrimp
