// SPDX-License-Identifier: MIT
#include "sim/os/datagram_service.h"

#include <algorithm>
#include <utility>

#include "models/common/address.h"
#include "sim/process/abi.h"
#include "vmmc_api/datagram.h"
#include "vmmc_api/trap.h"

namespace shrimp {

namespace {

constexpr std::uint64_t greatest_port = 65535;
constexpr std::uint32_t first_free_port = 32768;  // of those that a process leaves to the kernel

}  // namespace

DatagramService::DatagramService(Calendar& calendar, std::size_t nodes, const OsParameters& costs,
                                 Daemon& daemon, ArrivalService& arrivals, SignalService& signals)
    : nodes_(nodes),
      costs_(costs),
      daemon_(daemon),
      arrivals_(arrivals),
      signals_(signals),
      next_free_(first_free_port),
      delivery_(calendar, this, &DatagramService::on_delivery) {}

DatagramService::Port* DatagramService::port_of(const SimulatedProcess& p, std::uint64_t number) {
  const auto port = number <= greatest_port ? ports_.find(static_cast<std::uint32_t>(number)) : ports_.end();
  return port != ports_.end() && port->second.owner == &p ? &port->second : nullptr;
}

/// Free ports are given round and round, so that what is late for a closed one meets nobody.
Answer DatagramService::open_port(SystemCall& c) {
  std::uint64_t number = c.arguments[0];
  if (number > greatest_port) return c.done(VMMC_ERROR_ARGUMENT);
  if (number == 0) {
    for (std::uint64_t tries = first_free_port; number == 0 && tries <= greatest_port; ++tries) {
      if (ports_.count(next_free_) == 0) number = next_free_;
      next_free_ = next_free_ == greatest_port ? first_free_port : next_free_ + 1;
    }
    if (number == 0) return c.done(VMMC_ERROR_TOO_MANY);
  }
  if (!ports_.insert({static_cast<std::uint32_t>(number), {&c.process, {}, false}}).second)
    return c.done(VMMC_ERROR_DUPLICATE_ID);
  return c.done(static_cast<std::int64_t>(number));
}

Answer DatagramService::close_port(SystemCall& c) {
  if (!port_of(c.process, c.arguments[0])) return c.done(VMMC_ERROR_NOT_EXPORTED);
  close(ports_.find(static_cast<std::uint32_t>(c.arguments[0])), c.now);
  return c.done(VMMC_OK);
}

Answer DatagramService::attend_port(SystemCall& c) {
  Port* port = port_of(c.process, c.arguments[0]);
  if (!port) return c.done(VMMC_ERROR_NOT_EXPORTED);
  if (c.process.signals.entry == 0) return c.done(VMMC_ERROR_ARGUMENT);
  port->attended = true;
  if (!port->queue.empty()) signals_.send(c.process, SHRIMP_SIGNAL_DATAGRAM, c.now);
  return c.done(VMMC_OK);
}

bool DatagramService::is_attention_due(const SimulatedProcess& p) const {
  return std::any_of(ports_.begin(), ports_.end(), [&](const auto& numbered) {
    const Port& port = numbered.second;
    return port.owner == &p && port.attended && !port.queue.empty();
  });
}

void DatagramService::close(std::map<std::uint32_t, Port>::iterator port, Time now) {
  for (const Received& waiting : port->second.queue) send_back(waiting, VMMC_ERROR_NO_PROCESS, now);
  ports_.erase(port);
}

void DatagramService::release(const SimulatedProcess& p, Time now) {
  for (auto port = ports_.begin(); port != ports_.end();) {
    const auto next = std::next(port);
    if (port->second.owner == &p) close(port, now);
    port = next;
  }
}

Answer DatagramService::send(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  if (!port_of(c.process, a[0])) return c.done(VMMC_ERROR_NOT_EXPORTED);
  const auto node = node_of_id(a[1], nodes_);
  if (!node) return c.done(VMMC_ERROR_NO_NODE);
  if (a[2] == 0 || a[2] > greatest_port) return c.done(VMMC_ERROR_ARGUMENT);
  if (a[4] > VMMC_DATAGRAM_BYTES) return c.done(VMMC_ERROR_RANGE);
  if (a[4] > 0 && !c.process.space.touch(a[3], a[4], false))
    return c.ends_in_fault(a[3], "is sent as a datagram and cannot be read");
  Datagram m;
  m.from_port = static_cast<std::uint32_t>(a[0]);
  m.to_port = static_cast<std::uint32_t>(a[2]);
  const auto* data = reinterpret_cast<const char*>(a[3]);
  m.data.assign(data, data + a[4]);
  ++sent_;
  daemon_.ask(*node, std::move(m), c.now);
  return c.done(VMMC_OK);
}

Answer DatagramService::receive(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  Port* port = port_of(c.process, a[0]);
  if (!port) return c.done(VMMC_ERROR_NOT_EXPORTED);
  if (port->queue.empty()) return c.done(0);
  const Received& received = port->queue.front();
  const Datagram& m = received.datagram;
  const std::size_t bytes = std::min<std::size_t>(m.data.size(), a[3]);
  if (!c.process.space.touch(a[1], sizeof(vmmc_datagram), true))
    return c.ends_in_fault(a[1], "is where a datagram is to be told and is not writable memory");
  if (bytes > 0 && !c.process.space.touch(a[2], bytes, true))
    return c.ends_in_fault(a[2], "is where a datagram belongs and is not writable memory");
  if (!c.process.space.missing().empty()) return c.done(0);  // made again when the pages are there
  write_user<vmmc_datagram>(a[1], {node_id(received.from), static_cast<std::int32_t>(m.from_port), m.status,
                                   static_cast<std::uint32_t>(m.data.size())});
  std::copy_n(m.data.data(), bytes, reinterpret_cast<char*>(a[2]));
  port->queue.pop_front();
  if (port->attended && !is_attention_due(c.process)) signals_.take_back(c.process, SHRIMP_SIGNAL_DATAGRAM);
  return c.done(1);
}

void DatagramService::arrived(NodeNumber from, const Datagram& m, Time now) {
  deliveries_.push_back({now + costs_.daemon.exchange, {from, m}});
  if (deliveries_.size() == 1) delivery_.wake_at(deliveries_.front().due);
}

void DatagramService::on_delivery(Time now) {
  Received received = std::move(deliveries_.front().received);
  deliveries_.pop_front();
  if (!deliveries_.empty()) delivery_.wake_at(deliveries_.front().due);
  deliver(std::move(received), now);
}

/// What comes back always finds room: its sender knows how many it sends.
void DatagramService::deliver(Received received, Time now) {
  const bool comes_back = received.datagram.status != VMMC_OK;
  const auto port = ports_.find(received.datagram.to_port);
  if (port == ports_.end()) return send_back(received, VMMC_ERROR_NO_PROCESS, now);
  if (!comes_back && port->second.queue.size() >= costs_.datagram_queue)
    return send_back(received, VMMC_ERROR_TOO_MANY, now);
  ++delivered_;
  Port& there = port->second;
  there.queue.push_back(std::move(received));
  arrivals_.came(*there.owner, now);
  if (there.attended) signals_.send(*there.owner, SHRIMP_SIGNAL_DATAGRAM, now);
}

void DatagramService::send_back(const Received& received, std::int32_t status, Time now) {
  if (received.datagram.status != VMMC_OK) return;  // it has come back already: nobody is left to know
  ++sent_back_;
  Datagram m = received.datagram;
  std::swap(m.from_port, m.to_port);
  m.status = status;
  daemon_.tell(received.from, std::move(m), now);
}

void DatagramService::report(StatisticsSink& sink) const {
  sink.count("datagrams_sent", sent_, "datagrams", "Datagrams that processes of this node sent.");
  sink.count("datagrams_delivered", delivered_, "datagrams",
             "Datagrams that reached a port of this node; those that came back too.");
  sink.count("datagrams_sent_back", sent_back_, "datagrams",
             "Datagrams for which this node had no port, or a port no room.");
}

}  // namespace shrimp
