// SPDX-License-Identifier: MIT
// Parameters of the Pentium's memory side: clock, data cache, TLB, write buffers, and the L2 cache beside it.
#pragma once
#include "models/common/address.h"
#include "models/common/parameters.h"
#include "models/pentium/hit_filter.h"

namespace shrimp {

struct DataCacheParameters {
  Bytes size;
  std::uint32_t ways;
  template <class Visitor>
  void visit(Visitor&& v) {
    v("size", size, "data the cache holds; its lines are 32 bytes", range(Bytes{64}, Bytes{1 << 20}));
    v("ways", ways, "lines of a set", range(std::uint32_t{1}, std::uint32_t{16}));
  }
  template <class Report>
  void check(Report&& report) const {
    const std::uint64_t set = std::uint64_t{HitFilter::line_bytes} * ways;
    if (size.n % set != 0) report("size", "must be a whole number of sets of `ways` lines of 32 bytes");
  }
};

struct TlbParameters {
  std::uint32_t entries;
  std::uint32_t ways;
  Cycles walk;
  template <class Visitor>
  void visit(Visitor&& v) {
    v("entries", entries, "translations of data pages it holds",
      range(std::uint32_t{1}, std::uint32_t{4096}));
    v("ways", ways, "entries of a set; the oldest is replaced", range(std::uint32_t{1}, std::uint32_t{64}));
    v("walk", walk, "bus clocks of a walk of the page tables after a miss", range(Cycles{0}, Cycles{1000}));
  }
  template <class Report>
  void check(Report&& report) const {
    if (entries % ways != 0) report("entries", "must be a whole number of sets of `ways` entries");
  }
};

struct WriteBufferParameters {
  std::uint32_t count;
  Bytes integer_write;
  Bytes widest_write;
  template <class Visitor>
  void visit(Visitor&& v) {
    v("count", count, "stores that wait for the bus while the processor goes on",
      range(std::uint32_t{1}, std::uint32_t{16}));
    v("integer_write", integer_write, "widest bus write of an integer store", range(Bytes{1}, Bytes{8}));
    v("widest_write", widest_write, "widest bus write of a floating-point store", range(Bytes{4}, Bytes{8}));
  }
  template <class Report>
  void check(Report&& report) const {
    if ((widest_write.n & (widest_write.n - 1)) != 0) report("widest_write", "must be 4 or 8 bytes");
    if (integer_write.n > widest_write.n) report("integer_write", "must not exceed widest_write, the bus");
  }
};

struct L2Parameters {
  Bytes size;
  Bytes line;
  std::uint32_t ways;
  Cycles hit;
  Cycles pass;
  template <class Visitor>
  void visit(Visitor&& v) {
    v("size", size, "data the L2 cache holds", range(Bytes{1024}, Bytes{1 << 24}));
    v("line", line, "bytes of a line, filled whole before the processor goes on",
      range(Bytes{32}, Bytes{1024}));
    v("ways", ways, "lines of a set", range(std::uint32_t{1}, std::uint32_t{16}));
    v("hit", hit, "bus clocks the processor waits for a line of the data cache that L2 has",
      range(Cycles{0}, Cycles{1000}));
    v("pass", pass, "bus clocks of a store, or an uncached access, on its way past L2 to the memory bus",
      range(Cycles{0}, Cycles{1000}));
  }
  template <class Report>
  void check(Report&& report) const {
    if (line.n % HitFilter::line_bytes != 0 || (line.n & (line.n - 1)) != 0)
      report("line", "must be a power of two, 32 bytes or more, as L2 includes the data cache's lines");
    else if (size.n % (line.n * ways) != 0)
      report("size", "must be a whole number of sets of `ways` lines");
  }
};

struct PentiumParameters {
  Frequency clock;
  DataCacheParameters data_cache;
  TlbParameters tlb;
  WriteBufferParameters write_buffers;
  L2Parameters l2;
  template <class Visitor>
  void visit(Visitor&& v) {
    v("clock", clock, "the processor's clock, which is that of the memory bus",
      range(Frequency{1'000'000}, Frequency{1'000'000'000}));
    v.group("data_cache", data_cache);
    v.group("tlb", tlb);
    v.group("write_buffers", write_buffers);
    v.group("l2", l2);
  }
  template <class Report>
  void check(Report&& report) const {
    if (l2.size.n < data_cache.size.n)
      report("l2.size", "must be at least data_cache.size, which L2 includes");
  }
};

}  // namespace shrimp
