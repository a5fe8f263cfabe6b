// SPDX-License-Identifier: MIT
// Signals of timers: what they interrupt goes on exactly, and what they mean for who is waited for. What a
// program can see of them is compared with the host in sockets_test.cpp.
#include <fmt/format.h>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

CommandResult run_source(const std::string& text, std::vector<std::string> options = {}) {
  const TemporaryFolder folder;
  std::vector<std::string> command{"run", "--quiet"};
  command.insert(command.end(), options.begin(), options.end());
  command.push_back(folder.write("program.c",
                                 "#define _GNU_SOURCE\n#include <signal.h>\n#include <stdio.h>\n"
                                 "#include <sys/time.h>\n#include <unistd.h>\n#include <vmmc.h>\n"
                                 "static volatile int times;\n"
                                 "static void count(int number) { times += number == SIGALRM; }\n" +
                                     text));
  return run_shrimp(command);
}

}  // namespace

TEST_CASE("a program that a timer interrupts computes what it would have without") {
  for (const char* flags : {"-O0", "-O2", "-O3 -mavx2"}) {
    const std::vector<std::string> command{"run", "--quiet", "--cflags", flags,
                                           test_program("timers/own_pace.c")};
    const CommandResult alone = run_shrimp(command);
    CHECK(alone.status == 0);
    for (const char* interval : {"1000", "173"}) {
      std::vector<std::string> timed = command;
      timed.emplace_back(interval);
      const CommandResult r = run_shrimp(timed);
      INFO(flags << " " << interval << "\n" << r.err);
      CHECK(r.status == 0);
      CHECK(r.out == alone.out);
    }
  }
}

TEST_CASE("signals of a timer come at the same instant without run-ahead") {
  const TemporaryFolder folder;
  const auto run = [&](const std::string& name, std::vector<std::string> options) {
    options.insert(options.begin(), {"run", "--quiet", "-o", folder.file(name)});
    options.insert(options.end(), {test_program("timers/own_pace.c"), "173"});
    const CommandResult r = run_shrimp(options);
    CHECK(r.status == 0);
    return r.err + statistics_text(folder.file(name + "/stats.json"));
  };
  const bool same = run("ahead", {}) == run("present", {"--no-run-ahead"});
  CHECK(same);
}

TEST_CASE("who waits with a timer is not stuck, and is when it has none any more") {
  const std::string waits = "int main(void) { signal(SIGALRM, count); alarm(1); ";
  CHECK(run_source(waits + "while (times == 0) continue; puts(\"rung\"); }").out == "rung\n");
  CHECK(run_source(waits + "while (times == 0) pause(); puts(\"rung\"); }").out == "rung\n");
  const CommandResult vain = run_source(waits + "for (;;) pause(); }");
  CHECK(vain.status == 4);
  CHECK_THAT(vain.err, Contains("waits for a signal"));
}

TEST_CASE("a wait for a notification goes on after a signal, and counts no handler of it") {
  const CommandResult r = run_source(
      "static void told(unsigned int id) { (void)id; }\n"
      "static int buffer[1024] __attribute__((aligned(4096)));\n"
      "int main(void) {\n"
      "  vmmc_export(buffer, sizeof buffer, 1, told, NULL, 0);\n"
      "  signal(SIGALRM, count);\n  alarm(1);\n"
      "  vmmc_wait_notification();\n  return 3;\n}\n",
      {"--set", "run.stuck_after=10ms"});
  INFO(r.err);
  CHECK(r.status == 4);
  CHECK_THAT(r.err, Contains("waits for a notification") && Contains("stuck at 1"));
}

TEST_CASE("a timer ends with its process") {
  const CommandResult r = run_source("int main(void) { alarm(100); return 0; }");
  CHECK(r.status == 0);
  CHECK(r.err.empty());
}
