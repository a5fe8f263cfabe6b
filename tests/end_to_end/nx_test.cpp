// SPDX-License-Identifier: MIT
// NX end to end: its calls, its handlers, random schedules against a model of its queues, nodes that end, and
// the programs that are written for it; by automatic and by deliberate update, on both boards.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

using Words = std::vector<std::string>;

struct Variant {
  std::string name;
  Words options;
};
const std::vector<Variant> variants{{"au", {"--env", "NX_TRANSPORT=au"}},
                                    {"du", {"--env", "NX_TRANSPORT=du"}},
                                    {"shrimp-i", {"-c", "shrimp-i"}}};

CommandResult run_nx(const Variant& variant, int nodes, const std::string& program, const Words& arguments,
                     const Words& more = {}) {
  Words words{"run", "--quiet", "-n", std::to_string(nodes)};
  words.insert(words.end(), variant.options.begin(), variant.options.end());
  words.insert(words.end(), more.begin(), more.end());
  words.push_back(program);
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_shrimp(words);
}

void expect_output(const std::string& program, int nodes, const Words& arguments, const std::string& out,
                   const Words& more = {}) {
  for (const Variant& variant : variants) {
    const CommandResult r = run_nx(variant, nodes, test_program("nx/" + program), arguments, more);
    INFO(variant.name << ", " << nodes << " nodes: " << r.out << r.err);
    CHECK(r.status == 0);
    CHECK(r.out == out);
  }
}

/// A schedule of 120 messages with this seed.
void follow_schedule(int nodes, int seed, const Words& more = {}) {
  INFO("seed " << seed);
  expect_output("schedule.c", nodes, {std::to_string(seed), "120", "60000"}, "120 messages\n", more);
}

void expect_end(const std::string& program, const Words& arguments, const std::string& sentence) {
  for (const Variant& variant : variants) {
    const CommandResult r = run_nx(variant, 2, test_program("nx/" + program), arguments);
    INFO(variant.name << ": " << r.out << r.err);
    CHECK(r.status == 1);
    CHECK(r.out.empty());
    CHECK_THAT(r.err, Contains(sentence));
  }
}

void expect_end(const std::string& how, const std::string& sentence) {
  expect_end("ends.c", {how}, sentence);
}

/// The number that stands in the text behind these words.
double number_behind(const std::string& text, const std::string& words) {
  const auto at = text.find(words);
  REQUIRE(at != std::string::npos);
  return std::stod(text.substr(at + words.size()));
}

std::string run_workload(const std::string& name, int nodes, const Words& arguments) {
  std::string out;
  for (const Variant& variant : variants) {
    const CommandResult r = run_nx(variant, nodes, SHRIMP_BUILD "/workloads/" + name, arguments);
    INFO(variant.name << ": " << r.out << r.err);
    CHECK(r.status == 0);
    CHECK_THAT(r.out, Contains(fmt::format("{} nodes={} ", name, nodes)));
    out += r.out;
  }
  return out;
}

}  // namespace

TEST_CASE("each NX call does what its manual page says (2 nodes)") {
  expect_output("calls.c", 2, {}, "all calls\n");
}

TEST_CASE("each NX call does what its manual page says (5 nodes)") {
  expect_output("calls.c", 5, {}, "all calls\n");
}

TEST_CASE("NX calls work between processes of one node") {
  expect_output("calls.c", 3, {}, "all calls\n", {"--set", "machine.nodes=2"});
}

TEST_CASE("NX handlers interrupt a program that computes, one at a time") {
  expect_output("handlers.c", 2, {}, "all handlers\n");
}

TEST_CASE("random NX schedules go as the model of the queues (2 nodes)") {
  for (int seed : {1, 2, 3}) follow_schedule(2, seed);
}

TEST_CASE("random NX schedules go as the model of the queues (4 nodes)") {
  for (int seed : {4, 5}) follow_schedule(4, seed);
}

TEST_CASE("random NX schedules go as the model of the queues (more processes than nodes)") {
  for (int seed : {7, 8}) follow_schedule(5, seed, {"--set", "machine.nodes=3"});
}

TEST_CASE("large NX messages go straight into buffers that can be exported, and arrive in all others") {
  expect_output("buffers.c", 2, {},
                "lengths 4 of 4, places 1 of 7, sources 3 of 3, many 300 of 300, exported 0 of 1\n");
}

TEST_CASE("an NX send is done when its buffer is free, though its receiver comes late") {
  for (const char* bytes : {"64", "3000", "100001"})
    for (const char* way : {"wait", "look", "merge"}) expect_output("late.c", 2, {bytes, way}, "good\n");
}

TEST_CASE("a large NX message that is asked for arrives while its receiver computes") {
  expect_output("overlap.c", 2, {}, "it came by itself\n");
}

TEST_CASE("an NX process with all requests in use goes on, and throws messages away for their senders, too") {
  expect_output("requests.c", 2, {}, "all requests\n");
}

TEST_CASE("NX programs as they were written in its time run as they are") {
  for (const auto& [program, out] : std::vector<std::pair<std::string, std::string>>{
           {"pi", "pi 3.14159265 of 100000 intervals, error small\n"},
           {"jacobi", "jacobi differs by 0\n"},
           {"matmul", "matmul: 0 wrong\n"},
           {"farm", "farm: right, 9 urgent\n"},
           {"pipeline", "pipeline: 6680\n"},
           {"globals", "globals: 0 wrong\n"},
           {"life", "life: right\n"}})
    expect_output("of_their_time/" + program + ".c", 4, {}, out);
  expect_output("of_their_time/transpose.c", 4, {"-sz", "4", "-plk", "-pn", "mine", "9"},
                "transpose: 0 wrong, 2 arguments\n");
}

TEST_CASE("an NX program may have variables and functions of any names, also of the library's own") {
  for (const char* flag : {"-fno-common", "-fcommon"})
    expect_output("same_names.c", 2, {}, "10000 bytes, grid 64 x 32, 6 4\n",
                  {std::string("--cflags=") + flag});
}

TEST_CASE(
    "global operations of NX take arrays and declarations of a program, and one node alone knows truth") {
  for (int nodes : {1, 3}) {
    expect_output("integers.c", nodes, {}, "0 wrong\n");
    expect_output("unsigned.cpp", nodes, {}, "right\n");
  }
}

TEST_CASE("an NX application that asks for other nodes than there are is told so") {
  const CommandResult r = run_nx(variants[0], 2, test_program("nx/of_their_time/transpose.c"), {"-sz", "4"});
  CHECK(r.status == 1);
  CHECK_THAT(r.err, Contains("(node 0, ptype 0) nx_initve: Invalid parameter"));
}

TEST_CASE("an NX program that waits for a node that has ended gets an error that names it") {
  expect_end("wait", "(node 0, ptype 0) crecv: No active process: all other nodes have ended");
  expect_end("node", "(node 0, ptype 0) crecvx: No active process: node 1 has ended");
}

TEST_CASE("a node that ends in the middle of a message is named") {
  expect_end("announced", "(node 0, ptype 0) crecv: No active process: node 1 has ended");
  expect_end("several", "(node 0, ptype 0) crecv: No active process: node 1 has ended");
  expect_end("middle", "(node 0, ptype 0) msgwait: No active process: node 1 has ended");
}

TEST_CASE("a sender to a node that has ended does not wait for ever") {
  expect_end("sends", "(node 0, ptype 0) csend: No active process: node 1 has ended");
  expect_end("copying", "(node 0, ptype 0) csend: No active process: node 1 has ended");
}

TEST_CASE("an NX program that looks in a loop for what cannot come any more ends") {
  expect_end("looks", "(node 0, ptype 0) msgdone: No active process: all other nodes have ended");
  expect_end("probes", "(node 0, ptype 0) iprobe: No active process: all other nodes have ended");
}

TEST_CASE("what an NX node has sent before its end is received") {
  expect_output("ends.c", 2, {"late"}, "all received\n");
}

TEST_CASE("NX nodes end though nobody receives their last messages") {
  for (const char* bytes : {"4", "2049", "50000"})
    for (int nodes : {2, 4}) expect_output("unreceived.c", nodes, {bytes}, "sent\n");
}

TEST_CASE("the buffer of an isendrecv that is done may be filled again") {
  for (const char* bytes : {"2000", "40000"}) expect_output("refill.c", 2, {bytes}, "0 bad\n");
}

TEST_CASE("more large NX sends than there are requests, which nobody receives yet, go on") {
  expect_output("many.c", 2, {"1040", "2052"}, "1040 messages, 0 bad\n");
}

TEST_CASE("_hsend to a node that has ended fails, and hsendx names itself") {
  expect_end("hsend_to_ended.c", {}, "(node 0, ptype 0) hsendx: No active process: node 1 has ended");
}

TEST_CASE("an NX process without memory for what it has not asked for is told so, unless others go on") {
  expect_end("no_memory.c", {"never"},
             "(node 1, ptype 0) messages that nobody has received: Not enough memory");
  expect_output("no_memory.c", 3, {"other"}, "got it\ngot all\n");
}

TEST_CASE("an NX message that is too long for its buffer ends the program") {
  expect_end("long", "(node 0, ptype 0) crecv: Received message too long for buffer");
  expect_end("long_large", "(node 0, ptype 0) crecv: Received message too long for buffer");
  expect_end("long_irecv", "(node 0, ptype 0) msgwait: Received message too long for buffer");
  expect_end("long_hrecv", "(node 0, ptype 0) hrecv: Received message too long for buffer");
}

TEST_CASE("NX names what is wrong with its environment") {
  for (const auto& [setting, sentence] :
       {std::pair{"NX_TRANSPORT=fast", "NX_TRANSPORT is au or du, not 'fast'."},
        std::pair{"NX_COMBINING=no", "NX_COMBINING is block or timer, not 'no'."}}) {
    const CommandResult r = run_nx({"", {"--env", setting}}, 2, test_program("nx/calls.c"), {});
    CHECK(r.status == 1);
    CHECK_THAT(r.err, Contains(sentence));
  }
}

TEST_CASE("NX processes that send in different ways are told before they start") {
  const CommandResult r = run_nx({"", {}}, 3, test_program("nx/transports.c"), {});
  INFO(r.err);
  CHECK(r.status == 1);
  CHECK(r.out.empty());
  CHECK_THAT(r.err,
             Contains("NX: node 0 sends by automatic update, and node 1 by deliberate update: give all "
                      "processes of a run the same NX_TRANSPORT."));
}

TEST_CASE("NX combines by the board's timer, too") {
  const Variant timer{"timer", {"--env", "NX_TRANSPORT=au", "--env", "NX_COMBINING=timer"}};
  for (const char* program : {"nx/calls.c", "nx/handlers.c"}) {
    const CommandResult r = run_nx(timer, 2, test_program(program), {});
    INFO(r.out << r.err);
    CHECK(r.status == 0);
  }
}

TEST_CASE("an NX program of one process needs nobody") {
  const CommandResult r = run_nx(variants[0], 1, SHRIMP_BUILD "/workloads/nx_ring", {});
  CHECK(r.status == 0);
  CHECK_THAT(r.out, Contains("nx_ring nodes=1 laps=10"));
}

TEST_CASE("16 NX nodes send to each other at once, and every byte arrives") {
  for (const char* seed : {"1", "2"}) {  // of 1 MB a pair, by hand: nx_all_to_all without arguments
    const CommandResult r = run_nx(variants[0], 16, SHRIMP_BUILD "/workloads/nx_all_to_all", {"3000", seed});
    INFO(r.out << r.err);
    CHECK(r.status == 0);
    CHECK_THAT(r.out, Contains("nx_all_to_all nodes=16 bytes=3000"));
  }
}

TEST_CASE("NX nodes send large messages to each other at once") {
  run_workload("nx_all_to_all", 4, {"100000", "3"});
}

TEST_CASE("a relaxation and a sort on NX find what one processor finds") {
  CHECK_THAT(run_workload("nx_relaxation", 4, {"32", "10"}), Contains("change="));
  CHECK_THAT(run_workload("nx_sort", 4, {"4000"}), Contains("keys=4000"));
  run_workload("nx_ring", 4, {"3", "800"});
}

TEST_CASE("an NX message is looked for as long as its data take, and costs no sleep") {
  for (const Variant& variant : variants) {
    const CommandResult r =
        run_nx(variant, 2, SHRIMP_BUILD "/workloads/nx_pingpong", {"4096", "16384", "rounds=10"});
    INFO(variant.name << ": " << r.out << r.err);
    REQUIRE(r.status == 0);
    const double small = number_behind(r.out, "bytes=4096 rounds=10 one_way_us="),
                 large = number_behind(r.out, "bytes=16384 rounds=10 one_way_us=");
    const double of_data = (16384 - 4096) / 22.0;  // microseconds
    CHECK(large - small < of_data + 50);           // a sleep and a wake-up take 100
  }
}

TEST_CASE("a long stream of NX messages is not slower than a short one") {
  for (const Variant& variant : variants) {
    const CommandResult few = run_nx(variant, 2, SHRIMP_BUILD "/workloads/nx_bandwidth", {"1024", "32"});
    const CommandResult many = run_nx(variant, 2, SHRIMP_BUILD "/workloads/nx_bandwidth", {"1024", "500"});
    INFO(variant.name << ": " << few.out << few.err << many.out << many.err);
    REQUIRE(few.status == 0);
    REQUIRE(many.status == 0);
    CHECK(number_behind(many.out, "MB_per_s=") > 0.95 * number_behind(few.out, "MB_per_s="));
  }
}

TEST_CASE("an NX message without an answer costs no interrupt") {
  const TemporaryFolder folder;
  for (const Variant& variant : variants) {
    const CommandResult r =
        run_nx(variant, 2, SHRIMP_BUILD "/workloads/nx_pingpong", {"4", "rounds=100"}, {"-o", folder.path()});
    REQUIRE(r.status == 0);
    const auto stats = nlohmann::json::parse(read_file(folder.file("stats.json")))["stats"];
    CHECK(stats["node[0].kernel.notifications_handled"]["value"] == 0);
    CHECK(stats["node[1].kernel.notifications_handled"]["value"] == 0);
  }
}
