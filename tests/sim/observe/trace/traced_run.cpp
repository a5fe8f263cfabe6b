// SPDX-License-Identifier: MIT
#include "tests/sim/observe/trace/traced_run.h"

#include <stdlib.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/catch.h"

namespace fs = std::filesystem;

TracedRun::TracedRun(const std::string& options, const std::string& program, const std::string& prepare) {
  std::string pattern = (fs::temp_directory_path() / "shrimp-trace-XXXXXX").string();
  REQUIRE(::mkdtemp(pattern.data()) != nullptr);
  folder = pattern;
  const std::string count = options.find("-n ") == std::string::npos ? " -n 2 " : " ";
  const std::string file = program.front() == '/' ? program : SHRIMP_BUILD "/workloads/" + program;
  const std::string command = "cd " + folder + "; " + (prepare.empty() ? ":" : prepare) +
                              "; " SHRIMP_EXECUTABLE " run -q -o " + folder + count + options + " " + file +
                              " >out 2>err </dev/null";
  const int ended = std::system(command.c_str());
  status = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
  out = text("out");
  err = text("err");
}

TracedRun::~TracedRun() {
  std::error_code ignored;
  fs::remove_all(folder, ignored);
}

std::string TracedRun::text(const std::string& name) const {
  std::ifstream stream(file(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string TracedRun::statistics() const {
  auto json = nlohmann::json::parse(text("stats.json"));
  json.erase("host");
  return json.dump();
}

std::uint64_t TracedRun::statistic(const std::string& name) const {
  return nlohmann::json::parse(text("stats.json")).at("stats").at(name).at("value").get<std::uint64_t>();
}
