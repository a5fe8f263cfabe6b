// SPDX-License-Identifier: MIT
#include "sim/observe/message_log.h"

#include <algorithm>

#include "models/pentium/hit_filter.h"

namespace shrimp {

/// The messages that wait in one node's memory to be seen.
class MessageLog::NodeMemory final : public ArrivalWatcher {
 public:
  explicit NodeMemory(MessageLog& log) : log_(log) {}

  /// The board writes one packet at a time.
  void expect(Message& message) { writing_ = &message; }

  void written(PhysicalAddress address, std::uint32_t bytes, Time t) override {
    if (!writing_ || !(address <= writing_->last_byte() && writing_->last_byte() < address + bytes)) return;
    Message& message = *writing_;
    writing_ = nullptr;
    message.pass(Milestone::in_memory, t);
    std::vector<Message*>& waiting = waiting_[line_of(message.last_byte())];
    const auto old = std::find_if(waiting.begin(), waiting.end(), [&](const Message* m) {
      return word_of(m->last_byte()) == word_of(message.last_byte());
    });
    if (old == waiting.end()) return waiting.push_back(&message);
    ++log_.overwritten_;
    (*old)->over = true;
    log_.end(**old);
    *old = &message;
  }

  bool awaits(PhysicalAddress address) const override { return waiting_.count(line_of(address)) > 0; }

  void loaded(PhysicalAddress address, std::uint32_t bytes, Time t) override {
    if (waiting_.empty()) return;
    const auto found = waiting_.find(line_of(address));
    if (found == waiting_.end()) return;
    std::vector<Message*>& waiting = found->second;
    for (std::size_t i = 0; i < waiting.size();) {
      Message& m = *waiting[i];
      const PhysicalAddress word = word_of(m.last_byte());
      if (address + bytes <= word || address >= word + word_bytes) {
        ++i;
        continue;
      }
      waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(i));
      m.pass(Milestone::seen, t);
      m.over = true;
      log_.end(m);
    }
    if (waiting.empty()) waiting_.erase(found);
  }

 private:
  static PhysicalAddress line_of(PhysicalAddress a) { return a / HitFilter::line_bytes; }
  static PhysicalAddress word_of(PhysicalAddress a) { return a / word_bytes * word_bytes; }

  MessageLog& log_;
  Message* writing_ = nullptr;
  std::unordered_map<PhysicalAddress, std::vector<Message*>> waiting_;  // by line; never gone through
};

/// The packets know whom to tell, and that is always a log.
MessageLog& MessageLog::first_of(const Machine& machine, MessageLog& otherwise) {
  MessageWatcher* watcher = machine.packets().watcher();
  return watcher ? static_cast<MessageLog&>(*watcher) : otherwise;
}

MessageLog::MessageLog(Machine& machine, MessageClient& client, Begin begin)
    : first_(first_of(machine, *this)), mesh_(machine.mesh()) {
  first_.clients_.push_back(&client);
  if (begin == Begin::call && !first_.calls_) first_.calls_.emplace(machine);
  if (&first_ != this) return;
  std::vector<ArrivalWatcher*> watchers;
  for (NodeNumber n = 0; n < machine.nodes(); ++n) {
    memories_.push_back(std::make_unique<NodeMemory>(*this));
    watchers.push_back(memories_.back().get());
  }
  machine.watch(*this, watchers);
}

MessageLog::~MessageLog() = default;

Milestones* MessageLog::begin() {
  if (free_.empty()) {
    storage_.emplace_back();
    free_.push_back(&storage_.back());
  }
  Message* m = free_.back();
  free_.pop_back();
  *m = Message();
  return m;
}

void MessageLog::arriving(const Packet& packet) {
  Message& m = static_cast<Message&>(*packet.milestones);
  m.from = mesh_.node_at(packet.source);
  m.to = mesh_.node_at(packet.destination);
  m.address = packet.address;
  m.bytes = packet.length;
  m.deliberate = packet.deliberate;
  m.ends = !packet.deliberate || packet.last;
  if (m.ends) memories_[m.to]->expect(m);
}

void MessageLog::gone(const Packet& packet) {
  Message& m = static_cast<Message&>(*packet.milestones);
  m.gone = true;
  if (m.bytes == 0) ++dropped_;
  if (!m.ends) m.over = true;
  end(m);
}

/// A message may be seen before the board is done with its packet, or long after.
void MessageLog::end(Message& m) {
  if (!m.gone || !m.over) return;
  seen_ += !m.at(Milestone::seen).is_never();
  if (m.bytes > 0) tell(m);
  m.bytes = 0;  // told
  free_.push_back(&m);
}

void MessageLog::tell(const Message& m) {
  const bool is_seen = !m.at(Milestone::seen).is_never();
  for (MessageClient* client : clients_) is_seen ? client->message_seen(m) : client->message_unseen(m);
}

void MessageLog::finish() {
  for (Message& m : first_.storage_) {
    if (m.bytes > 0 && m.gone && !m.over) first_.tell(m);
    m.bytes = 0;
  }
}

}  // namespace shrimp
