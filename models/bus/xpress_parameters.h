// SPDX-License-Identifier: MIT
// Parameters of the memory side of a node: the Xpress bus and the DRAM behind it.
#pragma once
#include "models/common/address.h"
#include "models/common/parameters.h"

namespace shrimp {

struct XpressParameters {
  Bytes width;
  Cycles single;
  Cycles burst_next;
  Cycles bridge_grant;
  template <class Visitor>
  void visit(Visitor&& v) {
    v("width", width, "bytes one data transfer of the memory bus carries", range(Bytes{4}, Bytes{32}));
    v("single", single, "bus clocks of a transfer without wait states, and of the first of a burst",
      range(Cycles{1}, Cycles{16}));
    v("burst_next", burst_next, "bus clocks of each further transfer of a burst without wait states",
      range(Cycles{1}, Cycles{16}));
    v("bridge_grant", bridge_grant, "bus clocks from the EISA bridge's request until it owns an idle bus",
      range(Cycles{0}, Cycles{64}));
  }
  template <class Report>
  void check(Report&& report) const {
    if ((width.n & (width.n - 1)) != 0) report("width", "must be a power of two, as a bus has byte lanes");
  }
};

struct DramParameters {
  Bytes capacity;
  Bytes width;
  Time read_first;
  Time read_next;
  Time write_first;
  Time write_next;
  template <class Visitor>
  void visit(Visitor&& v) {
    v("capacity", capacity, "main memory of a node", range(Bytes{1 << 20}, Bytes{std::uint64_t{1} << 30}));
    v("width", width, "bytes one memory cycle moves", range(Bytes{4}, Bytes{32}));
    v("read_first", read_first, "address to the first data of a read", range(Time{0}, Time::from_us(10)));
    v("read_next", read_next, "each further memory cycle of a burst read", range(Time{0}, Time::from_us(10)));
    v("write_first", write_first, "address until the first data of a write are taken",
      range(Time{0}, Time::from_us(10)));
    v("write_next", write_next, "each further memory cycle of a burst write",
      range(Time{0}, Time::from_us(10)));
  }
  template <class Report>
  void check(Report&& report) const {
    if (capacity.n % page_bytes != 0) report("capacity", "must be a whole number of 4096-byte pages");
    if (capacity.n > memory_proxy_base) report("capacity", "must end below the memory proxies (1 GiB)");
    if ((width.n & (width.n - 1)) != 0) report("width", "must be a power of two");
  }
};

}  // namespace shrimp
