// SPDX-License-Identifier: MIT
// Notifications end to end: handlers of processes, by deliberate and by automatic update.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

struct Run {
  std::string out;
  nlohmann::json statistics;

  std::int64_t statistic(const std::string& name) const {
    return statistics["stats"][name]["value"].get<std::int64_t>();
  }
  std::int64_t instructions(std::size_t rank) const {
    return statistics["processes"][rank]["instructions"].get<std::int64_t>();
  }
};

/// Runs a program of programs/notifications; the last options of the simulator come first.
Run run_notifying(const std::string& program, const std::vector<std::string>& arguments,
                  const std::vector<std::string>& options = {"-n", "2"}, int status = 0) {
  const TemporaryFolder folder;
  std::vector<std::string> words{"run", "--quiet", "-o", folder.path()};
  words.insert(words.end(), options.begin(), options.end());
  words.push_back(test_program("notifications/" + program));
  words.insert(words.end(), arguments.begin(), arguments.end());
  const CommandResult r = run_shrimp(words);
  INFO(r.err << r.out);
  REQUIRE(r.status == status);
  return {r.out, nlohmann::json::parse(read_file(folder.file("stats.json")))};
}

const std::string handled = "node[0].kernel.notifications_handled";

}  // namespace

TEST_CASE("a handler runs once for each word of automatic update, after it is in memory") {
  const Run r = run_notifying("words.c", {"au"});
  CHECK(r.out == "100 handlers\n");
  CHECK(r.statistic(handled) == 100);
  CHECK(r.statistic("node[0].nic.incoming_dma_engine.interrupts") < 60);  // words were combined
}

TEST_CASE("a handler runs once for each message of deliberate update, after all of it is in memory") {
  const Run r = run_notifying("words.c", {"du"});
  CHECK(r.out == "20 handlers\n");
  CHECK(r.statistic(handled) == 20);
}

TEST_CASE("handlers send while the program that they interrupt sends") {
  for (const char* how : {"au", "du"}) {
    INFO(how);
    const Run r = run_notifying("sends.c", {how});
    CHECK(r.statistic(handled) > 50);
    CHECK(r.out == fmt::format("{} handlers\n", r.statistic(handled)));
  }
}

TEST_CASE("many senders notify one receiver") {
  const Run r = run_notifying("senders.c", {"1"}, {"-n", "5"});
  CHECK(r.out == "process 0: all 160\n");
  CHECK(r.statistic(handled) == 160);
}

TEST_CASE("receivers that share a node take turns, and each gets its notifications") {
  const Run r =
      run_notifying("senders.c", {"3"}, {"-n", "7", "--set", "machine.nodes=2", "--set", "os.quantum=300us"});
  for (const char* line : {"process 0: all 160\n", "process 1: all 160\n", "process 2: all 160\n"})
    CHECK_THAT(r.out, Contains(line));
  CHECK(r.statistic(handled) == 320);
}

TEST_CASE("notifications work alike on SHRIMP-I") {
  const std::vector<std::string> machine{"-c", "shrimp-i", "-n", "2"};
  CHECK(run_notifying("nesting.c", {"du"}, machine).out == "nested\nwaited\n");
  CHECK(run_notifying("words.c", {"du"}, machine).out == "20 handlers\n");
}

TEST_CASE("a buffer that is taken back takes its notifications along, and no others") {
  const Run r = run_notifying("withdrawn.c", {});
  CHECK(r.out == "withdrawn\n");
  CHECK(r.statistic(handled) == 3);
}

TEST_CASE("a process that waits for a notification in vain is named") {
  const CommandResult r = run_shrimp({"run", "--quiet", test_program("notifications/waits.c")});
  CHECK(r.status == 4);
  CHECK_THAT(r.err, Contains("waits for a notification"));
}

TEST_CASE("a process that sleeps, imports or polls is interrupted by handlers and goes on as it would have") {
  for (const char* how : {"au", "du"}) {
    INFO(how);
    CHECK(run_notifying("asleep.c", {how}).out == "slept undisturbed\nimported\nslept\npolled\n");
  }
}

TEST_CASE("blocking nests, a handler blocks, a wait unblocks") {
  for (const char* how : {"au", "du"}) {
    INFO(how);
    CHECK(run_notifying("nesting.c", {how}).out == "nested\nwaited\n");
  }
}

TEST_CASE("what the queue of notifications has no room for is dropped, counted and told once") {
  for (const char* how : {"au", "du"}) {
    INFO(how);
    const Run r = run_notifying("overflow.c", {how}, {"-n", "2", "--set", "os.notification_queue=4"});
    CHECK(r.out == "unblock tells\nwait tells\n");
    CHECK(r.statistic("node[0].kernel.notifications_dropped") == 18);
    CHECK(r.statistic("node[0].kernel.notification_queue_max") == 4);
    CHECK(r.statistic(handled) == 12);
  }
}

TEST_CASE("a handler may leave by longjmp, or end the process with notifications queued") {
  CHECK(run_notifying("leaves.c", {"au", "jump"}).out == "jumped\n");
  const Run r = run_notifying("leaves.c", {"au", "exit"}, {"-n", "2"}, 1);
  CHECK(r.out.empty());
  CHECK(r.statistics["processes"][0]["exit"] == 3);
}

TEST_CASE("computations are not disturbed by thousands of notifications") {
  const std::vector<std::string> fast{"-n",    "2",
                                      "--set", "os.signal_delivery=2us",
                                      "--set", "os.signal_return=1us",
                                      "--set", "os.interrupt_entry=1us"};
  std::vector<std::string> wide = fast;
  if (__builtin_cpu_supports("avx2")) wide.insert(wide.end(), {"--cflags", "-O2 -g -mavx2"});
  for (const auto& options : {fast, wide}) {
    const Run never = run_notifying("computing.c", {"au", "0", "40"}, options);
    REQUIRE(never.statistic(handled) == 0);
    std::int64_t of_handler = 0;
    for (const char* most : {"70", "300"}) {
      const Run r = run_notifying("computing.c", {"au", most, "40"}, options);
      CHECK(r.out == never.out);
      const std::int64_t count = r.statistic(handled);
      CHECK(count > (most == std::string("70") ? 1000 : 100));
      // Each instruction has run once, and those of the handlers as often as these.
      const std::int64_t more = r.instructions(0) - never.instructions(0);
      if (!of_handler) of_handler = more / count;
      CHECK(more == count * of_handler);
    }
  }
}

TEST_CASE("an interrupt for each message finds nobody to notify, and is counted") {
  const TemporaryFolder folder;
  const CommandResult r = run_shrimp({"run", "--quiet", "-o", folder.path(), "-n", "2", "--set",
                                      "nic.incoming_dma_engine.interrupt_every_message=true",
                                      SHRIMP_BUILD "/workloads/pingpong", "au", "4", "100"});
  CHECK(r.status == 0);
  const auto stats = nlohmann::json::parse(read_file(folder.file("stats.json")))["stats"];
  CHECK(stats["node[0].kernel.arrivals_for_nobody"]["value"] >= 100);
  CHECK(stats[handled]["value"] == 0);
}
