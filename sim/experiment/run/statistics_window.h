// SPDX-License-Identifier: MIT
// Statistics of a part of a run, from one instant to another: simulated times, or the first entry of a
// function of a program (shrimp run --stats-from, --stats-to).
//
// Exact: at its edges every event before them has run on every node, and none behind, and no processor has
// run ahead of them. A time is an event behind all others of its instant. A function stops its process at its
// entry (sim/process/entry_stop.h), and until then no other node runs past that process's node
// (Executive::follow). No simulated number changes.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/experiment/run/simulation.h"
#include "sim/observe/run_report.h"

namespace shrimp {

class StatisticsWindow final : private EntryWatcher {
 public:
  /// Each edge: "10us", "main_loop" (of rank 0), "1:main_loop"; empty: the start or the end of the run. To be
  /// made before the simulation runs. Throws UsageError for an edge that makes no sense.
  StatisticsWindow(Simulation& simulation, const std::string& from, const std::string& to);
  ~StatisticsWindow();
  StatisticsWindow(const StatisticsWindow&) = delete;
  StatisticsWindow& operator=(const StatisticsWindow&) = delete;

  /// Where it ends if that is a simulated time; else never().
  Time ends_at() const { return to_edge_.at; }
  /// The run has ended. Returns what there is to complain of, as a line; empty if nothing.
  std::string finish();

  // After finish().
  WindowReport report() const;
  /// Of the window; of the whole run if the window never began.
  const StatisticsCollector& statistics() const { return statistics_; }
  /// Instructions and cycles of a process in the window.
  void correct(ProcessReport& process) const;

 private:
  struct Edge {
    std::string text;  // as the user gave it; empty: none
    Time at = Time::never();
    std::uint32_t rank = 0;
    std::vector<std::uint64_t> entries;  // of the function, host addresses
    std::uint64_t charge_slow = 0;
    bool given() const { return !text.empty(); }
    bool is_function() const { return !entries.empty(); }
  };
  struct ProcessCounts {
    std::uint64_t instructions = 0, cycles = 0;
  };
  enum class State : std::uint8_t { before, inside, behind };

  Edge read_edge(const char* option, const std::string& text) const;
  void find_function(const char* option, const std::string& name, Edge& edge) const;
  bool awaits(std::uint64_t address) const override { return stops_.has(address); }
  void entered(Time now) override;
  void on_time(Time now);
  void pass_edge(Time now);
  void wait_for(const Edge& edge);
  void begin(Time now);
  void end(Time now);
  std::vector<ProcessCounts> count_processes(Time now) const;

  Simulation& simulation_;
  Edge from_edge_, to_edge_;
  Event time_;
  EntryStops stops_;
  State state_ = State::before;
  Time from_{}, to_{};
  StatisticsCollector begin_, statistics_;
  std::vector<ProcessCounts> at_begin_, at_end_;  // by rank
};

}  // namespace shrimp
