// SPDX-License-Identifier: MIT
// The built tree, installed into a temporary folder: another project finds it by find_package(shrimp) or uses
// the compiler wrapper from make, and runs its programs with the installed simulator.
#include <fmt/format.h>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;

namespace {

constexpr const char* hello = R"(#include <stdio.h>
#include <sbl.h>
int main(void) {
  int nodes;
  NodeID* node;
  if (SBL_Hosts(&nodes, &node) < 0) return 1;
  printf("one of %d\n", nodes);
  return 0;
}
)";

constexpr const char* project = R"(cmake_minimum_required(VERSION 3.25)
project(user LANGUAGES NONE)
find_package(shrimp REQUIRED)
shrimp_add_program(hello hello.c)
file(WRITE ${CMAKE_BINARY_DIR}/simulator ${shrimp_SIMULATOR})
)";

std::string must(const std::vector<std::string>& command, const std::string& folder = "") {
  const CommandResult r = run_command(command, folder);
  INFO(command[0] << ": " << r.out << r.err);
  REQUIRE(r.status == 0);
  return r.out;
}

std::string install(const TemporaryFolder& folder) {
  const std::string prefix = folder.file("prefix");
  must({"cmake", "--install", SHRIMP_BUILD, "--prefix", prefix});
  return prefix;
}

}  // namespace

TEST_CASE("a project finds the installed simulator, and builds and runs a program") {
  const TemporaryFolder folder;
  const std::string prefix = install(folder);
  folder.write("hello.c", hello);
  folder.write("CMakeLists.txt", project);
  must({"cmake", "-S", folder.path(), "-B", folder.file("b"), "-DCMAKE_PREFIX_PATH=" + prefix});
  must({"cmake", "--build", folder.file("b")});
  const std::string simulator = read_file(folder.file("b/simulator"));
  CHECK(simulator == prefix + "/bin/shrimp");
  CHECK(must({simulator, "run", "--quiet", "-n", "2", folder.file("b/hello")}) == "one of 2\none of 2\n");
}

TEST_CASE(
    "make uses the installed compiler, and the installed simulator compiles sources and has its machines") {
  const TemporaryFolder folder;
  const std::string prefix = install(folder);
  const std::string source = folder.write("hello.c", hello);
  must({"make", "-s", "hello", fmt::format("CC={}/bin/shrimp-cc", prefix), "CFLAGS=-O2"}, folder.path());
  const std::string simulator = prefix + "/bin/shrimp";
  CHECK(must({simulator, "run", "--quiet", "-c", "shrimp-ii", folder.file("hello")}) == "one of 2\n");
  CHECK(must({simulator, "run", "--quiet", source}) == "one of 2\n");
  CHECK(must({simulator, "run", "--quiet", "-n", "2", prefix + "/lib/shrimp/workloads/pingpong", "au", "4",
              "10"})
            .find("pingpong au bytes=4") == 0);
}

TEST_CASE(
    "the installed simulator lists its workloads, runs one from its source, and has man page and "
    "completion") {
  const TemporaryFolder folder;
  const std::string prefix = install(folder);
  const std::string simulator = prefix + "/bin/shrimp", sources = prefix + "/share/shrimp/workloads";
  const std::string list = must({simulator, "list"}, folder.path());
  CHECK(list.find("  shrimp-ii  SHRIMP-II") != std::string::npos);
  CHECK(list.find(sources) != std::string::npos);
  CHECK(list.find("  hello.c ") != std::string::npos);
  CHECK(must({simulator, "run", "--quiet", "-n", "2", sources + "/hello.c"}).find("Greetings") == 0);
  CHECK(must({simulator, "man"}) == read_file(prefix + "/share/man/man1/shrimp.1"));
  CHECK(must({simulator, "completion", "bash"}) ==
        read_file(prefix + "/share/bash-completion/completions/shrimp"));
  CHECK(must({simulator, "--version"}) == run_shrimp({"--version"}).out);
}
