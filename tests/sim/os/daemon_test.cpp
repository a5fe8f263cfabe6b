// SPDX-License-Identifier: MIT
#include "sim/os/daemon.h"

#include "tests/catch.h"
#include "tests/sim/os/daemon_bench.h"
#include "vmmc_api/trap.h"

using namespace shrimp;

namespace {

constexpr std::int32_t exporter_pid = 100;
constexpr std::int32_t importer_pid = 105;

/// A kernel that lets come who is not on its list of the dead.
struct BenchKernel final : DaemonClient {
  std::set<std::int32_t> dead;
  std::int64_t result_wanted = VMMC_OK;
  std::vector<std::pair<NodeNumber, ImportAnswer>> answers;
  Time answered_at{};
  std::vector<std::uint32_t> done;  // requests
  Time done_at{};
  std::vector<std::string> heard;

  bool may_come(std::int32_t pid) const override { return pid >= 100 && !dead.count(pid); }
  void served(std::uint32_t request, std::int64_t result, Time now) override {
    CHECK(result == result_wanted);
    done.push_back(request);
    done_at = now;
  }
  void withdrawn(NodeNumber exporter, const BufferWithdrawn& m, Time) override {
    heard.push_back("withdrawn " + std::to_string(exporter) + " " + std::to_string(m.serial));
  }
  void packet_dropped(NodeNumber receiver, const PacketDropped& m, Time) override {
    heard.push_back("dropped " + std::to_string(receiver) + " " + std::to_string(m.page));
  }
  void sent_data_lost(NodeNumber receiver, Time) override {
    heard.push_back("sent lost " + std::to_string(receiver));
  }
  void received_data_lost(NodeNumber sender, Time) override {
    heard.push_back("received lost " + std::to_string(sender));
  }
  void imported(NodeNumber exporter, const ImportAnswer& answer, Time now) override {
    answers.emplace_back(exporter, answer);
    answered_at = now;
  }
  SpawnAnswer spawn(const SpawnRequest& request, Time) override {
    started.push_back(request.file + " " + request.arguments.at(0));
    return {request.request, VMMC_OK, 107};
  }
  void spawned(const SpawnAnswer& answer, Time now) override {
    spawn_answers.push_back(answer);
    answered_at = now;
  }
  void datagram(NodeNumber from, const Datagram& m, Time) override {
    heard.push_back(m.data + " from " + std::to_string(from) + ":" + std::to_string(m.from_port) + " to " +
                    std::to_string(m.to_port) + ", status " + std::to_string(m.status));
  }
  std::vector<std::string> started;
  std::vector<SpawnAnswer> spawn_answers;
};

struct Bench {
  explicit Bench(const char* trusted = "all") : parameters(bench_daemon(trusted)) {}
  DaemonParameters parameters;
  BenchEthernet ethernet{2};
  ExportTable tables[2];
  BenchKernel kernels[2];
  Daemon daemons[2] = {
      {ethernet.calendar(0), ethernet.port(0), 0, parameters, tables[0], kernels[0]},
      {ethernet.calendar(1), ethernet.port(1), 1, parameters, tables[1], kernels[1]},
  };

  ExportedBuffer& exports(NodeNumber node, std::uint32_t id, Time now, std::uint32_t frames = 1,
                          ImportPermission permission = {}) {
    ExportedBuffer buffer;
    buffer.name = {node, exporter_pid, id};
    buffer.address = 0x5008;
    buffer.bytes = frames * page_bytes - 16;
    for (std::uint32_t i = 0; i < frames; ++i) buffer.frames.push_back(40 + i);
    buffer.permission = std::move(permission);
    ExportedBuffer& entry = tables[node].add(std::move(buffer));
    daemons[node].ask(node, ExportRequest{900 + id, entry.serial}, now);
    return entry;
  }
  void imports(NodeNumber node, NodeNumber from, std::uint32_t id, Time now,
               std::int32_t pid = exporter_pid) {
    daemons[node].ask(from, ImportRequest{id, importer_pid, pid, id}, now);
  }
  const ImportAnswer& answer(NodeNumber node) {
    REQUIRE(kernels[node].answers.size() == 1);
    return kernels[node].answers[0].second;
  }
};

constexpr Time later_than_all = Time::from_us(50'000);

}  // namespace

TEST_CASE("an export is registered after the exchange and the daemon's work") {
  Bench b;
  b.exports(0, 7, Time{});
  b.ethernet.run();
  CHECK(b.kernels[0].done == std::vector<std::uint32_t>{907});
  CHECK(b.kernels[0].done_at == b.parameters.exchange + b.parameters.service);
  CHECK(b.ethernet.sent.empty());
}

TEST_CASE("an import brings the frames of the exporter's buffer from its daemon") {
  Bench b;
  b.exports(1, 7, Time{}, 3);
  b.ethernet.run();
  b.imports(0, 1, 7, later_than_all);
  b.ethernet.run();
  const ImportAnswer& a = b.answer(0);
  CHECK(b.kernels[0].answers[0].first == 1);
  CHECK(a.status == VMMC_OK);
  CHECK(a.request == 7);
  CHECK(a.importer == importer_pid);
  CHECK(a.frames == std::vector<std::uint32_t>{40, 41, 42});
  CHECK(a.offset == 8);
  CHECK(a.bytes == 3 * page_bytes - 16);
  CHECK(a.waited == Time{});
  // The exchange, three pieces of work, and two messages; the answer's way through the socket waits for the
  // acknowledgement's.
  const Time one_way = b.parameters.frame * 2 + BenchEthernet::latency * 2 + BenchEthernet::wire;
  CHECK(b.kernels[0].answered_at ==
        later_than_all + b.parameters.exchange + b.parameters.service * 3 + one_way * 2);
  REQUIRE(b.tables[1].find(exporter_pid, 7)->importers.size() == 1);
  CHECK(b.tables[1].find(exporter_pid, 7)->importers[0].process == ProcessName{0, importer_pid});
}

TEST_CASE("an import of a large buffer takes several frames") {
  Bench b;
  b.exports(1, 7, Time{}, 1000);
  b.imports(0, 1, 7, later_than_all);
  b.ethernet.run();
  CHECK(b.answer(0).frames.size() == 1000);
  CHECK(b.answer(0).frames[999] == 1039);
}

TEST_CASE("an import waits for its export at the exporter's daemon") {
  Bench b;
  b.imports(0, 1, 7, Time{});
  b.imports(0, 1, 8, Time{});
  b.ethernet.run();
  CHECK(b.kernels[0].answers.empty());
  CHECK(b.daemons[1].quiet());  // an import that waits is nothing to do
  b.exports(1, 7, later_than_all);
  b.ethernet.run();
  CHECK(b.answer(0).status == VMMC_OK);
  CHECK(b.answer(0).waited > Time::from_us(40'000));
}

TEST_CASE("within a node an import needs no Ethernet") {
  Bench b;
  b.imports(0, 0, 7, Time{});
  b.exports(0, 7, later_than_all);
  b.ethernet.run();
  CHECK(b.answer(0).status == VMMC_OK);
  CHECK(b.ethernet.sent.empty());
}

TEST_CASE("who exports under a number that never comes, or comes no more, is no process") {
  Bench b;
  b.imports(0, 1, 7, Time{}, 99);
  b.ethernet.run();
  CHECK(b.answer(0).status == VMMC_ERROR_NO_PROCESS);
}

TEST_CASE("a process that ends wakes those who wait for its export") {
  Bench b;
  b.imports(0, 1, 7, Time{});
  b.imports(1, 1, 7, Time{});
  b.ethernet.run();
  b.kernels[1].dead.insert(exporter_pid);
  b.daemons[1].tell(1, ProcessEnded{exporter_pid}, later_than_all);
  b.ethernet.run();
  CHECK(b.answer(0).status == VMMC_ERROR_NO_PROCESS);
  CHECK(b.answer(1).status == VMMC_ERROR_NO_PROCESS);
}

TEST_CASE("the exporter's daemon checks the permission that came with the export") {
  Bench b;
  const ProcessName importer{0, importer_pid};
  const auto status = [&](std::uint32_t id, ImportPermission permission) {
    const Time now = b.ethernet.calendar(0).now() + later_than_all;
    b.kernels[0].answers.clear();
    b.exports(1, id, now, 1, std::move(permission));
    b.imports(0, 1, id, now);
    b.ethernet.run();
    return b.answer(0).status;
  };
  using P = ImportPermission;
  using Names = std::vector<ProcessName>;
  CHECK(status(1, P()) == VMMC_OK);
  CHECK(status(2, P(Names{})) == VMMC_ERROR_PERMISSION);
  CHECK(status(3, P(Names{importer})) == VMMC_OK);
  CHECK(status(4, P(Names{{1, importer_pid}, {0, 100}})) == VMMC_ERROR_PERMISSION);
  CHECK(status(5, P(Names{{1, importer_pid}, {0, P::any_process}})) == VMMC_OK);
  CHECK(status(6, P(Names{{P::any_node, importer_pid}})) == VMMC_OK);
  CHECK(status(7, P(Names{{P::any_node, 100}})) == VMMC_ERROR_PERMISSION);
  CHECK(b.tables[1].find(exporter_pid, 2)->importers.empty());
}

TEST_CASE("nodes that a daemon does not trust import nothing there; its own may") {
  Bench b("1-3");
  b.exports(1, 7, Time{});
  b.imports(0, 1, 7, later_than_all);
  b.imports(1, 1, 7, later_than_all);
  b.ethernet.run();
  CHECK(b.answer(0).status == VMMC_ERROR_PERMISSION);
  CHECK(b.answer(1).status == VMMC_OK);
}

TEST_CASE("what kernels tell each other comes to the kernel, within a node and between nodes") {
  Bench b;
  b.daemons[0].tell(1, BufferWithdrawn{5, 0x1000, 2}, Time{});
  b.daemons[0].tell(1, PacketDropped{44, 5}, Time{});
  b.daemons[0].tell(0, SentDataLost{1}, Time{});
  b.daemons[0].tell(1, ReceivedDataLost{0}, Time{});
  b.ethernet.run();
  CHECK(b.kernels[1].heard == std::vector<std::string>{"withdrawn 0 5", "dropped 0 44", "received lost 0"});
  CHECK(b.kernels[0].heard == std::vector<std::string>{"sent lost 1"});
}

TEST_CASE("an export that was withdrawn before its daemon took note of it is no export") {
  Bench b;
  const std::uint32_t serial = b.exports(0, 7, Time{}).serial;
  b.tables[0].remove(serial);
  b.kernels[0].result_wanted = VMMC_ERROR_NOT_EXPORTED;
  b.ethernet.run();
  CHECK(b.kernels[0].done.size() == 1);
}

TEST_CASE("an importer that gives up is listed no more, once for each of its imports") {
  Bench b;
  const ExportedBuffer& buffer = b.exports(1, 7, Time{});
  b.imports(0, 1, 7, Time{});
  b.imports(0, 1, 7, Time{});
  b.ethernet.run();
  CHECK(buffer.importers.size() == 1);
  b.daemons[0].tell(1, ImportEnded{importer_pid, buffer.serial}, later_than_all);
  b.ethernet.run();
  CHECK(buffer.importers.size() == 1);
  b.daemons[0].tell(1, ImportEnded{importer_pid, buffer.serial}, later_than_all * 2);
  b.ethernet.run();
  CHECK(buffer.importers.empty());
}

TEST_CASE("a daemon that does not answer is unreachable") {
  Bench b;
  b.ethernet.loses_all = true;
  b.imports(0, 1, 7, Time{});
  CHECK_FALSE(b.daemons[0].quiet());
  b.ethernet.run();
  CHECK(b.answer(0).status == VMMC_ERROR_UNREACHABLE);
  CHECK(b.daemons[0].quiet());
}

TEST_CASE("a lost answer comes again, and the import counts once") {
  Bench b;
  b.exports(1, 7, Time{});
  b.ethernet.lost = {2};  // request, acknowledgement, answer
  b.imports(0, 1, 7, later_than_all);
  b.ethernet.run();
  CHECK(b.answer(0).status == VMMC_OK);
  CHECK(b.tables[1].find(exporter_pid, 7)->importers[0].imports == 1);
}

TEST_CASE("a process is started by the daemon of its node, and its number comes back") {
  Bench b;
  b.daemons[0].ask(1, SpawnRequest{5, "prog", {"word"}}, Time{});
  b.ethernet.run();
  CHECK(b.kernels[1].started == std::vector<std::string>{"prog word"});
  REQUIRE(b.kernels[0].spawn_answers.size() == 1);
  CHECK(b.kernels[0].spawn_answers[0].request == 5);
  CHECK(b.kernels[0].spawn_answers[0].pid == 107);
}

TEST_CASE("who asks a silent node to start a process learns that it is silent") {
  Bench b;
  b.ethernet.loses_all = true;
  b.daemons[0].ask(1, SpawnRequest{5, "prog", {"word"}}, Time{});
  b.ethernet.run();
  REQUIRE(b.kernels[0].spawn_answers.size() == 1);
  CHECK(b.kernels[0].spawn_answers[0].status == VMMC_ERROR_UNREACHABLE);
}

TEST_CASE("a datagram reaches the other node's kernel; one that a silent node should get comes back") {
  Bench b;
  b.daemons[0].ask(1, Datagram{32768, 7000, VMMC_OK, "hello"}, Time{});
  b.ethernet.run();
  REQUIRE(b.kernels[1].heard.size() == 1);
  CHECK(b.kernels[1].heard[0] == "hello from 0:32768 to 7000, status 0");
  b.ethernet.loses_all = true;
  b.daemons[0].ask(1, Datagram{32768, 7000, VMMC_OK, "again"}, b.ethernet.calendar(0).now());
  b.ethernet.run();
  REQUIRE(b.kernels[0].heard.size() == 1);
  CHECK(b.kernels[0].heard[0] ==
        "again from 1:7000 to 32768, status " + std::to_string(VMMC_ERROR_UNREACHABLE));
}
