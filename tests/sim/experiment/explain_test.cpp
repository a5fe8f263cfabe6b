// SPDX-License-Identifier: MIT
#include "sim/experiment/explain/explain.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>

#include "sim/experiment/forked_runs.h"
#include "sim/experiment/run/statistics_window.h"
#include "sim/machine/machine_configuration.h"
#include "sim/observe/statistics_collector.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

struct Case {
  std::string machine;
  std::string workload;
  std::vector<std::string> arguments;
  std::vector<std::string> sets = {};
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
    wrong += m.deliberate && !begins_in_library(m);
    (m.deliberate ? deliberate : automatic) += 1;
  }
  int wrong = 0, automatic = 0, deliberate = 0;

 private:
  /// The library has looked at what it is to send, and then made the first reference or the system call,
  /// which goes on with the next part by itself.
  static bool begins_in_library(const Message& m) {
    const Time begun = m.at(Milestone::begun), referenced = m.at(Milestone::referenced);
    if (referenced.is_never()) return m.at(Milestone::kernel_started) - begun < Time::from_us(1000);
    return referenced - begun > Time::from_ns(300);
  }
  MessageLog log_;
};

MachineParameters parameters_of(const Case& c) {
  MachineParameters parameters;
  load_machine(c.machine, c.sets, {SHRIMP_CONFIGS}, 2, parameters);
  return parameters;
}

std::vector<std::string> arguments_of(const Case& c) {
  std::vector<std::string> arguments{c.workload};
  arguments.insert(arguments.end(), c.arguments.begin(), c.arguments.end());
  return arguments;
}

/// A pair of processes with a program, ready to run.
struct Pair {
  explicit Pair(const Case& c, std::FILE* out = stderr)
      : program(SHRIMP_BUILD "/workloads/" + c.workload),
        simulation(parameters_of(c), {}, std::vector<ProcessRequest>(2, {&program, arguments_of(c), {}}),
                   nullptr, out, stderr) {}

  const Program program;
  Simulation simulation;
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
    Pair pair(c, result);
    Simulation& simulation = pair.simulation;
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
      {"shrimp-ii", "checked_exchange", {"3", "19"}},
      {"shrimp-ii", "checked_exchange", {"4", "19"}},
      {"shrimp-ii", "checked_exchange", {"5", "19"}},
      {"shrimp-i", "checked_exchange", {"6", "19"}},
      {"shrimp-ii", "pingpong", {"au", "4", "200"}},
      {"shrimp-ii", "bandwidth", {"du", "16384", "8"}},
      {"shrimp-ii", "checked_exchange", {"7", "19"}, {"nic.initiation=compare-exchange"}},
      {"shrimp-i", "checked_exchange", {"8", "19"}, {"nic.initiation=system-call"}}};
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

TEST_CASE("a deliberate update begins with the first instruction of the library's call") {
  Pair pair({"shrimp-ii", "pingpong", {"du", "4", "3"}});
  struct First final : MessageClient {
    void message_seen(const Message& m) override {
      if (m.from == 0 && begun.is_never()) begun = m.at(Milestone::begun);
    }
    Time begun = Time::never();
  } first;
  Time entered{};
  {
    const MessageLog log(pair.simulation.machine(), first);
    StatisticsWindow window(pair.simulation, "SBL_SendMsg", "");  // stops at the same place
    CHECK(pair.simulation.run() == exit_success);
    window.finish();
    entered = window.report().from;
  }
  CHECK(entered > Time{});
  CHECK(first.begun == entered);
}

TEST_CASE("each part of a long message begins where the last one was started") {
  Pair pair({"shrimp-ii", "bandwidth", {"du", "16384", "8"}});
  struct Parts final : MessageClient {
    void message_seen(const Message& m) override { all.push_back(m); }
    void message_unseen(const Message& m) override {
      if (m.ends) all.push_back(m);
    }
    std::vector<Message> all;
  } parts;
  MessageLog log(pair.simulation.machine(), parts);
  CHECK(pair.simulation.run() == exit_success);
  log.finish();
  std::vector<Message> of_sender;
  std::copy_if(parts.all.begin(), parts.all.end(), std::back_inserter(of_sender),
               [](const Message& m) { return m.from == 0; });
  std::sort(of_sender.begin(), of_sender.end(), [](const Message& a, const Message& b) {
    return a.at(Milestone::started) < b.at(Milestone::started);
  });
  REQUIRE(of_sender.size() >= 32);
  std::size_t later_parts = 0, first_parts = 0;
  for (std::size_t i = 1; i < of_sender.size(); ++i) {
    const Message& m = of_sender[i];
    const Time last_started = of_sender[i - 1].at(Milestone::started);
    CHECK(m.at(Milestone::begun) >= last_started);
    CHECK(m.at(Milestone::begun) < m.at(Milestone::referenced));
    (m.at(Milestone::begun) == last_started ? later_parts : first_parts) += 1;
  }
  CHECK(later_parts == (first_parts + 1) * 3);
}

TEST_CASE("a system call that sends is a step of the message") {
  Pair pair({"shrimp-ii", "pingpong", {"du", "8", "3"}, {"nic.initiation=system-call"}});
  const Time system_call = parameters_of({"shrimp-ii", "", {}}).os.system_call;
  struct Calls final : MessageClient {
    void message_seen(const Message& m) override {
      CHECK(m.at(Milestone::started).is_never());
      CHECK(m.at(Milestone::kernel_started) - m.at(Milestone::referenced) >= least);
      ++seen;
    }
    Time least{};
    int seen = 0;
  } calls;
  calls.least = system_call;
  const MessageLog log(pair.simulation.machine(), calls);
  CHECK(pair.simulation.run() == exit_success);
  CHECK(calls.seen >= 6);
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

TEST_CASE("blocks add up to the whole exactly, the largest first") {
  const auto breakdown = [](std::int64_t port_out, std::int64_t mesh, std::uint64_t messages) {
    Breakdown b;
    Message m;
    m.pass(Milestone::begun, Time{0});
    m.pass(Milestone::at_chip, Time{port_out});
    m.pass(Milestone::head_ejected, Time{port_out + mesh});
    m.pass(Milestone::port_in_granted, Time{port_out + mesh});
    m.pass(Milestone::enqueued, Time{2 * port_out + mesh});
    m.pass(Milestone::seen, Time{2 * port_out + mesh + 7});
    while (messages-- > 0) b.add(m, Time::never());
    return b;
  };
  const Breakdown here = breakdown(301, 600, 3);
  const std::vector<BlockTime> blocks = blocks_of(here);
  REQUIRE(blocks.size() == 3);  // none that takes no time
  CHECK(blocks[0].block == "nic.arbiter");
  CHECK(blocks[0].sum_ps == 3 * 602);
  CHECK(blocks[1].block == "mesh");
  CHECK(blocks[2].block == "pentium, program");
  CHECK(blocks[0].sum_ps + blocks[1].sum_ps + blocks[2].sum_ps == here.total());
  CHECK_THAT(blocks_text(here), Catch::Matchers::Contains("0.000602   49.8%  nic.arbiter\n"));

  CHECK(blocks_difference_text(here, breakdown(301, 600, 5)).empty());
  const std::string text = blocks_difference_text(here, breakdown(301 + 2000000, 600 + 6000000, 5));
  const std::size_t mesh = text.find("6.001        0.001       -6.000  mesh\n");
  const std::size_t arbiter = text.find("4.001        0.001       -4.000  nic.arbiter\n");
  INFO(text);
  CHECK(mesh < arbiter);
  CHECK(arbiter != std::string::npos);
  CHECK_THAT(text, !Catch::Matchers::Contains("program"));
}

TEST_CASE("what messages waited is what their steps took above the least") {
  const auto message = [](std::int64_t eisa_ns) {
    Message m;
    m.pass(Milestone::begun, Time::from_ns(100));
    m.pass(Milestone::write_requested, Time::from_ns(200));
    m.pass(Milestone::write_granted, Time::from_ns(200 + eisa_ns));
    m.pass(Milestone::seen, Time::from_ns(300 + eisa_ns));
    return m;
  };
  Breakdown here, there;
  here.add(message(50), Time::never());
  there.add(message(20), Time::never());
  there.add(message(110), Time::never());
  here.add(there);
  here.add(Breakdown());
  CHECK(here.least(Milestone::write_granted) == Time::from_ns(20));
  CHECK(here.most(Milestone::write_granted) == Time::from_ns(110));
  CHECK(here.above_least(Milestone::write_granted) == Time::from_ns(30 + 0 + 90).ps);
  CHECK(here.above_least(Milestone::seen) == 0);
  CHECK(here.least(Milestone::enqueued) == Time{});
  const std::string text = waterfall_text("a test", here);
  CHECK_THAT(text, Catch::Matchers::Contains("0.040000   15.4%  above the least of each step"));
  CHECK_THAT(text, Catch::Matchers::Contains("EISA wait: arbitration, refresh, other masters"));
  CHECK_THAT(text, !Catch::Matchers::Contains("until it is seen: "));
}
