// SPDX-License-Identifier: MIT
// The mean life of messages, step by step. Steps tile each life, so their means add up to the mean latency
// exactly: sums are kept as whole picoseconds, and divided only to be shown.
//
// What a message waited for is not seen in a mean. The least that a step took for any of the messages is what
// it takes if nothing is in the way, as far as this run shows it. What others took above it they waited, or
// they were larger.
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
  Wide sum(Milestone m) const { return step(m).sum; }
  /// Of all messages, from `since`, or from the first instruction of their send, to the load that saw them.
  Wide total() const { return total_; }
  /// Whether there is such a step. The program's own steps before a send are none if they took no message any
  /// time.
  bool passed(Milestone m) const {
    const bool of_program = m == Milestone::begun || m == Milestone::returned || m == Milestone::referenced;
    return step(m).passes > 0 && (step(m).sum > 0 || !of_program);
  }
  /// Of the messages that passed `m`, the shortest and the longest step that ends there; zero if none did.
  Time least(Milestone m) const { return passed(m) ? step(m).least : Time{}; }
  Time most(Milestone m) const { return step(m).most; }
  /// Of all messages, what the step took above the least.
  Wide above_least(Milestone m) const {
    return step(m).sum - static_cast<Wide>(least(m).ps) * static_cast<Wide>(step(m).passes);
  }

 private:
  struct OfStep {
    std::uint64_t passes = 0;
    Wide sum = 0;
    Time least = Time::never();
    Time most{};
  };
  const OfStep& step(Milestone m) const { return steps_[static_cast<std::size_t>(m)]; }

  std::uint64_t messages_ = 0;
  std::array<OfStep, milestone_count> steps_{};
  Wide total_ = 0;
};

}  // namespace shrimp
