// SPDX-License-Identifier: MIT
// The law behind the inline hit path: with the filter consulted or not, ahead of the calendar or not, every
// time and every statistic is the same.
#include <random>

#include "tests/models/pentium/pentium_bench.h"

using namespace shrimp;

namespace {

constexpr int accesses = 20'000;
constexpr std::uint32_t frames = 24;

CachePolicy policy_of(std::uint32_t frame) {
  return frame % 6 == 0    ? CachePolicy::write_through
         : frame % 11 == 0 ? CachePolicy::uncached
                           : CachePolicy::write_back;
}

/// References with locality: mostly in a few lines of a few hot pages, frames under two virtual addresses,
/// some locked.
void plan_core(PlannedCore& core, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uint64_t page = 0;
  std::uint32_t offset = 0;
  for (int i = 0; i < accesses; ++i) {
    if (random() % 8 == 0)
      page = random() % 4 != 0 ? random() % 3 * frames + random() % 8 : random() % (frames * 8);
    if (random() % 3 == 0) offset = static_cast<std::uint32_t>(random() % 2 * 512 + random() % 128);
    offset = (offset + 4) % page_bytes & ~3u;
    const auto frame = static_cast<std::uint32_t>(page % frames);
    const std::uint64_t kind = random() % 100;
    Access a = access(kind < 60   ? AccessKind::load
                      : kind < 99 ? AccessKind::store
                                  : AccessKind::locked_update,
                      frame * page_bytes + offset, policy_of(frame));
    a.virtual_address = 0x200000000000 + page * page_bytes + offset;
    core.plan_after(static_cast<std::int64_t>(1 + random() % 4), a);
  }
}

void plan_dma(PlannedMaster<64>& bridge, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Time t{};
  for (int i = 0; i < 2'000; ++i) {
    t += Time::from_ns(static_cast<std::int64_t>(random() % 900));
    const auto line =
        static_cast<PhysicalAddress>(random() % 5 * page_bytes + random() % 2 * 512 + random() % 6 * 32);
    bridge.plan({t, random() % 2 == 0, line, 32});
  }
}

PentiumParameters small_caches() {
  PentiumParameters p = reference::pentium();
  p.data_cache.size = Bytes{1024};
  p.l2.size = Bytes{8192};
  p.tlb = {8, 4, Cycles{20}};
  return p;
}

struct Variant {
  PentiumNode node;
  Variant(const char* name, Executive& executive, const PentiumParameters& p, bool filter, bool run_ahead,
          std::uint64_t seed)
      : node(name, executive, p, filter) {
    node.core.run_ahead = run_ahead;
    plan_core(node.core, seed);
    plan_dma(node.bridge, seed + 1);
  }
  std::vector<std::pair<std::string, std::uint64_t>> statistics() const {
    CollectedStatistics s;
    node.pentium.report(s);
    node.xpress.report(s);
    node.dram.report(s);
    return s.values;
  }
};

void same_in_all_variants(const PentiumParameters& p, std::uint64_t seed) {
  Executive executive("executive");
  Variant plain("plain", executive, p, false, false, seed);
  Variant ahead("ahead", executive, p, false, true, seed);
  Variant filter("filter", executive, p, true, false, seed);
  Variant both("both", executive, p, true, true, seed);
  sc_core::sc_start();
  REQUIRE(plain.node.core.done.size() == accesses);
  REQUIRE(plain.node.bridge.done.size() == 2'000);
  CHECK(both.node.core.filter_hits > accesses / 20);
  CHECK(both.node.core.filter_hits == filter.node.core.filter_hits);
  for (const Variant* v : {&ahead, &filter, &both}) {
    CHECK(v->node.core.done == plain.node.core.done);
    CHECK(v->node.bridge.done == plain.node.bridge.done);
    CHECK(v->statistics() == plain.statistics());
  }
}

}  // namespace

TEST_CASE("filter and run-ahead change no time and no statistic, with the Pentium's caches") {
  same_in_all_variants(reference::pentium(), 1);
}

TEST_CASE("filter and run-ahead change no time and no statistic, with small caches") {
  same_in_all_variants(small_caches(), 2);
}

TEST_CASE("filter and run-ahead change no time and no statistic, with one-way caches and a long L2 line") {
  PentiumParameters p = small_caches();
  p.data_cache.ways = 1;
  p.l2.line = Bytes{128};
  p.write_buffers.count = 1;
  same_in_all_variants(p, 3);
}
