// SPDX-License-Identifier: MIT
#include "sim/experiment/explain/explain.h"

#include <algorithm>

namespace shrimp {

namespace {
constexpr std::size_t remembered = 64;  // messages that a node has seen, and an answer may be to
}

Explanation::Explanation(Machine& machine, Exchange exchange, std::uint64_t warm_up)
    : exchange_(exchange), warm_up_(warm_up), seen_(machine.nodes()), log_(machine, *this) {
  if (exchange == Exchange::library_ping_pong) calls_.emplace(machine);
}

void Explanation::message_seen(const Message& m) {
  if (exchange_ == Exchange::any) return add(m, Time::never());
  Seen* before = answered_by(m);
  if (before) count(*before);
  std::deque<Seen>& seen = seen_[m.to];
  Seen now{m, before ? before->at() : Time::never()};
  if (exchange_ == Exchange::ping_pong) count(now);
  seen.insert(std::find_if(seen.begin(), seen.end(), [&](const Seen& s) { return s.at() > now.at(); }), now);
  if (seen.size() > remembered) seen.pop_front();
}

void Explanation::count(Seen& seen) {
  if (!seen.counted && !seen.since.is_never()) add(seen.message, seen.since);
  seen.counted = true;
}

/// The last one that its sender had seen when it began.
Explanation::Seen* Explanation::answered_by(const Message& m) {
  std::deque<Seen>& seen = seen_[m.from];
  const auto last = std::find_if(seen.rbegin(), seen.rend(),
                                 [&](const Seen& s) { return s.at() <= m.at(Milestone::begun); });
  return last != seen.rend() ? &*last : nullptr;
}

void Explanation::add(Message m, Time since) {
  if (warm_up_ > 0) {
    --warm_up_;
    return;
  }
  if (calls_) tell_calls(m, since);
  (m.deliberate ? deliberate_ : automatic_).add(m, since);
}

/// Where the library's call that saw the last message ended, and the one that sends this one began.
void Explanation::tell_calls(Message& m, Time since) {
  const Time begun = m.at(Milestone::begun);
  const LibraryCall* sending = calls_->at(m.from, begun);
  if (m.at(Milestone::referenced).is_never()) m.pass(Milestone::referenced, begun);
  if (sending) m.pass(Milestone::begun, max(since, sending->begun));
  const LibraryCall* receiving = calls_->at(m.from, since);
  const bool has_returned = receiving && !receiving->returned.is_never();
  m.pass(Milestone::returned, has_returned && receiving != sending ? receiving->returned : since);
  if (has_returned && receiving == sending) ++parts_;
}

void Explained::add(const Explained& other) {
  automatic.add(other.automatic);
  deliberate.add(other.deliberate);
  overwritten += other.overwritten;
  parts += other.parts;
}

Explained Explanation::result() const {
  return {automatic_, deliberate_, log_.overwritten(), parts_};
}

}  // namespace shrimp
