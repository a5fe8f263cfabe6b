// SPDX-License-Identifier: MIT
// What the build takes for the commit of its sources.
#include <cstdlib>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;

namespace {

/// The commit of `source`, as a build writes it to `file`.
std::string commit_of(const std::string& source, const std::string& file) {
  const CommandResult r = run_command(
      {"cmake", "-DSOURCE=" + source, "-DFILE=" + file, "-P", SHRIMP_SOURCE "/sim/cli/commit.cmake"});
  INFO(r.err);
  REQUIRE(r.status == 0);
  return read_file(file);
}

void git(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  const std::vector<std::string> author = {"git",         "-C", folder.path(),   "-c",
                                           "user.name=a", "-c", "user.email=a@b"};
  arguments.insert(arguments.begin(), author.begin(), author.end());
  const CommandResult r = run_command(arguments);
  INFO(r.err);
  REQUIRE(r.status == 0);
}

}  // namespace

TEST_CASE("sources outside a checkout have an unknown commit") {
  const TemporaryFolder folder;
  CHECK(commit_of(folder.path(), folder.file("commit.txt")) == "unknown\n");
}

TEST_CASE("the commit of a checkout is told, and whether something was changed since") {
  if (std::system("git --version >/dev/null 2>&1") != 0) return;  // then it is unknown everywhere
  const TemporaryFolder folder, build;
  git(folder, {"init", "-q"});
  folder.write("source.c", "int a;\n");
  git(folder, {"add", "source.c"});
  git(folder, {"commit", "-q", "-m", "Begin"});
  const std::string file = build.file("commit.txt");
  const std::string commit = commit_of(folder.path(), file);
  CHECK_THAT(commit, Catch::Matchers::Matches("[0-9a-f]{12}\n"));
  const auto written = std::filesystem::last_write_time(file);
  commit_of(folder.path(), file);
  CHECK(std::filesystem::last_write_time(file) == written);
  folder.write("source.c", "int b;\n");
  CHECK(commit_of(folder.path(), file) == commit.substr(0, 12) + "-modified\n");

  std::filesystem::create_directory(folder.file("unpacked"));  // an archive, in a checkout of something else
  CHECK(commit_of(folder.file("unpacked"), file) == "unknown\n");
}
