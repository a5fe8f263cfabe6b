// SPDX-License-Identifier: MIT
// The simulator as a user meets it: exit statuses, and what appears on stdout and stderr.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/catch.h"

namespace {

namespace fs = std::filesystem;

struct Outcome {
  int status = -1;
  std::string out;
  std::string err;
};

std::string contents(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Runs the simulator with `arguments`, as a shell would split them.
Outcome shrimp(const std::string& arguments) {
  const std::string base =
      (fs::temp_directory_path() / ("shrimp-executable-" + std::to_string(::getpid()))).string();
  const int status = std::system(
      (std::string(SHRIMP_EXECUTABLE) + " " + arguments + " >" + base + ".out 2>" + base + ".err </dev/null")
          .c_str());
  Outcome o{WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents(base + ".out"), contents(base + ".err")};
  fs::remove(base + ".out");
  fs::remove(base + ".err");
  return o;
}

}  // namespace

TEST_CASE("asking for help, versions or a configuration succeeds and says nothing on stderr") {
  for (const char* arguments :
       {"--help", "--version", "run --help", "config", "calibration", "list", "list machines",
        "describe nic.outgoing_fifo os", "describe --all", "completion bash", "completion zsh", "man"}) {
    INFO(arguments);
    const Outcome o = shrimp(arguments);
    CHECK(o.status == 0);
    CHECK_FALSE(o.out.empty());
    CHECK(o.err.empty());
    CHECK(o.out.find("Copyright (c) 1996") == std::string::npos);  // SystemC's banner
  }
}

TEST_CASE("wrong usage ends with status 2 and one sentence on stderr") {
  for (const char* arguments :
       {"", "rum", "run", "run --qiet x", "run no-such-program", "run -c vax x", "config --set nic.capacty=3",
        "describe", "describe nic.capacty", "list machine", "completion", "completion fish",
        "run --set mesh.hop_latency=40 x"}) {
    INFO(arguments);
    const Outcome o = shrimp(arguments);
    CHECK(o.status == 2);
    CHECK(o.out.empty());
    CHECK_FALSE(o.err.empty());
    CHECK(o.err.find("Copyright") == std::string::npos);
    CHECK(o.err.find("bug of the simulator") == std::string::npos);
  }
}

TEST_CASE("a --set is shown in the complete configuration, with its source") {
  const Outcome o = shrimp("config --set mesh.hop_latency=60ns");
  CHECK(o.status == 0);
  CHECK(
      o.out.find(
          "hop_latency = { value = \"60ns\", source = \"user\", reason = \"given on the command line\" }") !=
      std::string::npos);
}

TEST_CASE("the completion of the shipped machines offers their names and parameters") {
  for (const char* words : {"run -c shrimp-i", "run --set mesh.hop_latenc", "sweep --vary mesh.hop_latenc",
                            "describe nic.outgoing_fi", "reproduce au.latency.w"}) {
    INFO(words);
    const std::string base =
        (fs::temp_directory_path() / ("shrimp-offered-" + std::to_string(::getpid()))).string();
    std::ofstream(base) << shrimp("completion bash").out << "COMP_WORDS=(shrimp " << words
                        << "); COMP_CWORD=3; if [ ${#COMP_WORDS[@]} = 3 ]; then COMP_CWORD=2; fi; _shrimp\n"
                        << "[ ${#COMPREPLY[@]} -gt 0 ]\n";
    CHECK(std::system(("bash --norc " + base).c_str()) == 0);
    fs::remove(base);
  }
}
