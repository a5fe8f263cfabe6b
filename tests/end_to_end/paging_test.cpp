// SPDX-License-Identifier: MIT
// Programs that want more memory than their nodes have.
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;

namespace {

struct Run {
  CommandResult result;
  nlohmann::json statistics;

  std::uint64_t kernel(const std::string& name) const {
    return statistics.at("stats").at("node[0].kernel." + name).at("value").get<std::uint64_t>();
  }
};

/// `options`: of nodes of 256 pages; program and arguments at the end.
Run run_small(const std::vector<std::string>& options) {
  TemporaryFolder folder;
  std::vector<std::string> arguments{"run", "--quiet", "-o", folder.path(), "--set", "dram.capacity=1MiB"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  Run run{run_shrimp(arguments), {}};
  INFO(run.result.err);
  run.statistics = nlohmann::json::parse(read_file(folder.file("stats.json")));
  return run;
}

}  // namespace

TEST_CASE("under page-out no page and no deliberate update loses a word, and exported pages stay") {
  for (const char* seed : {"1", "2"}) {
    const Run r = run_small({"-n", "4", "--set", "machine.nodes=2", test_program("thrashes.c"), seed});
    INFO(r.result.out << r.result.err);
    CHECK(r.result.status == 0);
    CHECK(std::count(r.result.out.begin(), r.result.out.end(), '\n') == 4);
    CHECK(r.kernel("page_outs") > 100);
    CHECK(r.kernel("page_ins") > 100);
    CHECK(r.kernel("dropped_packets") == 0);
  }
}

TEST_CASE("one process goes round more memory than there is, and so do single calls") {
  const Run r = run_small({test_program("wants_more_memory.c")});
  CHECK(r.result.status == 0);
  CHECK(r.result.out == std::string(400 * 4096 - 1, 'a') + "\n");
  CHECK(r.kernel("page_ins") > 400);
  CHECK(r.kernel("frames_most_in_use") == 255);  // one is the kernel's own
  CHECK(r.kernel("frames_in_use") == 0);
}

TEST_CASE("the memory of an ended process is free, and shows zeroes to the next") {
  const Run r = run_small({"-n", "2", "--set", "machine.nodes=1", test_program("leaves_its_memory.c")});
  CHECK(r.result.status == 0);
  CHECK(r.result.out == "filled\nall zeroes\n");
  CHECK(r.kernel("page_outs") == 0);
  CHECK(r.kernel("frames_in_use") == 0);
}

TEST_CASE("waters above the memory are refused") {
  const CommandResult r = run_shrimp({"run", "--set", "dram.capacity=1MiB", "--set",
                                      "os.paging.high_water=256", test_program("says_hello.c")});
  CHECK(r.status == 2);
  CHECK(r.err.find("os.paging.high_water") != std::string::npos);
}
