// SPDX-License-Identifier: MIT
// A Pentium on its memory bus, a core that follows a plan, and a bridge master for DMA.
#pragma once
#include <string>
#include <utility>

#include "models/bus/dram.h"
#include "models/bus/xpress_bus.h"
#include "models/pentium/pentium.h"
#include "tests/models/bus/bench.h"
#include "tests/models/bus/reference_values.h"

namespace shrimp {

namespace reference {
inline PentiumParameters pentium() {
  return {bus_frequency(),
          {Bytes{8192}, 2},
          {64, 4, Cycles{20}},
          {2, Bytes{4}, Bytes{8}},
          {Bytes{256 * 1024}, Bytes{64}, 2, Cycles{6}, Cycles{6}}};
}
}  // namespace reference

/// Gives a Pentium one access after the other, as sim/os/processor does: ahead of the calendar where the
/// caches or the filter answer, at the calendar's present otherwise.
class PlannedCore : public ProcessorCore {
 public:
  PlannedCore(Executive& executive, Calendar& calendar, Pentium& pentium, bool consult_filter)
      : executive_(executive),
        calendar_(calendar),
        pentium_(pentium),
        consult_(consult_filter),
        turn_(calendar, this, &PlannedCore::turn) {
    pentium.attach(this);
    pentium.use_filter(&filter);
    turn_.reschedule(pentium.clock().edge(0));
  }
  void plan(std::int64_t not_before, const Access& access) { plan_.push_back({not_before, 1, access}); }
  void plan_after(std::int64_t cycles, const Access& access) { plan_.push_back({0, cycles, access}); }

  HitFilter filter;
  std::vector<std::int64_t> done;  // cycle at which each access was over
  std::uint64_t filter_hits = 0;
  std::uint8_t value[32] = {1, 2, 3, 4, 5, 6, 7, 8};
  bool run_ahead = true;

 private:
  struct Step {
    std::int64_t not_before;
    std::int64_t after;
    Access access;
  };
  void turn(Time) { proceed(true); }

  void proceed(bool at_present) {
    while (next_ < plan_.size()) {
      const Step& s = plan_[next_];
      if (!started_) {
        cycle_ = std::max(cycle_ + (next_ > 0 ? s.after : 0), s.not_before);
        started_ = true;
        at_present = at_present && pentium_.clock().edge(cycle_) == calendar_.now();
      }
      if (!at_present && wait_for_calendar()) return;
      if (consult_ && in_filter(s.access)) {
        ++filter_hits;
        finish();
        continue;
      }
      const std::int64_t walk = translated_ ? 0 : pentium_.translate(s.access.virtual_address / page_bytes);
      translated_ = true;
      cycle_ += walk;
      if (walk > 0) at_present = false;
      if (!at_present && wait_for_calendar()) return;
      std::int64_t stall = 0;
      if (pentium_.try_access(s.access, stall)) {
        cycle_ += stall;
        finish();
        at_present = at_present && stall == 0;
        continue;
      }
      if (!at_present) return wait();
      in_begin_ = true;
      over_ = false;
      pentium_.begin_access(s.access, calendar_.now());
      in_begin_ = false;
      if (!over_) return;
      at_present = false;
    }
  }
  bool wait_for_calendar() {
    const Time t = pentium_.clock().edge(cycle_);
    if (run_ahead && t < executive_.horizon(calendar_, Time{})) return false;
    wait();
    return true;
  }
  void wait() { turn_.reschedule(pentium_.clock().edge(cycle_)); }
  void finish() {
    done.push_back(cycle_);
    ++next_;
    started_ = translated_ = false;
  }
  bool in_filter(const Access& a) const {
    const HitFilter::Entry& e = filter.entry[HitFilter::index(a.virtual_address)];
    const std::uint64_t line = (a.virtual_address + a.bytes - 1) & ~std::uint64_t{31};
    if (a.kind == AccessKind::locked_update) return false;
    return (a.kind == AccessKind::load ? e.load_line : e.store_line) == line;
  }
  void access_done(Time t) override {
    const AccessKind kind = plan_[next_].access.kind;
    cycle_ = pentium_.clock().edge_at_or_after(t);
    finish();
    if (kind != AccessKind::load) pentium_.store_value(value);
    over_ = true;
    if (!in_begin_) proceed(false);
  }

  Executive& executive_;
  Calendar& calendar_;
  Pentium& pentium_;
  const bool consult_;
  std::vector<Step> plan_;
  std::size_t next_ = 0;
  std::int64_t cycle_ = 0;
  bool started_ = false;
  bool translated_ = false;
  bool over_ = false;
  bool in_begin_ = false;
  Event turn_;
};

/// Everything but the processor's core; several may share one executive.
struct PentiumNode {
  PentiumNode(const std::string& name, Executive& executive,
              const PentiumParameters& p = reference::pentium(), bool consult_filter = true)
      : calendar(name, Time::from_us(1'000)),
        xpress((name + "_xpress").c_str(), calendar, reference::bus_clock(), reference::xpress()),
        dram((name + "_dram").c_str(), reference::dram()),
        pentium((name + "_bus_unit").c_str(), calendar, reference::bus_clock(), p),
        bridge((name + "_bridge").c_str(), calendar),
        device((name + "_device").c_str(), Time::from_ns(500)),
        core(executive, calendar, pentium, consult_filter) {
    executive.add(calendar);
    pentium.bus().bind(xpress.processor());
    xpress.set_cache(pentium.caches());
    xpress.memory().bind(dram.socket());
    xpress.io().bind(device.socket);
    bridge.socket.bind(xpress.bridge());
  }
  Calendar calendar;
  XpressBus xpress;
  Dram dram;
  Pentium pentium;
  PlannedMaster<64> bridge;
  FixedSlave<64> device;
  PlannedCore core;
};

struct PentiumBench {
  Executive executive{"executive"};
  PentiumNode node{"node", executive};
  PlannedCore& core = node.core;
  void run() { sc_core::sc_start(); }
  /// Modelled state of the line at `address`.
  Mesi l1(PhysicalAddress address) { return node.pentium.data_cache_state(address); }
  Mesi l2(PhysicalAddress address) { return node.pentium.l2_state(address); }
};

inline Access access(AccessKind kind, PhysicalAddress address, CachePolicy policy = CachePolicy::write_back,
                     std::uint8_t bytes = 4) {
  Access a;
  a.kind = kind;
  a.policy = policy;
  a.bytes = bytes;
  a.address = address;
  a.virtual_address = address;
  return a;
}
inline Access load(PhysicalAddress address, CachePolicy policy = CachePolicy::write_back) {
  return access(AccessKind::load, address, policy);
}
inline Access store(PhysicalAddress address, CachePolicy policy = CachePolicy::write_back,
                    std::uint8_t bytes = 4) {
  return access(AccessKind::store, address, policy, bytes);
}

/// Collects every statistic by its full name.
class CollectedStatistics : public StatisticsSink {
 public:
  void count(std::string_view name, std::uint64_t value, std::string_view, std::string_view) override {
    values.emplace_back(path_ + std::string(name), value);
  }
  void enter(std::string_view component) override { path_ += std::string(component) + "."; }
  void leave() override {
    path_.pop_back();
    path_.resize(path_.rfind('.') == std::string::npos ? 0 : path_.rfind('.') + 1);
  }
  std::vector<std::pair<std::string, std::uint64_t>> values;
  std::uint64_t operator[](const std::string& name) const {
    for (const auto& v : values)
      if (v.first == name) return v.second;
    FAIL("no statistic is called " << name);
    return 0;
  }

 private:
  std::string path_;
};

}  // namespace shrimp
