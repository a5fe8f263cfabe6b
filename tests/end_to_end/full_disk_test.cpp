// SPDX-License-Identifier: MIT
// What was measured reaches the user, whatever cannot be written: a full disk, a limit of the host, a folder
// of somebody else's.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

const std::string pingpong = SHRIMP_BUILD "/workloads/pingpong";

std::string full(const TemporaryFolder& folder, const std::string& name) {
  fs::create_symlink("/dev/full", folder.file(name));
  return folder.file(name);
}

std::size_t files_in(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// No file may become larger than this. All that is said is in `err`, by way of a pipe, which has no size.
CommandResult run_limited(int kibibytes, Words words) {
  const std::string script =
      fmt::format("set -o pipefail; (ulimit -f {}; exec \"$@\") 2>&1 | cat >&2", kibibytes);
  words.insert(words.begin(), {"bash", "-c", script, "bash", SHRIMP_BUILD "/shrimp"});
  return run_command(words);
}

/// A folder that nobody may write to; of no effect on root.
class ClosedFolder {
 public:
  explicit ClosedFolder(std::string path) : path_(std::move(path)) {
    fs::create_directory(path_);
    fs::permissions(path_, fs::perms::owner_read | fs::perms::owner_exec);
  }
  ~ClosedFolder() { fs::permissions(path_, fs::perms::owner_all); }

 private:
  std::string path_;
};

}  // namespace

TEST_CASE("a result that cannot be written keeps no other from the user") {
  const TemporaryFolder folder;
  full(folder, "stats.json");
  full(folder, "profile.txt");
  const CommandResult r =
      run_shrimp({"run", "-o", folder.path(), "--report", "--profile", "-n", "2", pingpong, "au", "4", "10"});
  INFO(r.err);
  CHECK(r.status == 2);
  CHECK_THAT(r.err, Contains("stats.json' cannot be written: No space left on device. Make room"));
  CHECK_THAT(r.err, Contains("profile.txt' cannot be written: No space left on device"));
  CHECK_THAT(r.err, Contains("real-time factor"));
  CHECK_THAT(r.err, Contains("cycles"));  // the profile
  for (const char* name : {"stats.csv", "machine.toml", "profile.csv", "index.html"})
    CHECK(fs::file_size(folder.file(name)) > 0);
  CHECK(files_in(folder.path()) == 6);
}

TEST_CASE("a program that failed is worse than a file that could not be written") {
  const TemporaryFolder folder;
  full(folder, "stats.csv");
  const std::string fails = folder.write("fails.c", "int main(void) { return 5; }\n");
  CHECK(run_shrimp({"run", "-q", "-o", folder.path(), fails}).status == 1);
}

TEST_CASE("a trace that met a limit ends whole, and the results are there") {
  const TemporaryFolder folder;
  const CommandResult r =
      run_limited(1500, {"run", "-q", "-o", folder.path(), "--trace", "vcd", "-n", "2", pingpong, "au", "4",
                         "1500"});  // a program is a file too, of 1 MiB
  INFO(r.err);
  CHECK(r.status == 2);
  CHECK_THAT(r.err, Contains("trace.vcd' could not be written beyond") && Contains("File too large"));
  CHECK(fs::file_size(folder.file("stats.json")) > 0);
  const std::string trace = read_file(folder.file("trace.vcd"));
  CHECK(trace.size() > 64 << 10);
  CHECK(trace.back() == '\n');
}

TEST_CASE("traces that fill a disk leave room for the results") {
  const Words apart{"unshare", "--map-root-user", "--mount", "sh", "-c"};
  const auto in_own_mounts = [&](const std::string& script, const Words& more) {
    Words words = apart;
    words.insert(words.end(), {script, "sh"});
    words.insert(words.end(), more.begin(), more.end());
    return run_command(words);
  };
  const TemporaryFolder folder;
  const std::string mount = "mount -t tmpfs -o size=300k none " + folder.path();
  if (in_own_mounts(mount, {}).status != 0) return;  // the host lets nobody mount
  const CommandResult r = in_own_mounts(mount + " && { \"$@\"; echo $?; cd " + folder.path() +
                                            "; tail -c 3 stats.json; wc -c machine.toml stats.csv; }",
                                        {SHRIMP_BUILD "/shrimp", "run", "-q", "-o", folder.path(), "--trace",
                                         "vcd,perfetto", "-n", "2", pingpong, "au", "4", "1000"});
  INFO(r.out << r.err);
  CHECK_THAT(r.out, Contains("\n2\n") && Contains("}\n") && !Contains(" 0 "));
  CHECK_THAT(r.err, Contains("trace.vcd' could not be written") && !Contains("stats.json"));
}

TEST_CASE("a folder that cannot be written to is told before the run") {
  if (geteuid() == 0) return;  // who may write anywhere
  const TemporaryFolder folder;
  const ClosedFolder closed(folder.file("closed"));
  for (const Words& words :
       {Words{"run", "-o", folder.file("closed"), "-n", "2", pingpong, "au", "4", "10"},
        Words{"reproduce", "sw.overhead", "--report", folder.file("closed")},
        Words{"sweep", "-o", folder.file("closed"), "--vary", "run.seed=1,2", "--", "run", pingpong}}) {
    const CommandResult r = run_shrimp(words);
    INFO(r.err);
    CHECK(r.status == 2);
    CHECK(r.out.empty());
    CHECK_THAT(r.err, Contains("Permission denied"));
    CHECK(std::count(r.err.begin(), r.err.end(), '\n') == 1);
  }
}

TEST_CASE("an experiment of many runs that the host has no room for is told, and is no bug") {
  for (const Words& words :
       {Words{"reproduce", "sw.overhead"}, Words{"explain", "-n", "2", pingpong, "au", "4", "10"}}) {
    const CommandResult r = run_limited(0, words);
    INFO(r.err);
    CHECK(r.status == 2);
    CHECK_THAT(r.err,
               Contains("cannot be copied into the host's memory: File too large") && Contains("ulimit -f"));
    CHECK(r.err.find("broke a rule") == std::string::npos);
  }
}

TEST_CASE("what reproduce has measured is reported though its numbers cannot be written") {
  const TemporaryFolder folder;
  const CommandResult r = run_shrimp({"reproduce", "sw.overhead", "--json", full(folder, "numbers.json"),
                                      "--report", folder.file("report")});
  INFO(r.err);
  CHECK(r.status == 2);
  CHECK_THAT(r.out, Contains("sw.overhead"));
  CHECK_THAT(r.err, Contains("numbers.json' cannot be written: No space left on device"));
  CHECK(fs::file_size(folder.file("report/index.html")) > 0);
}

TEST_CASE("a file that cannot be written is told before anything is measured, with what helps") {
  const TemporaryFolder folder;
  const std::string nowhere = folder.file("nowhere/x.json");
  fs::create_directories(folder.file("run/stats.csv"));
  fs::create_directories(folder.file("sweep/sweep.csv"));
  fs::create_directories(folder.file("page/index.html"));
  const std::string no_folder =
      "No such file or directory. Make its folder first, or name one that is there.";
  const std::string is_folder = "Is a directory. Name a file; there is a folder.";
  const std::pair<Words, std::string> cases[] = {
      {{"explain", "--json", nowhere}, no_folder},
      {{"explain", "--json", folder.file("page")}, is_folder},
      {{"reproduce", "--json", nowhere}, no_folder},
      {{"fit", "--json", nowhere}, no_folder},
      {{"compare", "--json", nowhere, "a", "b"}, no_folder},
      {{"run", "-o", folder.file("run"), "-n", "2", pingpong}, is_folder},
      {{"run", "-o", folder.file("page"), "--report", "-n", "2", pingpong}, is_folder},
      {{"reproduce", "--report", folder.file("page")}, is_folder},
      {{"sweep", "-o", folder.file("sweep"), "--vary", "run.seed=1,2", "--", "run", pingpong}, is_folder}};
  for (const auto& [words, helps] : cases) {
    const CommandResult r = run_shrimp(words);
    INFO(words[0] << ": " << r.err);
    CHECK(r.status == 2);
    CHECK(r.out.empty());
    CHECK_THAT(r.err, Contains("' cannot be written: " + helps));
    CHECK(std::count(r.err.begin(), r.err.end(), '\n') == 1);
  }
}
