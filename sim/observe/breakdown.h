// SPDX-License-Identifier: MIT
// The mean life of messages, step by step. Steps tile each life, so their means add up to the mean latency
// exactly: sums are kept as whole picoseconds, and divided only to be shown.
#pragma once
#include <array>
#include <cstdint>

#include "sim/observe/message_log.h"

namespace shrimp {

class Breakdown {
 public:
  /// Adds a message that was seen. `since`: when the program that sends it had seen the message before, if
  /// what lies between is to be told too; never() else. Every message of a breakdown must have it, or none.
  void add(const Message& message, Time since);
  /// Adds the messages of another breakdown.
  void add(const Breakdown& other);

  std::uint64_t messages() const { return messages_; }
  /// Of all messages, the sum of the step that ends at `m`; zero if none passed it. Of `begun`: from `since`
  /// on.
  Wide sum(Milestone m) const { return sums_[static_cast<std::size_t>(m)]; }
  /// Of all messages, from `since`, or from the first instruction of their send, to the load that saw them.
  Wide total() const { return total_; }
  bool passed(Milestone m) const { return passed_[static_cast<std::size_t>(m)]; }

 private:
  std::uint64_t messages_ = 0;
  std::array<Wide, milestone_count> sums_{};
  std::array<bool, milestone_count> passed_{};
  Wide total_ = 0;
};

}  // namespace shrimp
