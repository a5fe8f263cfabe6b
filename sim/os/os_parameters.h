// SPDX-License-Identifier: MIT
// What the simulated kernel and its daemon cost. Linux of the time, scaled to a 60 MHz Pentium; none of these
// lies on the path of a message, except the handler of the outgoing FIFO's threshold.
#pragma once
#include "models/common/parameters.h"
#include "sim/os/daemon_parameters.h"
#include "sim/os/paging_parameters.h"

namespace shrimp {

struct OsParameters {
  Time system_call;
  Time page_fault;
  Time interrupt_entry;
  Time interrupt_exit;
  Time fifo_poll;
  Time context_switch;
  Time quantum;
  std::uint32_t notification_queue;
  std::uint32_t datagram_queue = 0;
  Time signal_delivery;
  Time signal_return;
  Time spawn;
  std::uint32_t process_limit = 0;
  Cycles clock_read;
  Cycles split_access;
  Time engine_poll;
  std::uint32_t pinned_limit = 0;
  DaemonParameters daemon;
  PagingParameters paging;

  template <class Visitor>
  void visit(Visitor&& v) {
    const auto cost = range(Time{0}, Time::from_us(100'000));
    v("system_call", system_call, "a trap into the kernel and back, beside what the call itself does", cost);
    v("page_fault", page_fault, "first touch of a page: fault, frame, zero fill, page-table entry", cost);
    v("interrupt_entry", interrupt_entry, "from the recognition of an interrupt to its handler's first line",
      cost);
    v("interrupt_exit", interrupt_exit, "from the handler's last line back to the process", cost);
    v("fifo_poll", fifo_poll, "one look of the waiting handler at the outgoing FIFO's level",
      range(Time::from_ns(50), Time::from_us(1000)));
    v("context_switch", context_switch, "from one process to another, with the board's Inval", cost);
    v("quantum", quantum, "time slice when several processes of a node are ready",
      range(Time::from_us(10), Time::from_us(10'000'000)));
    v("notification_queue", notification_queue,
      "notifications that a process can have waiting for their handlers; more are dropped",
      range(1u, 1'000'000u));
    v("datagram_queue", datagram_queue,
      "datagrams that can wait at one port of a process; further ones go back to their senders",
      range(1u, 1'000'000u));
    v("signal_delivery", signal_delivery, "from the kernel into a handler of notifications", cost);
    v("signal_return", signal_return, "from the end of a handler to what it interrupted, or the next one",
      cost);
    v("spawn", spawn, "starting a process for another one: fork, exec and the loading of its pages", cost);
    v("process_limit", process_limit, "processes that a node runs at a time; a further spawn is refused",
      range(1U, 1000U));
    v("clock_read", clock_read, "reading the cycle counter (RDTSC), and so any clock",
      range(Cycles{1}, Cycles{1000}));
    v("split_access", split_access, "extra cycles of a data reference for each further cache line it touches",
      range(Cycles{0}, Cycles{100}));
    v("engine_poll", engine_poll, "one look of the kernel at the board's transfer engine",
      range(Time::from_ns(50), Time::from_us(1000)));
    v("pinned_limit", pinned_limit,
      "percent of the memory that may be pinned: exported, bound and paired pages, and those in quarantine",
      range(1U, 100U));
    daemon.visit(v);
    v.group("paging", paging);
  }
  template <class Report>
  void check(Report&& report) const {
    daemon.check(report);
  }
};

}  // namespace shrimp
