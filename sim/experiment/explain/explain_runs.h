// SPDX-License-Identifier: MIT
// Runs whose messages are explained, side by side, each in a process of its own.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/experiment/commands.h"
#include "sim/experiment/explain/explain.h"
#include "sim/experiment/forked_runs.h"
#include "sim/experiment/installation.h"

namespace shrimp {

struct MachineName {
  std::string machine;
  std::vector<std::string> sets;
  std::string text;  // as the user knows it
};
/// `text` is "shrimp-ii with eisa.clock=16MHz".
MachineName machine_name(const std::string& machine, const std::vector<std::string>& sets);

/// The board snoops the memory bus.
bool has_automatic_update(const MachineName& machine, const Installation& installation);

/// Of the phases of the clocks.
struct Seed {
  std::uint32_t value = 0;
  bool by_user = false;  // with --set, or in a machine file of the user's
};
Seed seed_of(const MachineName& machine, const Installation& installation);

/// Of a ping-pong: caches and tables fill.
constexpr std::uint64_t rounds_left_out = 100;

struct ExplainedRun {
  MachineName machine;
  std::string title;
  RunOptions run;
  Exchange exchange = Exchange::any;
  std::uint64_t rounds_left_out = 0;  // the first ones of a ping-pong, two messages each
  std::vector<std::uint32_t> seeds;   // it is made once with each

  /// Of its messages by this way; a ping-pong has but one.
  std::string title_of(const char* way) const;
};

/// The one-word ping-pong of the literature, with several phases of the clocks; `way`: "au" or "du",
/// `workloads`: the folder of the compiled ones.
ExplainedRun one_word_ping_pong(const MachineName& machine, const std::string& workloads,
                                const std::string& way);
/// Those that the machine can do: automatic update first.
std::vector<ExplainedRun> one_word_ping_pongs(const MachineName& machine, const Installation& installation);

class ExplainRuns final : private ForkedRuns {
 public:
  /// `command`: who asks, for errors; `flags`: to compile source files with.
  ExplainRuns(std::string command, const Installation& installation, std::string flags,
              std::vector<ExplainedRun> runs);

  /// In the order of the runs, a ping-pong's phases taken together. Throws UsageError if one fails and
  /// nothing is known of its messages.
  const std::vector<Explained>& make();
  /// How the programs ended, in the same order: as the exit status of `shrimp run` tells it.
  const std::vector<int>& statuses() const { return statuses_; }

 private:
  struct SeededRun {
    std::size_t number;
    std::uint32_t seed;
  };
  int make_run(std::size_t number, std::FILE* result) override;
  void ended(std::size_t number, const RunEnd& end) override;

  const std::string command_;
  const Installation& installation_;
  const std::string flags_;
  const std::vector<ExplainedRun> runs_;
  std::vector<SeededRun> seeded_;
  std::vector<Explained> results_;
  std::vector<int> statuses_;
};

}  // namespace shrimp
