// SPDX-License-Identifier: MIT
#include "sim/os/daemon_link.h"

#include "tests/catch.h"
#include "tests/sim/os/daemon_bench.h"

using namespace shrimp;

namespace {

using Message = std::vector<std::uint8_t>;

struct Recorder final : DaemonLinkClient {
  struct Arrival {
    NodeNumber from;
    Message message;
    Time t;
  };
  std::vector<Arrival> arrived;
  std::vector<Message> failed;
  Time failed_at{};
  void message_arrives(NodeNumber from, const Message& message, Time now) override {
    arrived.push_back({from, message, now});
  }
  void undelivered(NodeNumber, const Message& message, Time now) override {
    failed.push_back(message);
    failed_at = now;
  }
};

Message pattern(std::size_t bytes, std::uint8_t first) {
  Message m(bytes);
  for (std::size_t i = 0; i < bytes; ++i) m[i] = static_cast<std::uint8_t>(first + i * 7);
  return m;
}

struct Bench {
  DaemonParameters parameters = bench_daemon();
  BenchEthernet ethernet{3};
  Recorder recorders[3];
  DaemonLink links[3] = {
      {ethernet.calendar(0), ethernet.port(0), 0, parameters, recorders[0]},
      {ethernet.calendar(1), ethernet.port(1), 1, parameters, recorders[1]},
      {ethernet.calendar(2), ethernet.port(2), 2, parameters, recorders[2]},
  };
  // Socket, port, wire, port, socket.
  const Time one_way = parameters.frame * 2 + BenchEthernet::latency * 2 + BenchEthernet::wire;

  bool quiet() const { return links[0].quiet() && links[1].quiet() && links[2].quiet(); }
};

}  // namespace

TEST_CASE("a message between daemons arrives once, after sockets and wire, and is acknowledged") {
  Bench b;
  b.links[0].send(1, pattern(40, 1), Time{});
  CHECK_FALSE(b.quiet());
  b.ethernet.run();
  REQUIRE(b.recorders[1].arrived.size() == 1);
  CHECK(b.recorders[1].arrived[0].from == 0);
  CHECK(b.recorders[1].arrived[0].message == pattern(40, 1));
  CHECK(b.recorders[1].arrived[0].t.ps == b.one_way.ps);
  CHECK(b.ethernet.sent.size() == 2);
  CHECK(b.quiet());
  CHECK(b.recorders[0].failed.empty());
}

TEST_CASE("a long message goes in frames that an Ethernet can carry, and is put together again") {
  Bench b;
  b.links[0].send(1, pattern(10'000, 3), Time{});
  b.ethernet.run();
  REQUIRE(b.recorders[1].arrived.size() == 1);
  CHECK(b.recorders[1].arrived[0].message == pattern(10'000, 3));
  CHECK(b.ethernet.sent.size() == 8);  // seven pieces of 1500 - 28 - 16 bytes, and the acknowledgement
  for (const EthernetFrame& f : b.ethernet.sent) CHECK(f.bytes <= 1500);
}

TEST_CASE("messages for one node keep their order, one under way at a time") {
  Bench b;
  for (std::uint8_t i = 0; i < 5; ++i) b.links[0].send(1, pattern(20, i), Time{});
  b.links[0].send(2, pattern(20, 9), Time{});
  b.ethernet.run();
  REQUIRE(b.recorders[1].arrived.size() == 5);
  for (std::uint8_t i = 0; i < 5; ++i) CHECK(b.recorders[1].arrived[i].message == pattern(20, i));
  REQUIRE(b.recorders[2].arrived.size() == 1);
  CHECK(b.recorders[2].arrived[0].t < b.recorders[1].arrived[1].t);  // nodes do not wait for each other
}

TEST_CASE("a lost message is repeated after the timeout") {
  Bench b;
  b.ethernet.lost = {0};
  b.links[0].send(1, pattern(40, 1), Time{});
  b.ethernet.run();
  REQUIRE(b.recorders[1].arrived.size() == 1);
  CHECK(b.recorders[1].arrived[0].t.ps == (b.parameters.frame + b.parameters.timeout + b.one_way).ps);
  CHECK(b.quiet());
}

TEST_CASE("one lost frame of many repeats the whole message, which arrives once and unbroken") {
  Bench b;
  b.ethernet.lost = {2};
  b.links[0].send(1, pattern(10'000, 3), Time{});
  b.ethernet.run();
  REQUIRE(b.recorders[1].arrived.size() == 1);
  CHECK(b.recorders[1].arrived[0].message == pattern(10'000, 3));
  CHECK(b.quiet());
}

TEST_CASE("a lost acknowledgement makes a duplicate, which is recognized and acknowledged again") {
  Bench b;
  b.ethernet.lost = {1};
  b.links[0].send(1, pattern(3'000, 1), Time{});
  b.ethernet.lost = {3};  // behind the three pieces
  b.links[0].send(1, pattern(20, 2), Time{});
  b.ethernet.run();
  REQUIRE(b.recorders[1].arrived.size() == 2);
  CHECK(b.recorders[1].arrived[0].message == pattern(3'000, 1));
  CHECK(b.recorders[1].arrived[1].message == pattern(20, 2));
  CHECK(b.recorders[0].failed.empty());
  CHECK(b.quiet());
}

TEST_CASE("after the last try all messages for that node come back, and later ones are tried anew") {
  Bench b;
  b.ethernet.loses_all = true;
  b.links[0].send(1, pattern(40, 1), Time{});
  b.links[0].send(1, pattern(40, 2), Time{});
  b.ethernet.run();
  CHECK(b.ethernet.sent.size() == 3);
  REQUIRE(b.recorders[0].failed.size() == 2);
  CHECK(b.recorders[0].failed[0] == pattern(40, 1));
  CHECK(b.recorders[0].failed[1] == pattern(40, 2));
  // Waits of one, two and four timeouts, each behind the socket.
  CHECK(b.recorders[0].failed_at.ps == (b.parameters.timeout * 7 + b.parameters.frame * 3).ps);
  CHECK(b.quiet());

  b.ethernet.loses_all = false;
  b.links[0].send(1, pattern(40, 3), b.recorders[0].failed_at);
  b.ethernet.run();
  REQUIRE(b.recorders[1].arrived.size() == 1);
  CHECK(b.recorders[1].arrived[0].message == pattern(40, 3));
}

TEST_CASE("two daemons may speak at once") {
  Bench b;
  b.links[0].send(1, pattern(4'000, 1), Time{});
  b.links[1].send(0, pattern(4'000, 2), Time{});
  b.ethernet.run();
  REQUIRE(b.recorders[0].arrived.size() == 1);
  REQUIRE(b.recorders[1].arrived.size() == 1);
  CHECK(b.recorders[0].arrived[0].message == pattern(4'000, 2));
  CHECK(b.quiet());
}
