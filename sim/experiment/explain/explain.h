// SPDX-License-Identifier: MIT
// Where the time of a message goes: the mean life of a program's messages, step by step
// (sim/observe/breakdown.h).
#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/experiment/forked_runs.h"
#include "sim/experiment/run/simulation.h"
#include "sim/observe/breakdown.h"
#include "sim/observe/library_calls.h"

namespace shrimp {

/// What is explained: the messages of one run or several, apart for automatic and deliberate update.
struct Explained {
  Breakdown automatic;
  Breakdown deliberate;
  std::uint64_t overwritten = 0;  // messages that no load saw before the next was written over them

  /// Messages that a library's call sent after it had seen another: they belong to a larger message.
  std::uint64_t parts = 0;

  void add(const Explained& other);
};

/// What the messages of a program are to each other.
enum class Exchange : std::uint8_t {
  any,                // each stands for itself
  ping_pong,          // each answers the last one that its node had seen before: what lies between belongs
                      // to it, and its time is one way of the ping-pong
  library_ping_pong,  // the same of those that are answered, since libraries send others beside them; with
                      // the calls of libraries apart from the program
};

/// Collects the breakdowns of a run while it is made.
class Explanation final : private MessageClient {
 public:
  /// The first `warm_up` messages are left out.
  Explanation(Machine& machine, Exchange exchange, std::uint64_t warm_up);

  Explained result() const;

 private:
  /// A message of a ping-pong that was seen.
  struct Seen {
    Message message;
    Time since;  // when its sender had seen what it answers; never(): it answers nothing
    bool counted = false;

    Time at() const { return message.at(Milestone::seen); }
  };
  void message_seen(const Message& message) override;
  Seen* answered_by(const Message& message);
  void count(Seen& seen);
  void add(Message message, Time since);
  void tell_calls(Message& message, Time since);

  const Exchange exchange_;
  std::uint64_t warm_up_;
  std::vector<std::deque<Seen>> seen_;  // by node, in order of time; the last ones
  Breakdown automatic_;
  Breakdown deliberate_;
  std::uint64_t parts_ = 0;
  MessageLog log_;
  std::optional<LibraryCalls> calls_;
};

/// One row of a waterfall: a step of the mean life.
struct WaterfallRow {
  Milestone end;
  double start_us = 0;
  double duration_us = 0;
  double least_us = 0;  // of all messages that took this step
  double most_us = 0;
  double above_least_us = 0;  // the mean above the least
};
std::vector<WaterfallRow> waterfall_of(const Breakdown& breakdown);

/// Where the step that ends with `m` takes its time: Step::block; what a library's call sees is the
/// library's.
std::string_view block_of(const Breakdown& breakdown, Milestone m);

/// What a block took of the lives of all messages: the steps that name it, and no other beside it. Several
/// blocks that one step names together are an entry of their own.
struct BlockTime {
  std::string_view block;
  Wide sum_ps = 0;
};
/// The blocks that took any time, the largest first. They add up to the total, to the picosecond.
std::vector<BlockTime> blocks_of(const Breakdown& breakdown);

/// Of the sum over all messages.
double mean_us(Wide sum_ps, std::uint64_t messages);

/// The waterfall as text, and where the messages waited. `title` says what it is of, and `rounds_left_out`
/// how many of its first rounds are not in it.
std::string waterfall_text(const std::string& title, const Breakdown& breakdown,
                           std::uint64_t rounds_left_out = 0);
/// Time and share of each block.
std::string blocks_text(const Breakdown& breakdown);
/// A waterfall, and what it is of.
struct NamedBreakdown {
  std::string title, machine;
  std::string update;  // "automatic", "deliberate"
  Breakdown breakdown;
  std::vector<std::uint32_t> seeds;  // of its runs
  std::uint64_t rounds_left_out = 0;
};
/// The waterfalls that have messages, as an array of objects. `sum_ps` are of all messages, and those of the
/// steps add up to the whole's, and so do those of the blocks; the other times are means.
std::string waterfalls_json(const std::vector<NamedBreakdown>& breakdowns);
/// Two waterfalls step by step, the largest difference marked: what each step takes here and there.
std::string difference_text(const std::string& title, const std::string& here_name, const Breakdown& here,
                            const std::string& there_name, const Breakdown& there);
/// The blocks whose time differs as far as it is shown, the largest change first; empty if none does.
std::string blocks_difference_text(const Breakdown& here, const Breakdown& there);

}  // namespace shrimp
