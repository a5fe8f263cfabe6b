// SPDX-License-Identifier: MIT
// Benches for the network interface: scripts, recorders, a memory on the EISA socket and whole boards.
#pragma once
#include <algorithm>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "models/common/executive.h"
#include "models/nic/boards.h"
#include "tests/catch.h"

namespace shrimp {

inline constexpr Time ns(std::int64_t n) {
  return Time::from_ns(n);
}

inline NicParameters bench_nic() {
  NicParameters p;
  p.board = "shrimp-ii";
  p.initiation = "two-references";
  p.snoop_logic.latency = ns(100);
  p.outgoing_page_table = {64, 64, 64, ns(120)};
  p.packetizer = {{16}, {4}, {64}, ns(240), ns(1000)};
  p.outgoing_fifo = {{4096}, {2048}, {2048}, {512}, ns(120)};
  p.arbiter = {ns(120), {100'000'000}};
  p.network_interface_chip = {ns(150), ns(150)};
  p.incoming_fifo = {{512}, ns(120)};
  p.packet_check = {ns(240), 4};
  p.incoming_page_table = {64, ns(120)};
  p.incoming_dma_engine = {ns(120), 4, false};
  p.deliberate_update_engine = {ns(120), ns(480), ns(120), 2};
  return p;
}

/// Visits parameters and leaves them as they are; notes their names.
struct ParameterNames {
  std::string path;
  std::vector<std::string>& names;
  template <class... Rest>
  void operator()(std::string_view name, Rest&&...) {
    names.push_back(path + std::string(name));
  }
  template <class Parameters>
  void group(std::string_view name, Parameters& parameters) {
    parameters.visit(ParameterNames{path + std::string(name) + ".", names});
  }
};

/// The same blocks on a board for EISA alone.
inline NicParameters bench_shrimp1() {
  NicParameters p = bench_nic();
  p.board = "shrimp-i";
  std::vector<std::string> names;
  p.visit(ParameterNames{"", names});
  return p;
}

/// Does things at given times, in the order of time and then of writing.
class Script {
 public:
  explicit Script(Calendar& calendar) : event_(calendar, this, &Script::on_event) {}
  void at(Time t, std::function<void(Time)> action) {
    actions_.emplace(t.ps, std::move(action));
    event_.wake_at(t);
  }

 private:
  void on_event(Time now) {
    while (!actions_.empty() && actions_.begin()->first <= now.ps) {
      const auto action = actions_.begin()->second;
      actions_.erase(actions_.begin());
      action(now);
    }
    if (!actions_.empty()) event_.wake_at(Time{actions_.begin()->first});
  }
  std::multimap<std::int64_t, std::function<void(Time)>> actions_;
  Event event_;
};

struct RecordedInterrupts : InterruptLine {
  struct Raised {
    InterruptCause cause;
    Time t;
  };
  std::vector<Raised> raised;
  std::function<void(InterruptCause, Time)> handler;
  void raise(InterruptCause cause, Time now) override {
    raised.push_back({cause, now});
    if (handler) handler(cause, now);
  }
  std::size_t count(InterruptCause cause) const {
    return static_cast<std::size_t>(
        std::count_if(raised.begin(), raised.end(), [&](const Raised& r) { return r.cause == cause; }));
  }
};

/// A port of the network that records what is injected and delivers what the test hands it.
struct RecordedPort : NetworkPort {
  struct Injected {
    Packet* packet;
    Time t;
  };
  NetworkClient* client = nullptr;
  std::vector<Injected> injected;
  std::vector<Time> ready;
  bool blocked = false;  // the mesh does not let the tail in
  void attach(NetworkClient* c) override { client = c; }
  void inject(Packet* packet, Time t) override {
    injected.push_back({packet, t});
    if (!blocked) client->injection_done(t + ns(500));
  }
  void receive_ready(Time t) override { ready.push_back(t); }
  Time least_delay() const override { return ns(20); }
};

/// A slave for the board's master: memory that serves one request after the other.
class BenchMemory : public sc_core::sc_module, tlm::tlm_fw_transport_if<> {
 public:
  BenchMemory(sc_core::sc_module_name name, Calendar& calendar, std::size_t bytes, Time latency,
              Time per_word)
      : sc_module(name),
        socket("socket"),
        data(bytes),
        latency_(latency),
        per_word_(per_word),
        done_(calendar, this, &BenchMemory::on_done) {
    socket.bind(static_cast<tlm::tlm_fw_transport_if<>&>(*this));
  }

  tlm::tlm_target_socket<32> socket;
  std::vector<std::uint8_t> data;
  struct Access {
    bool write;
    PhysicalAddress address;
    std::uint32_t bytes;
    Time start;
    Time end;
  };
  std::vector<Access> accesses;

 private:
  tlm::tlm_sync_enum nb_transport_fw(tlm::tlm_generic_payload& p, tlm::tlm_phase&,
                                     sc_core::sc_time& d) override {
    queue_.push_back(&p);
    if (queue_.size() == 1) start(annotated_time(d));
    return tlm::TLM_ACCEPTED;
  }
  void start(Time now) {
    const tlm::tlm_generic_payload& p = *queue_.front();
    const Time end = now + latency_ + per_word_ * ((p.get_data_length() + 3) / 4);
    accesses.push_back(
        {p.is_write(), static_cast<PhysicalAddress>(p.get_address()), p.get_data_length(), now, end});
    done_.wake_at(end);
  }
  void on_done(Time now) {
    tlm::tlm_generic_payload& p = *queue_.front();
    queue_.pop_front();
    REQUIRE(p.get_address() + p.get_data_length() <= data.size());
    std::uint8_t* place = data.data() + p.get_address();
    if (p.is_write())
      std::memcpy(place, p.get_data_ptr(), p.get_data_length());
    else
      std::memcpy(p.get_data_ptr(), place, p.get_data_length());
    p.set_response_status(tlm::TLM_OK_RESPONSE);
    tlm::tlm_phase phase = tlm::BEGIN_RESP;
    sc_core::sc_time delay = annotated_delay(now);
    CHECK(socket->nb_transport_bw(p, phase, delay) == tlm::TLM_COMPLETED);
    if (!queue_.empty()) start(now);
  }
  void b_transport(tlm::tlm_generic_payload&, sc_core::sc_time&) override {}
  bool get_direct_mem_ptr(tlm::tlm_generic_payload&, tlm::tlm_dmi&) override { return false; }
  unsigned int transport_dbg(tlm::tlm_generic_payload&) override { return 0; }

  Time latency_;
  Time per_word_;
  std::deque<tlm::tlm_generic_payload*> queue_;
  Event done_;
};

/// A master for the board's slave: the processor's references to proxies.
class BenchProcessor : public sc_core::sc_module, tlm::tlm_bw_transport_if<> {
 public:
  explicit BenchProcessor(sc_core::sc_module_name name) : sc_module(name), socket("socket") {
    socket.bind(static_cast<tlm::tlm_bw_transport_if<>&>(*this));
  }
  tlm::tlm_initiator_socket<32> socket;
  Time answered{};  // end of the last reference

  void store(PhysicalAddress address, std::int32_t value, Time now) { reference(true, address, value, now); }
  /// A locked compare-and-exchange, as the processor makes it: it writes in any case, what was there if that
  /// is not `expected`. The value that was there.
  std::uint32_t exchange(PhysicalAddress address, std::uint32_t expected, std::uint32_t value, Time now) {
    locked(true);
    const std::uint32_t found = load(address, now);
    store(address, static_cast<std::int32_t>(found == expected ? value : found), now);
    locked(false);
    return found;
  }
  /// References from now on are of a locked update, or are not.
  void locked(bool on) { payload_.extension.locked_update = on; }
  tlm::tlm_response_status response_to_load(PhysicalAddress address, Time now) {
    std::uint32_t value = 0;
    request(socket, payload_.set(false, address, reinterpret_cast<std::uint8_t*>(&value), word_bytes), now);
    return payload_.payload().get_response_status();
  }
  std::uint32_t load(PhysicalAddress address, Time now) {
    std::int32_t value = 0;
    reference(false, address, value, now);
    return static_cast<std::uint32_t>(value);
  }

 private:
  void reference(bool write, PhysicalAddress address, std::int32_t& value, Time now) {
    answered = request(socket, payload_.set(write, address, reinterpret_cast<std::uint8_t*>(&value), 4), now);
    REQUIRE(!answered.is_never());
    REQUIRE(payload_.payload().is_response_ok());
  }
  tlm::tlm_sync_enum nb_transport_bw(tlm::tlm_generic_payload&, tlm::tlm_phase&, sc_core::sc_time&) override {
    return tlm::TLM_COMPLETED;
  }
  void invalidate_direct_mem_ptr(sc_dt::uint64, sc_dt::uint64) override {}
  BusPayload payload_;
};

/// One node around a board: calendar, memory on the EISA bus, a processor's references, an interrupt line.
struct NodeBench {
  static constexpr std::size_t memory_bytes = 64 * page_bytes;
  Calendar calendar;
  BenchProcessor processor{sc_core::sc_gen_unique_name("processor")};
  BenchMemory memory;
  RecordedInterrupts interrupts;
  std::unique_ptr<NetworkInterface> board;
  Script script;

  NodeBench(const NicParameters& parameters, PacketPool& pool, NetworkPort& port, MeshCoordinates here)
      : calendar("node", port.least_delay()),
        memory(sc_core::sc_gen_unique_name("memory"), calendar, memory_bytes, ns(600), ns(120)),
        board(make_network_interface(parameters, {calendar, pool, port, here})),
        script(calendar) {
    board->connect(interrupts);
    board->eisa_master().bind(memory.socket);
    processor.socket.bind(board->eisa_slave());
  }

  /// The processor writes memory; the board sees it on the memory bus.
  void write(PhysicalAddress address, const void* bytes, std::uint32_t n, Time now) {
    std::memcpy(memory.data.data() + address, bytes, n);
    board->snoop({BusMaster::processor, true, address, n, memory.data.data() + address}, now);
  }
  void write_word(PhysicalAddress address, std::uint32_t value, Time now) { write(address, &value, 4, now); }
  std::uint32_t word(PhysicalAddress address) const {
    std::uint32_t value;
    std::memcpy(&value, memory.data.data() + address, 4);
    return value;
  }
};

/// A single board with a recorded port instead of a mesh.
struct BoardBench {
  Executive executive{"executive"};
  PacketPool pool;
  RecordedPort port;
  NodeBench node;
  Calendar& calendar = node.calendar;

  explicit BoardBench(const NicParameters& p = bench_nic()) : node(p, pool, port, {0, 0}) {
    executive.add(calendar);
  }
  void run() { sc_core::sc_start(); }
};

inline OutgoingMapping to(MeshCoordinates destination, std::uint32_t page,
                          UpdateMode mode = UpdateMode::single_write, bool notify = false) {
  return {true, destination, page, mode, notify};
}

}  // namespace shrimp
