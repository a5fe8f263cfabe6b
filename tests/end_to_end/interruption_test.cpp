// SPDX-License-Identifier: MIT
// Asking and ending a simulator that runs: signals, readers that go away, full disks.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"
#include "tests/end_to_end/patience.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

const std::string shrimp_command = SHRIMP_BUILD "/shrimp";
const std::string slow_receiver = " --set nic.incoming_dma_engine.latency=9us ";

/// Runs `shrimp COMMAND` in `folder` until it has printed "begun", and does `then` with it (patience.h). What
/// it says is in `err` of the result. What an earlier one has printed there is not its own.
CommandResult begin_and(const std::string& folder, const std::string& command, const std::string& then) {
  CommandResult r = run_command({"sh", "-c",
                                 patience + "rm -f out err\n" + shrimp_command + " " + command +
                                     " > out 2> err & p=$!\npatiently come out begun\n" + then + "\nwait $p"},
                                folder);
  r.err = read_file(folder + "/err");
  return r;
}

std::string never_ends(const std::string& what) {
  return test_program("never_ends.c") + " " + what;
}

/// Processes of the host whose environment has `mark`.
int processes_with(const std::string& mark) {
  int count = 0;
  for (const auto& process : std::filesystem::directory_iterator("/proc")) {
    std::ifstream file(process.path() / "environ", std::ios::binary);
    const std::string environment{std::istreambuf_iterator<char>(file), {}};
    count += environment.find(mark) != std::string::npos;
  }
  return count;
}

}  // namespace

TEST_CASE("Ctrl-C ends a run in order, and its statistics are kept") {
  const TemporaryFolder folder;
  const CommandResult r = begin_and(folder.path(), "run -o results --profile " + never_ends("compute"),
                                    "asked computing:; kill -INT $p");
  INFO(r.err);
  CHECK(r.status == 130);
  REQUIRE_THAT(r.err, Contains("interrupted by Ctrl-C: ended at "));
  CHECK_THAT(r.err.substr(r.err.find("interrupted by Ctrl-C")),
             Contains("what was counted until then is in results") && Contains("computing: "));
  CHECK_THAT(read_file(folder.file("results/stats.json")), Contains("\"end\": \"interrupted\""));
  CHECK_THAT(read_file(folder.file("results/stats.csv")), Contains("run,end,2,code,"));
  for (const char* file : {"machine.toml", "profile.txt"})
    CHECK_THAT(read_file(folder.file(std::string("results/") + file)), !Catch::Matchers::Equals(""));
}

TEST_CASE("SIGTERM has the status that shells give it, and the second signal ends at once") {
  const TemporaryFolder folder;
  const CommandResult once = begin_and(folder.path(), "run " + never_ends("compute"), "kill -TERM $p");
  CHECK(once.status == 128 + 15);
  CHECK_THAT(once.err, Contains("interrupted by SIGTERM"));
  // Stopped, it gets both signals before it looks.
  const CommandResult twice = begin_and(folder.path(), "run " + never_ends("compute"),
                                        "kill -STOP $p; kill -INT $p; kill -TERM $p; kill -CONT $p");
  CHECK((twice.status == 128 + 15 || twice.status == 128 + 2));
  CHECK_THAT(twice.err, !Contains("interrupted by"));
}

TEST_CASE("a run says on request what it does: compute, wait, send, or stand before a full queue") {
  const TemporaryFolder folder;
  const auto asked = [&](const std::string& options, const std::string& what, const std::string& until) {
    const CommandResult r =
        begin_and(folder.path(), "run " + options + never_ends(what), "asked '" + until + "'; kill -INT $p");
    CHECK(r.status == 130);
    return r.err.substr(0, r.err.find("interrupted by"));
  };
  CHECK_THAT(asked("-q ", "compute", "computing:"), Contains("computing: ") && Contains("events and") &&
                                                        Contains("rank 0 (node 0, pid 100) runs ") &&
                                                        !Contains("runs  "));
  CHECK_THAT(asked("-q ", "sleep", "waiting:"),
             Contains("waiting: ") && Contains("rank 0 (node 0, pid 100) "));
  CHECK_THAT(asked("-q -n 2 --set pentium.clock=5MHz ", "send", "sending:"),
             Contains("sending: ") && !Contains("saturated"));
  const std::string full_as_well =
      "packets for node 1 wait in the mesh; full as well: node[0].nic.outgoing_fifo";
  CHECK_THAT(asked("-q -n 2" + slow_receiver, "send", "full as well: node.0.[.]nic.outgoing_fifo"),
             Contains("saturated: of the last ") && Contains(" node[1].nic.incoming_fifo was full for ") &&
                 Contains(full_as_well));
}

TEST_CASE("a run that was saturated for long says so at its end, unless it is to be quiet") {
  const std::vector<std::string> words{
      "run", "-n", "2", "--set", "nic.incoming_dma_engine.latency=9us", test_program("floods.c")};
  const CommandResult r = run_shrimp(words);
  CHECK(r.status == 0);
  CHECK_THAT(r.err, Contains("note: of the whole run node[1].nic.incoming_fifo was full for "));
  std::vector<std::string> quiet = words;
  quiet.insert(quiet.begin() + 1, "-q");
  CHECK(run_shrimp(quiet).err.empty());
}

TEST_CASE("a blocked receiver is stuck, and the report of it names who waits") {
  const CommandResult r = run_shrimp(
      {"run", "-n", "2", "--set", "faults.stuck_receiver.stuck=true", "--set", "faults.stuck_receiver.node=1",
       "--set", "faults.stuck_receiver.from=4ms", "--set", "run.stuck_after=10ms", test_program("floods.c")});
  CHECK(r.status == 4);
  CHECK_THAT(r.err, Contains("shrimp: stuck at") && Contains("bytes in the outgoing FIFO wait for the mesh"));
}

TEST_CASE("a reader of standard output that goes away ends the run in order") {
  const TemporaryFolder folder;
  const CommandResult r = run_command(
      {"sh", "-c",
       "(" + shrimp_command + " run -o results " + never_ends("print") + "; echo $? > status) | head -n 2"},
      folder.path());
  CHECK(r.out == "begun\nand on\n");
  CHECK_THAT(r.err, Contains("nobody reads standard output any more: ended at "));
  CHECK(read_file(folder.file("status")) == "141\n");
  CHECK_THAT(read_file(folder.file("results/stats.json")), Contains("\"end\": \"interrupted\""));
}

TEST_CASE("output that finds no room is told") {
  const CommandResult run =
      run_command({"sh", "-c", shrimp_command + " run " + never_ends("print") + " > /dev/full"});
  CHECK(run.status == 2);
  CHECK_THAT(run.err, Contains("standard output takes no more (No space left on device): ended at "));
  const CommandResult list = run_command({"sh", "-c", shrimp_command + " list > /dev/full"});
  CHECK(list.status == 2);
  CHECK_THAT(list.err, Contains("standard output cannot be written: No space left on device"));
}

TEST_CASE("interrupted experiments tell what they have, and leave no process behind") {
  const TemporaryFolder folder;
  const std::string mark = "SHRIMP_TEST_MARK";
  const auto interrupted = [&](const std::string& command, const std::string& signal) {
    const CommandResult r =
        run_command({"sh", "-c",
                     patience + shrimp_command + " " + command +
                         " & p=$!; patiently heeds 15; sleep 0.5; kill -" + signal + " $p; wait $p"},
                    folder.path(), {{mark, folder.path()}});
    INFO(r.err);
    CHECK(processes_with(mark + "=" + folder.path()) == 0);
    return r;
  };
  const CommandResult reproduce = interrupted("reproduce --json numbers.json", "INT");
  CHECK(reproduce.status == 130);
  CHECK_THAT(reproduce.out, Contains("interrupted") && Contains("au.bandwidth.max"));
  CHECK_THAT(reproduce.err, Contains("interrupted by Ctrl-C; rows without a number were not measured"));
  CHECK_THAT(read_file(folder.file("numbers.json")), Contains("\"simulated\": null"));

  const CommandResult faults = interrupted("faults --runs 100000", "INT");
  CHECK(faults.status == 130);
  CHECK_THAT(faults.out, Contains("\nall "));
  CHECK_THAT(faults.err, Contains(" of 100000 runs made; the table is of these"));

  const CommandResult fit = interrupted("fit", "TERM");
  CHECK(fit.status == 143);
  CHECK(fit.out.empty());
  CHECK_THAT(fit.err, Contains("shrimp: interrupted by SIGTERM with "));
}

TEST_CASE("whoever asks a command of many runs how it goes is answered, and nothing ends") {
  const TemporaryFolder folder;
  // Two runs are quick, the third would take hours.
  const CommandResult r =
      run_command({"sh", "-c",
                   patience + shrimp_command +
                       " sweep -o s --vary rounds=10,20,200000000 -j 2 -- run -n 2 " SHRIMP_SOURCE
                       "/workloads/pingpong.c au 4 {rounds} 2>> err & p=$!\n"
                       "patiently heeds 10; asked '2 of 3 runs, about .* left'; : > err; asked '2 of 3 runs, "
                       "about .* left'\n"
                       "kill -INT $p; wait $p"},
                  folder.path());
  const std::string said = read_file(folder.file("err"));
  INFO(said);
  CHECK(r.status == 130);
  CHECK_THAT(said, Contains("shrimp: 2 of 3 runs, about ") && Contains("interrupted with 2 of 3 points"));
}

TEST_CASE("a report that is being drawn when Ctrl-C comes is finished") {
  const TemporaryFolder folder;
  // The first call only finds out whether gnuplot is there.
  const std::string calls = folder.file("calls");
  folder.write("gnuplot", "#!/bin/sh\necho >> " + calls + "\n[ $(wc -l < " + calls +
                              ") != 2 ] || kill -INT $PPID\nexec /usr/bin/gnuplot \"$@\"\n");
  std::filesystem::permissions(folder.file("gnuplot"), std::filesystem::perms::owner_all);
  const std::string path = "PATH=" + folder.path() + ":$PATH ";
  const CommandResult run =
      run_command({"sh", "-c",
                   path + shrimp_command +
                       " run -o results --report -n 2 " SHRIMP_SOURCE "/workloads/pingpong.c au 4 100"},
                  folder.path());
  INFO(run.err);
  CHECK(run.status == 0);  // the run had ended before
  CHECK_THAT(read_file(folder.file("results/index.html")), Contains("</html>"));
  std::filesystem::remove(calls);
  const CommandResult reproduced = run_command(
      {"sh", "-c", path + shrimp_command + " reproduce sw.overhead --report page"}, folder.path());
  INFO(reproduced.err);
  CHECK(reproduced.status == 130);
  CHECK_THAT(read_file(folder.file("page/index.html")), Contains("</html>"));
}
