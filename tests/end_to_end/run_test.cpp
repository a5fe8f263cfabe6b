// SPDX-License-Identifier: MIT
// `shrimp run` as INTERFACE promises it.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

std::string output_of(std::vector<std::string> arguments, int status = 0) {
  arguments.insert(arguments.begin(), {"run", "--quiet"});
  const CommandResult r = run_shrimp(arguments);
  INFO(r.err);
  CHECK(r.status == status);
  if (status == 0) CHECK(r.err.empty());
  return r.out;
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

const std::string says_hello = test_program("says_hello.c");

}  // namespace

TEST_CASE("a run ends where --until says, and has counted what lies before") {
  const TemporaryFolder folder;
  const auto run = [&](const std::vector<std::string>& options, const std::string& name) {
    std::vector<std::string> words{"run", "-n", "2", "-o", folder.file(name)};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {SHRIMP_BUILD "/workloads/pingpong", "au", "4", "1000"});
    return run_shrimp(words);
  };
  const CommandResult r = run({"--until", "6ms"}, "until");
  INFO(r.err);
  CHECK(r.status == 0);
  CHECK_THAT(r.err, Contains("ended at 6000.000 us of simulated time, as --until says"));
  const auto until = nlohmann::json::parse(read_file(folder.file("until/stats.json")));
  CHECK(until["end"] == "limit");
  CHECK(until["simulated_ps"] == 6'000'000'000);
  CHECK_THAT(read_file(folder.file("until/stats.csv")), Contains(",run,end,3,code,"));

  CHECK(run({"-q", "--until", "6ms", "--no-run-ahead"}, "apart").err.empty());
  CHECK(
      (statistics_text(folder.file("apart/stats.json")) == statistics_text(folder.file("until/stats.json"))));
  run({"-q", "--stats-to", "6ms"}, "window");
  const auto window = nlohmann::json::parse(read_file(folder.file("window/stats.json")));
  CHECK((window["stats"] == until["stats"]));
  CHECK(window["simulated_ps"] > until["simulated_ps"]);

  CHECK(run({"-q", "--until", "1s"}, "late").status == 0);  // its programs end before
  CHECK(nlohmann::json::parse(read_file(folder.file("late/stats.json")))["end"] == "ended");
  CHECK_THAT(run({"--until", "10"}, "wrong").err, Contains("--until 10: the unit is missing"));
  CHECK_THAT(run({"--until", "0us"}, "wrong").err, Contains("--until 0us: nothing would be simulated"));
}

TEST_CASE("simulated time has an end, and a run that comes there says so") {
  const TemporaryFolder folder;
  const std::string program = folder.write("sleeps.c",
                                           "#include <stdio.h>\n#include <time.h>\n#include <unistd.h>\n"
                                           "int main(void) {\n"
                                           "  struct timespec t = {100000, 0};\n"
                                           "  printf(\"%d\\n\", nanosleep(&t, 0));\n"
                                           "  sleep(4000000000u);\n  puts(\"never\");\n}\n");
  const CommandResult r =
      run_shrimp({"run", "-o", folder.file("results"), "--set", "run.stuck_after=1000s", program});
  CHECK(r.status == 1);
  CHECK_THAT(r.out, Contains("0\n") && !Contains("never"));
  CHECK_THAT(r.err,
             Contains("shrimp: simulated time ends after 100 days") && Contains("waits for its sleep"));
  CHECK(nlohmann::json::parse(read_file(folder.file("results/stats.json")))["end"] == "limit");
}

TEST_CASE("a C program says hello") {
  const TemporaryFolder folder;
  const std::string program =
      folder.write("hello.c", "#include <stdio.h>\nint main(void) { puts(\"hello\"); return 0; }\n");
  CHECK(output_of({program}) == "hello\n");
}

TEST_CASE("the mathematical functions need no -lm") {
  const TemporaryFolder folder;
  const std::string program =
      folder.write("roots.c",
                   "#include <math.h>\n#include <stdio.h>\n"
                   "int main(int n, char** a) { (void)a; "
                   "printf(\"%.6f %.6f\\n\", pow(2, n / 2.0), sin(n)); return 0; }\n");
  CHECK(output_of({program}) == "1.414214 0.841471\n");
}

TEST_CASE("a C++ program has streams, exceptions, static and thread-local objects") {
  CHECK(output_of({test_program("objects.cpp")}) ==
        "the global is made\n"
        "a static is made\n"
        "a local is made\n"
        "a local is made\n"
        "a local is gone\n"
        "a local is gone\n"
        "caught the bottom\n"
        "even 3\n"
        "odd 2\n"
        "42\n"
        "a static is gone\n"
        "the global is gone\n");
}

TEST_CASE("a program sees its arguments, rank and size, and of the environment what --env names") {
  CHECK(output_of({"--env", "WORD=two words", says_hello, "0", "a b", "", "--env"}) ==
        "0 of 1: [says_hello.c] [0] [a b] [] [--env] word two words, home unknown\n");
  CHECK(output_of({says_hello}) == "0 of 1: [says_hello.c] word none, home unknown\n");
}

TEST_CASE("an exit status other than 0 is told with who ended so; the run's own is 1") {
  const CommandResult r = run_shrimp({"run", "--quiet", "-n", "2", says_hello, "7"});
  CHECK(r.status == 1);
  CHECK(lines_of(r.out) == 2);
  CHECK_THAT(r.err, Contains("rank 0 (node 0, pid 100) exited with status 7") &&
                        Contains("rank 1 (node 1, pid 100) exited with status 7"));
}

TEST_CASE("different programs run together, ranks counted through") {
  const std::string out = output_of({"-n", "2", says_hello, "0", "first", ":", says_hello, "0", "second"});
  CHECK(lines_of(out) == 3);
  CHECK_THAT(out, Contains("0 of 3: [says_hello.c] [0] [first]") &&
                      Contains("1 of 3: [says_hello.c] [0] [first]") &&
                      Contains("2 of 3: [says_hello.c] [0] [second]"));
}

TEST_CASE("64 copies have globals of their own") {
  const std::string out = output_of({"-n", "64", test_program("private.c")});
  CHECK(lines_of(out) == 64);
  for (int rank = 0; rank < 64; ++rank)
    CHECK_THAT("\n" + out, Contains("\n" + std::to_string(rank) + " of 64\n"));
}

TEST_CASE("processes that share a node take turns") {
  const std::string out = output_of({"-n", "5", "--set", "machine.nodes=2", test_program("slices.c")});
  for (const char* line :
       {"0 begins as process 100\n", "1 begins as process 100\n", "2 begins as process 101\n",
        "3 begins as process 101\n", "4 begins as process 102\n"})
    CHECK_THAT(out, Contains(line));
  // All have begun before any has ended: each needs several quanta.
  CHECK(out.rfind("begins") < out.find("ends"));
  // Two processes are done before three.
  CHECK(out.find("3 ends") < out.find("0 ends"));
}

TEST_CASE("a process that yields is followed by the next one") {
  CHECK(output_of({"-n", "2", "--set", "machine.nodes=1", test_program("yields.c")}) ==
        "0 takes turn 0\n1 takes turn 0\n0 takes turn 1\n1 takes turn 1\n"
        "0 takes turn 2\n1 takes turn 2\n0 takes turn 3\n1 takes turn 3\n");
}

TEST_CASE("output comes in simulated-time order and in whole lines") {
  CHECK(output_of({"-n", "3", test_program("lines.c")}) ==
        "cccccccccc\nbbbbbbbbbb\naaaaaaaaaa\nno end of line");
}

TEST_CASE("the option -o writes statistics, and a machine that gives the same ones when it is fed back") {
  const TemporaryFolder folder;
  const std::string pingpong = SHRIMP_BUILD "/workloads/pingpong";
  const std::vector<std::string> program{pingpong, "au", "4", "50"};
  std::vector<std::string> first{"-n",     "2", "--set", "mesh.hop_latency=35ns",
                                 "--seed", "5", "-o",    folder.file("one")};
  first.insert(first.end(), program.begin(), program.end());
  const std::string out = output_of(first);
  std::vector<std::string> second{
      "-n", "2", "-c", folder.file("one/machine.toml"), "-o", folder.file("two/deep")};
  second.insert(second.end(), program.begin(), program.end());
  CHECK(output_of(second) == out);
  CHECK(statistics_text(folder.file("one/stats.json")) ==
        statistics_text(folder.file("two/deep/stats.json")));
  CHECK(read_file(folder.file("one/machine.toml")).find("35ns") != std::string::npos);

  const nlohmann::json j = nlohmann::json::parse(read_file(folder.file("one/stats.json")));
  CHECK(j["schema"] == 1);
  CHECK(j["simulated_ps"].get<std::int64_t>() > 0);
  REQUIRE(j["processes"].size() == 2);
  CHECK(j["processes"][1]["rank"] == 1);
  CHECK(j["processes"][1]["node"] == 1);
  CHECK(j["processes"][1]["pid"] == 100);
  CHECK(j["processes"][1]["exit"] == 0);
  CHECK(j["processes"][1]["instructions"].get<std::int64_t>() > 1000);
  REQUIRE(j["stats"].contains("node[0].nic.outgoing_fifo.occupancy_max"));
  for (const char* part : {"value", "unit", "text"})
    CHECK(j["stats"]["node[0].nic.outgoing_fifo.occupancy_max"].contains(part));
}

TEST_CASE("without --quiet the summary goes to stderr, and stdout is the program's alone") {
  const CommandResult r = run_shrimp({"run", says_hello});
  CHECK(r.status == 0);
  CHECK(lines_of(r.out) == 1);
  CHECK_THAT(r.err, StartsWith("shrimp: ") && Contains("simulated in"));
}

TEST_CASE("a program written from the library's manual alone works: a ring of four") {
  CHECK(output_of({"-n", "4", test_program("ring.c")}) == "lap 1: 10\nlap 2: 20\nlap 3: 30\n");
}

TEST_CASE("imports wait for their exports, and end when none can come any more") {
  CHECK(output_of({"-n", "2", test_program("imports.c")}) == "all as said\n");
}

TEST_CASE("a program starts others on every node, and hears from them") {
  const std::string program = test_program("spawns.c");
  const CommandResult r =
      run_shrimp({"run", "--quiet", "--set", "machine.nodes=2", "--set", "mesh.width=2", program, program});
  CHECK(r.status == 0);
  CHECK_THAT(r.out, Contains("node 0 answered, pid 101\n"));
  CHECK_THAT(r.out, Contains("node 1 answered, pid 100\n"));
  CHECK_THAT(r.out, Contains("5 arguments for " + program + ", 'two words', pid 101\n"));
  CHECK_THAT(r.err, Contains("nonsense: there is no such program"));
  CHECK_THAT(r.err, Contains("nowhere: the machine has no such node"));
}

TEST_CASE("a node runs only so many processes") {
  const std::string program = test_program("spawns.c");
  const CommandResult r = run_shrimp({"run", "--quiet", "--set", "os.process_limit=1", program, program});
  CHECK(r.status == 1);
  CHECK_THAT(r.err, Contains("starting a process: "));
}

TEST_CASE("a receive buffer can be taken back while others send to it") {
  for (const char* nodes : {"1", "2", "3"}) {
    const CommandResult r = run_shrimp({"run", "--quiet", "-n", "3", "--set",
                                        std::string("machine.nodes=") + nodes, test_program("withdrawal.c")});
    CHECK(r.status == 0);
    for (const char* line : {"taken back\n", "refused\n", "and again\n"}) CHECK_THAT(r.out, Contains(line));
    CHECK_THAT(r.err, Contains("node 0 dropped"));
  }
}

TEST_CASE("a daemon that trusts no other node admits nobody from there") {
  const CommandResult r = run_shrimp(
      {"run", "--quiet", "-n", "4", "--set", "os.daemon_trusted_nodes=none", test_program("ring.c")});
  CHECK(r.status == 1);
  CHECK_THAT(r.err, Contains("does not let this process import"));
  const CommandResult bad =
      run_shrimp({"run", "--set", "os.daemon_trusted_nodes=everybody", test_program("ring.c")});
  CHECK(bad.status == 2);
  CHECK_THAT(bad.err, Contains("\"0-3,7\""));
}

TEST_CASE("daemons repeat what the Ethernet loses") {
  CHECK(output_of({"-n", "4", "--set", "faults.lost_frames=200000", test_program("ring.c")}) ==
        "lap 1: 10\nlap 2: 20\nlap 3: 30\n");
}

TEST_CASE("a daemon that cannot be reached is told to the program") {
  const CommandResult r = run_shrimp(
      {"run", "--quiet", "-n", "2", "--set", "faults.lost_frames=1000000", test_program("ring.c")});
  CHECK(r.status == 1);
  CHECK_THAT(r.err, Contains("importing an inbox"));
}

TEST_CASE("the first program of the repository works") {
  CHECK_THAT(output_of({"-n", "2", SHRIMP_SOURCE "/workloads/hello.c"}), StartsWith("Greetings from node 0"));
}

TEST_CASE("on SHRIMP-I the same program sends by deliberate update, and cannot bind memory") {
  const std::string pingpong = SHRIMP_BUILD "/workloads/pingpong";
  CHECK_THAT(output_of({"-c", "shrimp-i", "-n", "2", pingpong, "du", "256", "20"}),
             StartsWith("pingpong du bytes=256"));
  const CommandResult r = run_shrimp({"run", "-c", "shrimp-i", "-n", "2", pingpong, "au", "4", "20"});
  CHECK(r.status == 1);
  CHECK_THAT(r.err, Contains("cannot do this"));
}

TEST_CASE("what a process has sent arrives, also if it ends at once") {
  const std::string program = test_program("ends_at_once.c");
  for (const char* const way : {"automatic", "combined", "deliberate"}) {
    INFO(way);
    CHECK(output_of({"-n", "2", program, way, "return"}) == "1024 of 1024 words\n");
    const CommandResult r = run_shrimp({"run", "--quiet", "-n", "2", program, way, "fault"});
    CHECK(r.status == 1);
    CHECK(r.out == "1024 of 1024 words\n");
    CHECK_THAT(r.err, Contains("SIGSEGV at address 0x00000010"));
  }
}
