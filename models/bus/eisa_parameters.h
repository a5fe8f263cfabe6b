// SPDX-License-Identifier: MIT
// Parameters of the I/O side of a node: the EISA bus and its bridge to the memory bus.
#pragma once
#include "models/common/parameters.h"

namespace shrimp {

struct EisaParameters {
  Frequency clock;
  Bytes width;
  Cycles address;
  Cycles standard;
  Cycles burst_next;
  Bytes burst_boundary;
  Cycles arbitration;
  Cycles preemption;
  Time refresh_interval;
  Cycles refresh;
  template <class Visitor>
  void visit(Visitor&& v) {
    v("clock", clock, "BCLK, the clock of the EISA bus", range(Frequency{1'000'000}, Frequency{100'000'000}));
    v("width", width, "bytes one EISA transfer carries", range(Bytes{1}, Bytes{8}));
    v("address", address, "BCLKs until the slave of a standard cycle has the address",
      range(Cycles{0}, Cycles{16}));
    v("standard", standard, "BCLKs of a standard cycle, and of the first transfer of a burst",
      range(Cycles{1}, Cycles{16}));
    v("burst_next", burst_next, "BCLKs of each further transfer of a burst", range(Cycles{1}, Cycles{16}));
    v("burst_boundary", burst_boundary, "addresses that are multiples of this start a new burst",
      range(Bytes{4}, Bytes{1 << 20}));
    v("arbitration", arbitration, "BCLKs from a request until its master owns an idle bus",
      range(Cycles{0}, Cycles{64}));
    v("preemption", preemption, "BCLKs a master may keep the bus while another waits",
      range(Cycles{1}, Cycles{100'000}));
    v("refresh_interval", refresh_interval, "time between two refreshes of memory over the bus",
      range(Time::from_us(1), Time::from_us(1'000'000)));
    v("refresh", refresh, "BCLKs that a refresh takes from the bus", range(Cycles{0}, Cycles{64}));
  }
  template <class Report>
  void check(Report&& report) const {
    if ((width.n & (width.n - 1)) != 0) report("width", "must be a power of two, as a bus has byte lanes");
    if (address.n > standard.n) report("address", "must not exceed eisa.standard, of which it is a part");
    if (burst_boundary.n == 0 || burst_boundary.n % width.n != 0)
      report("burst_boundary", "must be a multiple of eisa.width");
    if (Clock(clock, Time{}).edge(refresh.n) >= refresh_interval)
      report("refresh", "must be shorter than eisa.refresh_interval, or the bus does nothing else");
  }
};

struct BridgeParameters {
  Bytes line;
  Time memory_setup;
  Time io_setup;
  template <class Visitor>
  void visit(Visitor&& v) {
    v("line", line, "bytes of the one line that an EISA burst to memory is cut into",
      range(Bytes{8}, Bytes{4096}));
    v("memory_setup", memory_setup,
      "from the EISA transfer that needs a line's memory access to the request on the memory bus",
      range(Time{0}, Time::from_us(10)));
    v("io_setup", io_setup, "from the processor's bus cycle to the request on the EISA bus",
      range(Time{0}, Time::from_us(10)));
  }
  template <class Report>
  void check(Report&& report) const {
    if ((line.n & (line.n - 1)) != 0) report("line", "must be a power of two");
  }
};

}  // namespace shrimp
