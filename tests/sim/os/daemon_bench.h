// SPDX-License-Identifier: MIT
// An Ethernet on the bench that loses the frames it is told to, and the calendars of the nodes on it.
#pragma once
#include <deque>
#include <memory>
#include <set>
#include <vector>

#include "models/common/calendar.h"
#include "models/ethernet/ethernet_port.h"
#include "sim/os/daemon_parameters.h"
#include "tests/catch.h"

namespace shrimp {

inline DaemonParameters bench_daemon(const char* trusted = "all") {
  DaemonParameters p;
  p.exchange = Time::from_us(100);
  p.service = Time::from_us(200);
  p.frame = Time::from_us(50);
  p.header = Bytes{28};
  p.timeout = Time::from_us(10'000);
  p.tries = 3;
  p.trusted_nodes = trusted;
  return p;
}

class BenchEthernet {
 public:
  static constexpr Time latency = Time::from_us(10);  // before the wire and after it
  static constexpr Time wire = Time::from_us(80);     // any frame

  explicit BenchEthernet(std::size_t nodes) : deliver_(segment_, this, &BenchEthernet::on_deliver) {
    for (std::size_t n = 0; n < nodes; ++n) {
      calendars_.push_back(std::make_unique<Calendar>("node", latency));
      ports_.push_back(std::make_unique<Port>(*this));
    }
  }
  Calendar& calendar(NodeNumber node) { return *calendars_[node]; }
  EthernetPort& port(NodeNumber node) { return *ports_[node]; }

  /// Runs the earliest event of all until none is left.
  void run(Time until = Time::never()) {
    for (;;) {
      Calendar* first = &segment_;
      for (const auto& c : calendars_)
        if (c->next() < first->next()) first = c.get();
      if (first->next().is_never() || first->next() > until) return;
      first->run_next();
    }
  }

  std::set<std::size_t> lost;  // numbers of frames, from 0, in the order of sending
  bool loses_all = false;
  std::vector<EthernetFrame> sent;

 private:
  struct Port final : EthernetPort {
    explicit Port(BenchEthernet& e) : ethernet(e) {}
    void attach(EthernetClient* c) override { client = c; }
    void send(const EthernetFrame& frame, Time t) override { ethernet.send(frame, t); }
    Time least_delay() const override { return latency; }
    std::uint32_t most_data() const override { return 1500; }
    BenchEthernet& ethernet;
    EthernetClient* client = nullptr;
  };
  struct OnWire {
    Time arrives;
    EthernetFrame frame;
  };
  void send(const EthernetFrame& frame, Time t) {
    const std::size_t number = sent.size();
    sent.push_back(frame);
    CHECK(frame.bytes <= 1500);
    if (loses_all || lost.count(number)) return;
    free_ = max(free_, t) + wire;
    on_wire_.push_back({free_, frame});
    deliver_.wake_at(free_);
  }
  void on_deliver(Time now) {
    const EthernetFrame frame = on_wire_.front().frame;
    on_wire_.pop_front();
    if (!on_wire_.empty()) deliver_.wake_at(on_wire_.front().arrives);
    ports_[frame.destination]->client->frame_arrives(frame, now + latency);
  }

  Calendar segment_{"segment", latency};
  std::vector<std::unique_ptr<Calendar>> calendars_;
  std::vector<std::unique_ptr<Port>> ports_;
  std::deque<OnWire> on_wire_;
  Time free_{};
  Event deliver_;
};

}  // namespace shrimp
