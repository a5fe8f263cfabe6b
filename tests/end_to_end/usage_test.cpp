// SPDX-License-Identifier: MIT
// What is wrong is told in words that help, on stderr, with exit status 2, before anything runs.
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

const std::string hello = SHRIMP_SOURCE "/tests/end_to_end/programs/says_hello.c";

/// Runs in `folder` and gives the complaint.
std::string complaint(std::vector<std::string> arguments, const TemporaryFolder& folder = {}) {
  arguments.insert(arguments.begin(), SHRIMP_BUILD "/shrimp");
  const CommandResult r = run_command(arguments, folder.path());
  INFO(r.err);
  CHECK(r.status == 2);
  CHECK(r.out.empty());
  CHECK(r.err.find("bug of the simulator") == std::string::npos);
  return r.err;
}

std::string complaint_about_setting(const std::string& setting) {
  return complaint({"run", "--set", setting, hello});
}

}  // namespace

TEST_CASE("an unknown parameter is shown with the nearest one") {
  CHECK(
      complaint_about_setting("mesh.hop_latncy=40ns") ==
      "--set mesh.hop_latncy=40ns: no parameter is called mesh.hop_latncy\n"
      "  --set mesh.hop_latncy=40ns\n"
      "        ^~~~~~~~~~~~~~~\n"
      "  did you mean mesh.hop_latency? (head entering a link until it asks for the next router's output)\n");
}

TEST_CASE("a wrong unit is shown with the right ones") {
  const std::string text = complaint_about_setting("mesh.hop_latency=40MHz");
  CHECK_THAT(text,
             StartsWith("--set mesh.hop_latency=40MHz: mesh.hop_latency: 'MHz' is the unit of a frequency, "
                        "not of a time\n"));
  CHECK_THAT(text, Contains("\n  expected: a time (ps, ns, us, ms or s) from 1ns to 10us, such as"));
  CHECK_THAT(complaint_about_setting("mesh.hop_latency=40"),
             Contains("mesh.hop_latency: the unit is missing\n"));
}

TEST_CASE("a value out of range is shown with the range") {
  const std::string text = complaint_about_setting("machine.nodes=0");
  CHECK_THAT(text, StartsWith("--set machine.nodes=0: machine.nodes: 0 is out of range\n"
                              "  --set machine.nodes=0\n"
                              "                      ^\n"));
  CHECK_THAT(text, Contains("expected: a whole number without a unit from 1 to 65536\n"));
}

TEST_CASE("rules between parameters are checked, each told once") {
  const std::string text = complaint({"run", "--set", "nic.outgoing_fifo.capacity=1KiB", "--set",
                                      "nic.outgoing_fifo.threshold=4KiB", hello});
  CHECK_THAT(
      text,
      StartsWith("--set nic.outgoing_fifo.threshold=4KiB: nic.outgoing_fifo.threshold: 4096 bytes and the "
                 "headroom of 8192 are more than the capacity of 1024"));
  CHECK(text.find("more than the capacity") == text.rfind("more than the capacity"));
  const std::string lines = complaint_about_setting("bridge.line=128B");
  CHECK_THAT(lines, Contains("must not exceed pentium.l2.line"));
  CHECK(lines.find("must not exceed") == lines.rfind("must not exceed"));
  CHECK_THAT(complaint({"run", "-n", "5", "--set", "machine.nodes=5", "--set", "mesh.width=2", "--set",
                        "mesh.height=2", hello}),
             Contains("has no place for so many nodes"));
}

TEST_CASE("a broken machine file is shown with its line and a caret") {
  const TemporaryFolder folder;
  folder.write("wrong.toml", "base = \"shrimp-ii\"\n\n[mesh]\nhop_latency = \"40\"\n");
  CHECK_THAT(complaint({"run", "-c", "wrong.toml", hello}, folder),
             StartsWith("wrong.toml:4:15: mesh.hop_latency: the unit is missing\n"
                        "  4 | hop_latency = \"40\"\n"
                        "    |               ^~~~\n"));
  folder.write("no_toml.toml", "base = \"shrimp-ii\"\n[mesh\nhop_latency = \"40ns\"\n");
  const std::string text = complaint({"run", "-c", "no_toml.toml", hello}, folder);
  CHECK_THAT(text, StartsWith("no_toml.toml:2:1: this is not TOML"));
  CHECK_THAT(text, Contains("[mesh") && Contains("^"));
  CHECK_THAT(complaint({"run", "-c", "vax", hello}), StartsWith("there is no machine 'vax'\n  machines: "));
}

TEST_CASE("a program that is not there is told with the nearest name") {
  const TemporaryFolder folder;
  folder.write("hello.c", "int main(void) { return 0; }\n");
  CHECK(complaint({"run", "hell.c"}, folder) ==
        "shrimp run: there is no program 'hell.c'; did you mean hello.c?\n");
  CHECK(complaint({"run", "-n", "2"}) ==
        "shrimp run: a program is missing: shrimp run [OPTIONS] PROGRAM [ARGS...]\n");
  CHECK_THAT(complaint({"run", "/bin/true"}), Contains("is not a program built by shrimp-cc or shrimp-c++"));
}

TEST_CASE("a program without main is told so, and nothing else") {
  const TemporaryFolder folder;
  folder.write("part.c", "int part(void) { return 0; }\n");
  CHECK(complaint({"run", "part.c"}, folder) ==
        "shrimp-cc: error: part.c has no main\n"
        "shrimp run: part.c has no main; a program of several files is linked with `shrimp-cc -o PROG "
        "FILE...` and "
        "run as `shrimp run PROG`\n");
}

TEST_CASE("a program that does not compile is told in the compiler's own words") {
  const TemporaryFolder folder;
  folder.write("wrong.c", "int main(void) {\n  return undeclared;\n}\n");
  const std::string text = complaint({"run", "wrong.c"}, folder);
  CHECK_THAT(text, Contains("wrong.c:2:10: error:") && Contains("undeclared"));
  CHECK_THAT(text, Contains("shrimp run: wrong.c does not compile (shrimp-cc ended with status 1)\n"));
  folder.write("wrong.cpp", "int main() { return std::string(); }\n");
  CHECK_THAT(complaint({"run", "wrong.cpp"}, folder), Contains("wrong.cpp:1:"));
}

TEST_CASE("a program that uses what a simulated process cannot is refused by name") {
  const TemporaryFolder folder;
  folder.write("maps.c", "#include <sys/mman.h>\nint main(void) { return munmap(0, 0); }\n");
  CHECK_THAT(complaint({"run", "maps.c"}, folder), Contains("munmap"));
}

TEST_CASE("a call that no process can make ends the one that makes it, and nobody else") {
  const TemporaryFolder folder;
  const std::string program = folder.write("server.c",
                                           "#include <stdio.h>\n#include <unistd.h>\n"
                                           "int main(int argc, char** argv) {\n"
                                           "  (void)argv;\n"
                                           "  if (argc > 1) daemon(0, 0), fork();\n"
                                           "  return puts(\"serves\") < 0;\n}\n");
  const CommandResult without = run_shrimp({"run", "-q", program});
  CHECK(without.status == 0);
  CHECK(without.out == "serves\n");
  const CommandResult with = run_shrimp({"run", "-q", program, "-f", ":", program});
  CHECK(with.status == 1);
  CHECK(with.out == "serves\n");
  CHECK_THAT(with.err, Contains("daemon: a process has no background to go to; start the program with") &&
                           Contains("server.c:5 (main)"));
}

TEST_CASE("an unknown option or command is told with the nearest one") {
  CHECK(complaint({"run", "--qiet", hello}) ==
        "shrimp run: there is no option '--qiet'; did you mean --quiet?\n");
  CHECK(complaint({"rnu", hello}) == "shrimp: there is no command 'rnu'; did you mean run?\n");
  CHECK_THAT(complaint({"run", "-n", "two", hello}), StartsWith("shrimp run: -n two: a whole number from 1"));
}

TEST_CASE("an unknown number of reproduce is told with the known ones") {
  CHECK_THAT(
      complaint({"reproduce", "au.latency.wtt"}),
      StartsWith("shrimp reproduce: there is no published number 'au.latency.wtt'; the known ones are ") &&
          Contains("au.latency.wt,"));
}

TEST_CASE("a seed is refused where each number is measured with several, and not heeded in a machine file") {
  const TemporaryFolder folder;
  using Words = std::vector<std::string>;
  const Words sweep{"sweep", "-o", folder.file("seeds")};
  const auto refused = [&](Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    CHECK_THAT(complaint(words), StartsWith("shrimp " + words[0] +
                                            ": run.seed cannot be chosen here, since each number is measured "
                                            "with the seeds 1 to 4") &&
                                     Contains("`shrimp run --seed N`"));
  };
  refused({"reproduce", "sw.overhead"}, {"--set", "run.seed=3"});
  refused({"fit"}, {"--set", "run.seed=3"});
  refused(sweep, {"--vary", "run.seed=1,2,3", "--", "reproduce", "sw.overhead"});
  refused(sweep,
          {"--vary", "mesh.hop_latency=20ns", "--", "reproduce", "sw.overhead", "--set", "run.seed=3"});
  const std::string mine = folder.write("mine.toml", "base = \"shrimp-ii\"\n[run]\nseed = 3\n");
  const CommandResult heedless = run_shrimp({"reproduce", "-c", mine, "udma.initiation"});
  CHECK(heedless.status == 0);
  CHECK(heedless.out == run_shrimp({"reproduce", "udma.initiation"}).out);
}

TEST_CASE("a row whose run fails on this machine has no number, and the other rows have theirs") {
  const TemporaryFolder folder;
  const CommandResult r =
      run_shrimp({"reproduce", "du.latency", "udma.initiation", "--set", "faults.dead_link.node=1", "--set",
                  "faults.dead_link.side=west", "--json", folder.file("rows.json")});
  INFO(r.out << r.err);
  CHECK(r.status == 1);
  CHECK_THAT(r.out, Contains("no number: the run of 'pingpong du 4 1000'") && Contains("stuck at"));
  const auto rows = nlohmann::json::parse(read_file(folder.file("rows.json")));
  CHECK(rows[0]["simulated"].is_null());
  CHECK(rows[0]["pass"] == false);
  CHECK(rows[1]["simulated"].is_number());
}

TEST_CASE("a row whose run would never end has no number, and the other rows have theirs") {
  const CommandResult r =
      run_shrimp({"reproduce", "sw.overhead", "udma.initiation", "--set", "run.longest_measurement=20ms"});
  INFO(r.out << r.err);
  CHECK(r.status == 1);
  CHECK_THAT(r.out, Contains("udma.initiation: no number: the run of 'udma_start' (seed 1) failed:\n"
                             "shrimp: the programs had not ended after 20 ms of simulated time "
                             "(run.longest_measurement), and were not stuck; if it only takes longer, raise "
                             "that, as with --set run.longest_measurement=200ms. Who waits where:\n") &&
                        Contains("rank 1 (node 1, pid 100)") && !Contains("sw.overhead: no number"));
}

TEST_CASE("what is explained of a program that does not end are its messages until the limit") {
  const CommandResult r = run_shrimp(
      {"explain", "--set", "run.longest_measurement=5ms", "-n", "2", test_program("never_ends.c"), "send"});
  INFO(r.out << r.err);
  CHECK(r.status == 1);
  CHECK_THAT(r.err, Contains("had not ended after 5 ms of simulated time") && Contains("did not end well"));
}

TEST_CASE("a folder that cannot be made is told before the run") {
  CHECK_THAT(complaint({"run", "-o", "/proc/results", hello}),
             Contains("the folder '/proc/results' cannot be made"));
}

#ifndef __SANITIZE_ADDRESS__  // which needs more addresses itself than any limit leaves
TEST_CASE("more processes than the host has room for are the user's to reduce") {
  const CommandResult r = run_command(
      {"sh", "-c", "ulimit -v 20000000; exec \"$@\"", "sh", SHRIMP_BUILD "/shrimp", "run", "-n", "8", hello});
  INFO(r.err);
  CHECK(r.status == 2);
  CHECK_THAT(r.err, StartsWith("shrimp: process 4 of 8 cannot be made: the host gave no memory") &&
                        Contains("fewer processes"));
}
#endif
