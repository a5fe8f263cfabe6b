// SPDX-License-Identifier: MIT
// A board of a user's own: the example of docs/labs/line_board, copied out of the tree, built, chosen by a
// machine's file and measured; and what can be wrong with such a library.
#include <filesystem>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

std::string must(const std::vector<std::string>& command) {
  const CommandResult r = run_command(command);
  INFO(command[0] << ": " << r.out << r.err);
  REQUIRE(r.status == 0);
  return r.out;
}

/// Builds the example once for all tests, in a folder of their own.
const std::string& line_board() {
  static const TemporaryFolder folder;
  static const std::string project = folder.file("line_board");
  if (!std::filesystem::exists(project)) {
    std::filesystem::copy(SHRIMP_SOURCE "/docs/labs/line_board", project);
    must({"cmake", "-S", project, "-B", project + "/build", "-Dshrimp_DIR=" SHRIMP_BUILD});
    must({"cmake", "--build", project + "/build"});
  }
  return project;
}

/// A library made of these lines of C, loaded as a board: the complaint.
std::string complaint(const std::string& source) {
  const TemporaryFolder folder;
  must({"cc", "-shared", "-fPIC", "-o", folder.file("board.so"), folder.write("board.c", source)});
  const CommandResult r = run_shrimp(
      {"run", "--set", "plug_in.file=" + folder.file("board.so"), SHRIMP_SOURCE "/workloads/hello.c"});
  CHECK(r.status == 2);
  return r.err;
}

std::string run_with(const std::string& machine, const std::string& out) {
  return must({SHRIMP_BUILD "/shrimp", "run", "--quiet", "-n", "2", "-c", machine, "-o", out,
               line_board() + "/descending.c", "4096"});
}

/// The value of a statistic of node 0 in a folder that `run -o` has written.
std::string value(const std::string& folder, const std::string& component, const std::string& statistic) {
  const std::string csv = read_file(folder + "/stats.csv"), line = "0," + component + "," + statistic + ",";
  const std::size_t from = csv.find(line) + line.size();
  REQUIRE(from >= line.size());
  return csv.substr(from, csv.find(',', from) - from);
}

}  // namespace

TEST_CASE("a board from outside the tree takes the place of the machine's, and does what it is for") {
  const TemporaryFolder out;
  run_with("shrimp-ii", out.file("shrimp-ii"));
  run_with(line_board() + "/line-board.toml", out.file("line"));
  const std::string without = value(out.file("shrimp-ii"), "nic.packetizer", "packets");
  const std::string with = value(out.file("line"), "nic.packetizer", "packets");
  INFO(without << " packets without, " << with << " with the line buffer");
  CHECK(std::stoi(without) >= 4096);  // no store continues the one before
  CHECK(value(out.file("line"), "nic.line_buffer", "lines") == "512");
  CHECK(std::stoi(with) < 4096 / 7);
}

TEST_CASE("a run with a plug-in is the same twice, and its machine can be fed back from another folder") {
  const TemporaryFolder out;
  const std::string first = run_with(line_board() + "/line-board.toml", out.file("a"));
  CHECK(first == run_with(out.file("a") + "/machine.toml", out.file("b")));
  CHECK(statistics_text(out.file("a") + "/stats.json") == statistics_text(out.file("b") + "/stats.json"));
}

TEST_CASE("a plug-in's parameters are parameters as any other") {
  const std::string machine = line_board() + "/line-board.toml";
  const CommandResult described = run_shrimp({"describe", "-c", machine, "plug_in"});
  INFO(described.err);
  CHECK(described.status == 0);
  CHECK_THAT(described.out, Contains("plug_in: SHRIMP-II with a line buffer behind its snoop logic"));
  CHECK_THAT(described.out, Contains("timeout  500ns: a line's last write until it leaves"));
  const auto refused = [&](const std::string& set) {
    const CommandResult r =
        run_shrimp({"run", "-c", machine, "--set", set, SHRIMP_SOURCE "/workloads/hello.c"});
    CHECK(r.status == 2);
    return r.err;
  };
  CHECK_THAT(refused("plug_in.line=24B"), Contains("plug_in.line: must be a power of two"));
  CHECK_THAT(refused("plug_in.line=1KiB"), Contains("out of range"));
  CHECK_THAT(refused("plug_in.timeot=1us"), Contains("did you mean plug_in.timeout?"));
}

TEST_CASE("a plug-in's block has a box in the diagram of a report") {
  const TemporaryFolder out;
  must({SHRIMP_BUILD "/shrimp", "run", "--quiet", "-n", "2", "-c", line_board() + "/line-board.toml", "-o",
        out.path(), "--report", SHRIMP_SOURCE "/workloads/hello.c"});
  CHECK_THAT(read_file(out.file("index.html")), Contains(">Plug-in</text>"));
}

TEST_CASE("a library that is no board is refused with the fix") {
  CHECK_THAT(complaint("int nothing;"), Contains("lacks the symbol shrimp_board"));
  CHECK_THAT(complaint("const struct { const char* version; } shrimp_board = {\"0.0.1-0\"};"),
             Contains("built for another version of the models (0.0.1-0)") && Contains("build it anew"));
  CHECK_THAT(complaint("const struct { const char* version; } shrimp_board = {0};"),
             Contains("shrimp_board is empty") && Contains("board_plug_in<...>"));
  CHECK_THAT(complaint("extern void gone(void); void (*shrimp_board)(void) = gone;"),
             Contains("needs gone, which this simulator does not have"));
  const TemporaryFolder folder;
  const auto refused = [](const std::string& file) {
    const CommandResult r =
        run_shrimp({"run", "--set", "plug_in.file=" + file, SHRIMP_SOURCE "/workloads/hello.c"});
    CHECK(r.status == 2);
    return r.err;
  };
  CHECK_THAT(refused(folder.write("text.so", "no library")), Contains("cannot be loaded"));
  CHECK_THAT(refused(folder.path()), Contains("is a folder") && Contains("name the shared library"));
  CHECK_THAT(refused(folder.file("missing.so")), Contains("there is no file"));
}
