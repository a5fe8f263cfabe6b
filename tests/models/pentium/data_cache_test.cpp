// SPDX-License-Identifier: MIT
#include "models/pentium/data_cache.h"

#include "tests/catch.h"

using namespace shrimp;

namespace {
constexpr CachePolicy write_back = CachePolicy::write_back;
constexpr CachePolicy write_through = CachePolicy::write_through;
constexpr PhysicalAddress way = 4096;  // addresses this far apart share a set
const DataCacheParameters parameters{Bytes{8192}, 2};

struct Filtered {
  Filtered() { cache.use_filter(&filter); }
  DataCache cache{parameters};
  HitFilter filter;
  bool may_load(std::uint64_t line) const { return filter.entry[HitFilter::index(line)].load_line == line; }
  bool may_store(std::uint64_t line) const { return filter.entry[HitFilter::index(line)].store_line == line; }
};
}  // namespace

TEST_CASE("MESI: write-back lines come exclusive and a store modifies them") {
  DataCache c(parameters);
  CHECK_FALSE(c.load(0x100));
  c.fill(0x100, write_back);
  CHECK(c.state(0x11f) == Mesi::exclusive);
  CHECK(c.state(0x120) == Mesi::invalid);
  CHECK(c.store(0x104));
  CHECK(c.state(0x100) == Mesi::modified);
}

TEST_CASE("MESI: write-through lines are shared, and a store goes to the bus each time") {
  DataCache c(parameters);
  c.fill(0x100, write_through);
  CHECK_FALSE(c.store(0x100));
  c.store_through(0x100, write_through);
  CHECK(c.state(0x100) == Mesi::shared);
}

TEST_CASE("MESI: a snooped read shares, a store then writes once, and a snooped write invalidates") {
  DataCache c(parameters);
  c.fill(0x100, write_back);
  c.store(0x100);
  CHECK(c.share(0x100));
  CHECK(c.state(0x100) == Mesi::shared);
  CHECK_FALSE(c.store(0x100));
  c.store_through(0x100, write_back);
  CHECK(c.state(0x100) == Mesi::exclusive);
  CHECK(c.store(0x100));
  CHECK(c.invalidate(0x100));
  CHECK(c.state(0x100) == Mesi::invalid);
  CHECK_FALSE(c.invalidate(0x100));
}

TEST_CASE("a store that misses allocates nothing") {
  DataCache c(parameters);
  CHECK_FALSE(c.store(0x100));
  c.store_through(0x100, write_back);
  CHECK(c.state(0x100) == Mesi::invalid);
}

TEST_CASE("the least recently used line is replaced, and a modified one goes to L2") {
  DataCache c(parameters);
  c.fill(0x100, write_back);
  c.store(0x100);
  c.fill(0x100 + way, write_back);
  c.load(0x100);
  CHECK_FALSE(c.fill(0x100 + 2 * way, write_back).modified);
  CHECK(c.state(0x100 + way) == Mesi::invalid);
  const DataCache::Castout out = c.fill(0x100 + 3 * way, write_back);
  CHECK(out.modified);
  CHECK(out.address == 0x100);
}

TEST_CASE("an invalidated place is filled before any line is replaced") {
  DataCache c(parameters);
  c.fill(0x100, write_back);
  c.fill(0x100 + way, write_back);
  c.invalidate(0x100 + way);
  c.fill(0x100 + 2 * way, write_back);
  CHECK(c.state(0x100) == Mesi::exclusive);
}

TEST_CASE("the filter loses a line when another becomes the most recently used of its set") {
  Filtered f;
  f.cache.fill(0x100, write_back);
  f.cache.let_filter_load(0x100);
  CHECK(f.may_load(0x100));
  f.cache.fill(0x100 + way, write_back);
  CHECK_FALSE(f.may_load(0x100));
  f.cache.let_filter_load(0x100 + way);
  f.cache.load(0x100);
  CHECK_FALSE(f.may_load(0x100 + way));
}

TEST_CASE("the filter loses stores to a shared line, and everything of one that leaves") {
  Filtered f;
  f.cache.fill(0x100, write_back);
  f.cache.store(0x100);
  f.cache.let_filter_store(0x100);
  CHECK(f.may_load(0x100));
  CHECK(f.may_store(0x100));
  f.cache.share(0x100);
  CHECK(f.may_load(0x100));
  CHECK_FALSE(f.may_store(0x100));
  f.cache.invalidate(0x100);
  CHECK_FALSE(f.may_load(0x100));
}

TEST_CASE("both halves of a filter entry name one virtual line") {
  Filtered f;
  f.cache.fill(0x100, write_back);
  f.cache.store(0x100);
  f.cache.let_filter_store(0x7000100);
  f.cache.let_filter_load(0x9000100);  // the same frame under another address
  CHECK(f.may_load(0x9000100));
  CHECK_FALSE(f.may_store(0x7000100));
  f.filter.forget_virtual_page(0x9000000);
  CHECK_FALSE(f.may_load(0x9000100));
}

TEST_CASE("a filter is emptied when it is taken into use") {
  Filtered f;
  f.cache.fill(0x100, write_back);
  f.cache.let_filter_load(0x100);
  f.cache.use_filter(&f.filter);
  CHECK_FALSE(f.may_load(0x100));
}
