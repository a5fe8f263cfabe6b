// SPDX-License-Identifier: MIT
// The completion script, asked by a real bash what it would offer.
#include "sim/cli/completion.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/catch.h"

using namespace shrimp;

namespace {

std::string output_of(const std::string& command) {
  std::FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe);
  std::string text;
  for (int c; (c = std::fgetc(pipe)) != EOF;) text += static_cast<char>(c);
  CHECK(::pclose(pipe) == 0);
  return text;
}

/// What is offered when TAB is pressed behind `words`, separated by blanks.
std::string offered(const std::string& words) {
  const auto file =
      std::filesystem::temp_directory_path() / fmt::format("shrimp-completion-{}.sh", ::getpid());
  std::ofstream(file) << completion_script(CommandTree(),
                                           {{"MACHINE", {"shrimp-i", "shrimp-ii"}},
                                            {"NAME=VALUE", {"mesh.hop_latency=", "mesh.width="}},
                                            {"COMPONENT", {"nic", "nic.arbiter", "mesh"}}});
  const std::string text =
      output_of("bash --norc -c 'set -u; source " + file.string() + "; COMP_WORDS=(shrimp " + words +
                "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _shrimp; echo \"${COMPREPLY[*]-}\"' 2>&1");
  std::filesystem::remove(file);
  return text;
}

}  // namespace

TEST_CASE("the first word is completed to a command, or to an option of all") {
  std::string all;
  for (const std::string& name : CommandTree().names()) all += (all.empty() ? "" : " ") + name;
  CHECK(offered("\"\"") == all + "\n");
  CHECK(offered("repr") == "reproduce\n");
  CHECK(offered("--v") == "--version\n");
}

TEST_CASE("options are those of the command") {
  CHECK(offered("run --se") == "--set --seed\n");
  CHECK(offered("reproduce --j") == "--json\n");
  CHECK(offered("config --j") == "\n");
  CHECK(offered("sweep -o points -- r") == "run reproduce\n");
  CHECK(offered("sweep -o points -- reproduce --j") == "--json\n");
}

TEST_CASE("values are completed by their type") {
  CHECK(offered("run --set mesh.h") == "mesh.hop_latency=\n");
  CHECK(offered("run -c \"\"") == "shrimp-i shrimp-ii\n");
  CHECK(offered("config --config = shrimp-") == "shrimp-i shrimp-ii\n");
  CHECK(offered("config --config =") == "shrimp-i shrimp-ii\n");
  CHECK(offered("describe nic") == "nic nic.arbiter\n");
  CHECK(offered("list w") == "workloads\n");
  CHECK(offered("completion \"\"") == "bash zsh\n");
  CHECK(offered("run -o /us").find("/usr") == 0);
  CHECK(offered("run --set mesh.width = \"\"") == "\n");  // files, by the shell itself
}

TEST_CASE("what stands behind a program is not ours to complete") {
  CHECK(offered("run prog --s") == "\n");
  CHECK(offered("run -n 2 --set mesh.width = 3 -q prog --s") == "\n");
  CHECK(offered("run -n 2 --set mesh.width = 3 -q --see") == "--seed\n");
}
