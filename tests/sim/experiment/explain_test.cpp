// SPDX-License-Identifier: MIT
#include "sim/experiment/explain/explain.h"

#include <map>
#include <memory>

#include "sim/experiment/forked_runs.h"
#include "sim/machine/machine_configuration.h"
#include "sim/observe/statistics_collector.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

struct Case {
  std::string machine;
  std::string workload;
  std::vector<std::string> arguments;
};

/// Checks each message of a run for itself.
class Checker final : public MessageClient {
 public:
  explicit Checker(Machine& machine) : log_(machine, *this) {}
  void message_seen(const Message& m) override {
    Breakdown one;
    one.add(m, Time::never());  // breaks an invariant if a step ends before it begins
    Wide sum = 0;
    for (std::size_t i = 0; i < milestone_count; ++i) sum += one.sum(static_cast<Milestone>(i));
    wrong += sum != m.latency().ps || one.total() != sum || m.latency() <= Time{};
    (m.deliberate ? deliberate : automatic) += 1;
  }
  int wrong = 0, automatic = 0, deliberate = 0;

 private:
  MessageLog log_;
};

/// Each run of a workload in a process of its own, with and without being watched: what it printed and
/// counted.
class WatchedRuns final : private ForkedRuns {
 public:
  explicit WatchedRuns(std::vector<Case> cases) : cases_(std::move(cases)) {
    make(2 * cases_.size(), 2, nullptr);
  }
  std::string plain(std::size_t i) const { return results_.at(2 * i); }
  /// Without its last line, which is what the checker found.
  std::string watched(std::size_t i) const { return results_.at(2 * i + 1); }

 private:
  int make_run(std::size_t number, std::FILE* result) override {
    const Case& c = cases_[number / 2];
    MachineParameters parameters;
    load_machine(c.machine, {}, {SHRIMP_CONFIGS}, 2, parameters);
    const Program program(SHRIMP_BUILD "/workloads/" + c.workload);
    std::vector<std::string> arguments{c.workload};
    arguments.insert(arguments.end(), c.arguments.begin(), c.arguments.end());
    const std::vector<ProcessRequest> pair(2, {&program, arguments, {}});
    Simulation simulation(parameters, {}, pair, nullptr, result, stderr);
    std::unique_ptr<Checker> checker;
    if (number % 2 == 1) checker = std::make_unique<Checker>(simulation.machine());
    const int status = simulation.run();
    StatisticsCollector statistics;
    simulation.machine().report(statistics);
    for (const auto& [name, s] : statistics.all()) fmt::print(result, "{}={}\n", name, s.value);
    if (checker)
      fmt::print(result, "checked {} automatic, {} deliberate, {} wrong\n", checker->automatic,
                 checker->deliberate, checker->wrong);
    return status;
  }
  void ended(std::size_t run, const RunEnd& end) override {
    CHECK(end.status == 0);
    results_[run] = end.result;
  }

  std::vector<Case> cases_;
  std::map<std::size_t, std::string> results_;
};

}  // namespace

TEST_CASE(
    "the steps of every message of random traffic add up to its latency, and to watch changes nothing") {
  const std::vector<Case> cases{
      {"shrimp-ii", "checked_exchange", {"3", "19"}}, {"shrimp-ii", "checked_exchange", {"4", "19"}},
      {"shrimp-ii", "checked_exchange", {"5", "19"}}, {"shrimp-i", "checked_exchange", {"6", "19"}},
      {"shrimp-ii", "pingpong", {"au", "4", "200"}},  {"shrimp-ii", "bandwidth", {"du", "16384", "8"}}};
  const WatchedRuns runs(cases);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    INFO(cases[i].workload << " " << i << " on " << cases[i].machine);
    const std::string watched = runs.watched(i);
    const std::size_t verdict = watched.rfind("checked ");
    REQUIRE(verdict != std::string::npos);
    CHECK(watched.substr(0, verdict) == runs.plain(i));
    int automatic = -1, deliberate = -1, wrong = -1;
    std::sscanf(watched.c_str() + verdict, "checked %d automatic, %d deliberate, %d wrong", &automatic,
                &deliberate, &wrong);
    CHECK(wrong == 0);
    CHECK(automatic + deliberate > 15);
    if (cases[i].workload == "checked_exchange") CHECK(deliberate > 0);
  }
}

TEST_CASE("a breakdown tiles a life, from what came before it on") {
  Breakdown b;
  Message m;
  m.pass(Milestone::begun, Time::from_ns(100));
  m.pass(Milestone::snooped, Time::from_ns(250));
  m.pass(Milestone::in_memory, Time::from_ns(900));
  m.pass(Milestone::seen, Time::from_ns(1000));
  b.add(m, Time::from_ns(60));
  CHECK(b.total() == Time::from_ns(940).ps);
  CHECK(b.sum(Milestone::begun) == Time::from_ns(40).ps);
  CHECK(b.sum(Milestone::snooped) == Time::from_ns(150).ps);
  const std::vector<WaterfallRow> rows = waterfall_of(b);
  REQUIRE(rows.size() == 4);
  CHECK(rows.back().start_us + rows.back().duration_us == Approx(0.94));
  CHECK_THAT(waterfall_text("a test", b), Catch::Matchers::Contains("0.940000 us, the mean of 1 messages"));
}
