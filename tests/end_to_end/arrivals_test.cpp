// SPDX-License-Identifier: MIT
// Sleeping until something arrives, and datagrams over the Ethernet.
#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

/// What `program` of programs/arrivals prints on two nodes.
std::string output_of(const std::string& program, const std::string& way,
                      const std::vector<std::string>& options = {}) {
  std::vector<std::string> words{"run", "--quiet", "-n", "2"};
  words.insert(words.end(), options.begin(), options.end());
  words.push_back(test_program("arrivals/" + program));
  words.push_back(way);
  const CommandResult r = run_shrimp(words);
  INFO(r.err << r.out);
  REQUIRE(r.status == 0);
  return r.out;
}

}  // namespace

TEST_CASE("a message with notification for a watched buffer ends a sleep") {
  CHECK(output_of("sleeps.c", "au") == "got 5, slept 1\n");
  CHECK(output_of("sleeps.c", "du") == "got 5, slept 1\n");
  CHECK(output_of("sleeps.c", "du", {"-c", "shrimp-i"}) == "got 5, slept 1\n");
}

TEST_CASE("one for a buffer that is not watched arrives silently") {
  CHECK(output_of("sleeps.c", "silent") == "await said 0, box 5\n");
}

TEST_CASE("whoever looks, sleeps and looks again misses nothing, whenever it comes") {
  CHECK(output_of("sleeps.c", "race") == "saw 400, slept often\n");
  CHECK(output_of("sleeps.c", "race", {"--no-run-ahead"}) == "saw 400, slept often\n");
}

TEST_CASE("a sleep has its limit, and its errors") {
  CHECK(output_of("sleeps.c", "time") ==
        "await said 0 after its time\n"
        "no time: 0\n"
        "no such wait: an argument has no meaning for this call.\n"
        "no such buffer: this process exports no receive buffer with this id, or does not have this port.\n");
}

TEST_CASE("a handler that has run ends a sleep; a buffer that is not watched any more runs none") {
  CHECK(output_of("sleeps.c", "handler") == "await said 1, handled 1\nunwatched, await said 0\n");
}

TEST_CASE("the answer to an import ends a sleep") {
  CHECK_THAT(output_of("sleeps.c", "peer"), Contains("await said 1: the process has ended"));
}

TEST_CASE("datagrams arrive whole and in order, and can be answered") {
  CHECK(output_of("datagrams.c", "talk") ==
        "send: ok\nsend: ok\nsend: ok\nsend: ok\nsend: ok\n"
        "datagram 0: good\ndatagram 1: good\ndatagram 2: good\ndatagram 3: good\ndatagram 4: good\n"
        "answer from port 7000, 7 bytes: thanks\n");
}

TEST_CASE("a datagram that nobody takes comes back") {
  CHECK_THAT(output_of("datagrams.c", "refused"),
             Contains("hello back from port 4711: the process has ended"));
  CHECK(output_of("datagrams.c", "flood") == "64 arrived in order\n36 came back\n");
  CHECK(output_of("datagrams.c", "flood", {"--set", "os.datagram_queue=10"}) ==
        "10 arrived in order\n90 came back\n");
}

TEST_CASE("a datagram that the Ethernet loses is repeated; to a node that does not answer it comes back") {
  CHECK(output_of("datagrams.c", "flood", {"--set", "faults.lost_frames=300000"}) ==
        "64 arrived in order\n36 came back\n");
  CHECK_THAT(output_of("datagrams.c", "refused", {"--set", "faults.lost_frames=1000000"}),
             Contains("the daemon of the other node does not answer"));
}

TEST_CASE("ports belong to one process, and bad calls are told") {
  const std::string out = output_of("datagrams.c", "ports");
  CHECK_THAT(out, Contains("the same again: this process has already exported") &&
                      Contains("two free ones: yes") && Contains("close: ok") &&
                      Contains("close again: this process exports no") && Contains("nothing there: 0") &&
                      Contains("no node: the machine has no such node") &&
                      Contains("too long: the size is not positive") && Contains("me from 7000"));
}

TEST_CASE("an attended port is served while its process computes or sleeps") {
  CHECK(output_of("datagrams.c", "attended") ==
        "not mine: this process exports no receive buffer with this id, or does not have this port.\n"
        "a from 40000\nattend: ok\nattends\nb from 40000\ntwo\nc from 40000\nsleep: 0\n");
}

TEST_CASE("a run is over when only servers are left, and says so") {
  const CommandResult r = run_shrimp({"run", "-n", "2", test_program("arrivals/datagrams.c"), "server"});
  CHECK(r.status == 0);
  CHECK_THAT(r.out, Contains("serves me") && Contains("served me"));
  CHECK_THAT(r.err,
             Contains("only servers are left") && Contains("rank 1 (node 1, pid 100) waits for clients"));
}
