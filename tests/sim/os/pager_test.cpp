// SPDX-License-Identifier: MIT
// The rules of the page-out daemon, each by a node of a few frames.
#include "sim/os/pager.h"

#include "tests/sim/os/pager_bench.h"

using namespace shrimp;

namespace {

constexpr auto none = TranslationFault::none;
constexpr auto paged_out = TranslationFault::paged_out;

/// Pages 0 to n-1 are in memory, in frames of the same numbers, and were not used for a round of the clock.
AddressSpace& process_with_old_pages(PagerBench& b, std::uint32_t n, bool dirty) {
  AddressSpace& p = b.process();
  for (std::uint32_t i = 0; i < n; ++i) {
    REQUIRE(b.refer(p, PagerBench::data(p, i), dirty) == none);
    REQUIRE(PagerBench::entry(p, i).frame == i);
    PagerBench::entry(p, i).accessed = false;
  }
  return p;
}

struct Counts : StatisticsSink {
  std::map<std::string, std::uint64_t, std::less<>> of;
  void count(std::string_view name, std::uint64_t value, std::string_view, std::string_view) override {
    of[std::string(name)] = value;
  }
  void enter(std::string_view) override {}
  void leave() override {}
};

std::uint32_t resident(AddressSpace& p, std::uint32_t pages) {
  std::uint32_t n = 0;
  for (std::uint32_t i = 0; i < pages; ++i) n += PagerBench::entry(p, i).present;
  return n;
}

}  // namespace

TEST_CASE("above the low water no page leaves") {
  PagerBench b(8);
  AddressSpace& p = process_with_old_pages(b, 6, false);
  b.run(Time::from_us(1'000'000));
  CHECK(resident(p, 6) == 6);
}

TEST_CASE("below the low water the daemon takes unused pages in the order of frames, up to the high water") {
  PagerBench b(8);
  AddressSpace& p = process_with_old_pages(b, 7, false);
  b.run(PagerBench::look - Time{1});
  CHECK(resident(p, 7) == 7);
  b.run(PagerBench::look);
  CHECK(resident(p, 7) == 5);
  CHECK_FALSE(PagerBench::entry(p, 0).present);
  CHECK_FALSE(PagerBench::entry(p, 1).present);
  CHECK(b.frames.available() == 3);
}

TEST_CASE("a clean page's frame is free at once, a dirty one's when the disk has it") {
  PagerBench b(8);
  AddressSpace& p = process_with_old_pages(b, 7, false);
  REQUIRE(b.store(p, 0) == none);
  PagerBench::entry(p, 0).accessed = false;
  b.run(PagerBench::look);
  CHECK_FALSE(PagerBench::entry(p, 0).present);
  CHECK_FALSE(PagerBench::entry(p, 1).present);
  CHECK(b.frames.available() == 2);
  b.run(PagerBench::look + PagerBench::write - Time{1});
  CHECK(b.frames.available() == 2);
  b.run(PagerBench::look + PagerBench::write);
  CHECK(b.frames.available() == 3);
}

TEST_CASE("a page that was used since the last round gets a second chance, by itself or by its proxy") {
  PagerBench b(8);
  AddressSpace& p = process_with_old_pages(b, 7, false);
  b.node.pentium().flush_translations();
  REQUIRE(b.load(p, 0) == none);
  REQUIRE(b.refer(p, PagerBench::proxy(p, 2), false) == none);
  PagerBench::entry(p, 2).accessed = false;  // its proxy alone
  b.run(PagerBench::look);
  CHECK(PagerBench::entry(p, 0).present);
  CHECK_FALSE(PagerBench::entry(p, 1).present);
  CHECK(PagerBench::entry(p, 2).present);
  CHECK_FALSE(PagerBench::entry(p, 3).present);
  CHECK_FALSE(PagerBench::entry(p, 0).accessed);
  // The TLB forgot them, so that the next use is seen.
  CHECK_FALSE(b.node.pentium().holds_translation(PagerBench::data(p, 0) / page_bytes));
  CHECK_FALSE(b.node.pentium().holds_translation(PagerBench::proxy(p, 2) / page_bytes));
}

TEST_CASE("a page stays while anything needs it, and goes afterwards") {
  PagerBench b(8);
  AddressSpace& p = process_with_old_pages(b, 7, false);
  b.frames.pin(0);
  b.board.in_transfer = {1};
  b.referred = {2};
  REQUIRE(p.touch(PagerBench::data(p, 3), 4, false));  // held by a call under way
  PagerBench::entry(p, 3).accessed = false;
  b.run(PagerBench::look);
  for (std::uint32_t i = 0; i < 4; ++i) CHECK(PagerBench::entry(p, i).present);
  CHECK(resident(p, 7) == 5);

  b.frames.unpin(0);
  b.board.in_transfer.clear();
  b.referred.clear();
  p.release_held();
  REQUIRE(b.store(p, 4) == paged_out);
  b.bring_in(p);
  REQUIRE(b.load(p, 7) == none);
  b.run(b.now() + PagerBench::look);
  CHECK_FALSE(PagerBench::entry(p, 0).present);
}

TEST_CASE("I4: a page whose proxy a buffered store names stays, so that the board can learn of it first") {
  PagerBench b(4);
  AddressSpace& p = process_with_old_pages(b, 4, false);
  struct Core : ProcessorCore {
    void access_done(Time) override {}
  } core;
  b.node.pentium().attach(&core);
  Access store;
  store.kind = AccessKind::store;
  store.policy = CachePolicy::uncached;
  store.address = memory_proxy_base + 8;
  b.node.pentium().begin_access(store, b.now());
  const std::uint8_t value[4] = {};
  b.node.pentium().store_value(value);
  REQUIRE(b.load(p, 4) == paged_out);
  b.bring_in(p);
  CHECK(PagerBench::entry(p, 0).present);
  CHECK_FALSE(PagerBench::entry(p, 1).present);
}

TEST_CASE("I2: a page that leaves takes its proxy with it, after the kernel's Inval") {
  PagerBench b(8);
  AddressSpace& p = process_with_old_pages(b, 7, false);
  REQUIRE(b.refer(p, PagerBench::proxy(p, 0), false) == none);
  for (std::uint32_t i = 0; i < 7; ++i) PagerBench::entry(p, i).accessed = false;
  PageTableEntry& of_proxy = *p.pages().find(p.page_number(PagerBench::proxy(p, 0)));
  of_proxy.accessed = false;
  b.board.paired = {0, 5};
  b.node.pentium().translate(PagerBench::proxy(p, 0) / page_bytes);
  b.run(PagerBench::look);
  REQUIRE_FALSE(PagerBench::entry(p, 0).present);
  CHECK_FALSE(of_proxy.present);
  CHECK(b.board.invals > 0);
  CHECK(b.board.paired == std::set<std::uint32_t>{5});  // the next owner of the frame inherits no pairing
  CHECK_FALSE(b.node.pentium().holds_translation(PagerBench::data(p, 0) / page_bytes));
  CHECK_FALSE(b.node.pentium().holds_translation(PagerBench::proxy(p, 0) / page_bytes));
  CHECK(b.refer(p, PagerBench::proxy(p, 0), false) == paged_out);
  b.bring_in(p);
  CHECK(b.refer(p, PagerBench::proxy(p, 0), false) == none);
  CHECK(of_proxy.frame == memory_proxy_base / page_bytes + PagerBench::entry(p, 0).frame);
}

TEST_CASE("the caches forget a page that leaves") {
  PagerBench b(8);
  AddressSpace& p = process_with_old_pages(b, 7, false);
  Caches& caches = static_cast<Caches&>(b.node.pentium().caches());
  caches.fill(0x40, CachePolicy::write_back);
  caches.fill(5 * page_bytes, CachePolicy::write_back);
  b.run(PagerBench::look);
  REQUIRE_FALSE(PagerBench::entry(p, 0).present);
  CHECK(b.node.pentium().l2_state(0x40) == Mesi::invalid);
  CHECK(b.node.pentium().data_cache_state(0x40) == Mesi::invalid);
  CHECK(b.node.pentium().l2_state(5 * page_bytes) != Mesi::invalid);
}

TEST_CASE("a page comes back after one read of the disk: clean, held, with its cache policy") {
  PagerBench b(8);
  AddressSpace& p = process_with_old_pages(b, 7, false);
  PagerBench::entry(p, 0).policy = CachePolicy::write_through;
  b.run(PagerBench::look);
  REQUIRE(b.store(p, 0) == paged_out);
  const Time asked = b.now();
  CHECK(b.bring_in(p) == asked + PagerBench::read);
  CHECK(PagerBench::entry(p, 0).present);
  CHECK(PagerBench::entry(p, 0).held);
  CHECK_FALSE(PagerBench::entry(p, 0).dirty);
  CHECK(PagerBench::entry(p, 0).policy == CachePolicy::write_through);
  CHECK(b.store(p, 0) == none);
  CHECK(PagerBench::entry(p, 0).dirty);
  CHECK_FALSE(PagerBench::entry(p, 0).held);
}

TEST_CASE("the disk does one thing at a time, in order: what is being written is read back after that") {
  PagerBench b(8);
  AddressSpace& p = process_with_old_pages(b, 7, true);
  b.run(PagerBench::look);  // two pages on their way out
  REQUIRE(b.load(p, 1) == paged_out);
  CHECK(b.bring_in(p) == PagerBench::look + PagerBench::write * 2 + PagerBench::read);
}

TEST_CASE("without a free frame a first touch waits until one is free") {
  PagerBench b(4);
  AddressSpace& p = process_with_old_pages(b, 4, true);
  REQUIRE(b.store(p, 4) == paged_out);
  CHECK(b.bring_in(p) == PagerBench::write);
  CHECK(b.store(p, 4) == none);
  CHECK_FALSE(PagerBench::entry(p, 0).present);
}

TEST_CASE("pages that were all used lose one to a first touch that finds no free frame") {
  PagerBench b(4);
  AddressSpace& p = b.process();
  for (std::uint32_t i = 0; i < 4; ++i) REQUIRE(b.load(p, i) == none);
  REQUIRE(b.load(p, 4) == paged_out);
  CHECK(b.bring_in(p) == Time{});
  CHECK(b.load(p, 4) == none);
}

TEST_CASE("a process whose node has pinned all its memory is told so") {
  PagerBench b(4);
  AddressSpace& p = process_with_old_pages(b, 4, true);
  for (std::uint32_t frame = 0; frame < 4; ++frame) b.frames.pin(frame);
  REQUIRE(p.translate(PagerBench::data(p, 4), true).fault == paged_out);
  b.bring_in(p);
  CHECK(p.translate(PagerBench::data(p, 4), true).fault == TranslationFault::no_memory);
  b.frames.unpin(0);
  p.release_held();  // of what it asks next there is hope again
  CHECK(p.translate(PagerBench::data(p, 4), true).fault == paged_out);
}

TEST_CASE("a process waits for pages that a transfer uses, rather than being told that there is no memory") {
  PagerBench b(4);
  AddressSpace& p = process_with_old_pages(b, 4, false);
  for (std::uint32_t frame = 0; frame < 3; ++frame) b.frames.pin(frame);
  b.board.in_transfer = {3};
  REQUIRE(b.load(p, 4) == paged_out);
  b.pager.bring_in(p, b.now());
  b.run(PagerBench::look * 5);
  CHECK(b.ready.empty());
  b.board.in_transfer.clear();
  b.run(PagerBench::look * 6);
  CHECK(b.ready.count(&p) == 1);
  CHECK(b.load(p, 4) == none);
}

TEST_CASE("of two processes that hold what each other needs one is refused, and the other goes on") {
  PagerBench b(4);
  AddressSpace& one = b.process();
  AddressSpace& two = b.process();
  REQUIRE(one.touch(PagerBench::data(one, 0), 2 * page_bytes, true));
  REQUIRE(two.touch(PagerBench::data(two, 0), 2 * page_bytes, true));
  REQUIRE_FALSE(one.touch(PagerBench::data(one, 2), page_bytes, true));
  REQUIRE_FALSE(two.touch(PagerBench::data(two, 2), page_bytes, true));
  b.pager.bring_in(one, b.now());
  b.pager.bring_in(two, b.now());
  b.run(PagerBench::look);
  REQUIRE(b.ready.count(&one) == 1);
  REQUIRE(b.ready.count(&two) == 0);
  CHECK_FALSE(one.touch(PagerBench::data(one, 2), page_bytes, true));
  CHECK(one.missing().empty());
  one.release_held();  // its call ends with an error
  b.run(b.now() + PagerBench::look * 2 + PagerBench::write * 2);
  REQUIRE(b.ready.count(&two) == 1);
  CHECK(two.touch(PagerBench::data(two, 0), 3 * page_bytes, true));
}

TEST_CASE("the frames of a process that has ended go back, but one that a transfer reads only after that") {
  PagerBench b(8);
  AddressSpace& p = process_with_old_pages(b, 4, true);
  b.board.in_transfer = {2};
  b.board.paired = {1};
  b.pager.release(p, b.now());
  CHECK(b.frames.in_use() == 1);
  CHECK(b.board.paired.empty());
  b.run(PagerBench::look * 3);
  CHECK(b.frames.in_use() == 1);
  b.board.in_transfer.clear();
  b.run(PagerBench::look * 4);
  CHECK(b.frames.in_use() == 0);
}

TEST_CASE("pages on their way to or from the disk do not outlive their process") {
  PagerBench b(8);
  AddressSpace& p = process_with_old_pages(b, 7, true);
  b.run(PagerBench::look);  // two are being written
  REQUIRE(b.load(p, 0) == paged_out);
  b.pager.bring_in(p, b.now());
  b.pager.release(p, b.now());
  CHECK(b.frames.in_use() == 1);  // the disk is at it
  b.run(Time::from_us(1'000'000));
  CHECK(b.frames.in_use() == 0);
  CHECK(b.ready.empty());
  CHECK_FALSE(b.pager.is_busy());
}

TEST_CASE("a process that ends while a page of it is read leaves nothing behind") {
  PagerBench b(8);
  AddressSpace& p = process_with_old_pages(b, 7, false);
  b.run(PagerBench::look);
  REQUIRE(b.load(p, 0) == paged_out);
  b.pager.bring_in(p, b.now());
  b.pager.release(p, b.now());
  b.run(Time::from_us(1'000'000));
  CHECK(b.frames.in_use() == 0);
  CHECK(b.ready.empty());
}

TEST_CASE("what the daemon does is counted") {
  PagerBench b(8);
  AddressSpace& p = process_with_old_pages(b, 7, true);
  b.run(PagerBench::look + PagerBench::write * 2);
  REQUIRE(b.load(p, 0) == paged_out);
  b.bring_in(p);
  Counts counts;
  b.pager.report(counts);
  CHECK(counts.of["page_outs"] == 2);
  CHECK(counts.of["pages_dropped"] == 0);
  CHECK(counts.of["page_ins"] == 1);
  CHECK(counts.of["disk_time"] == static_cast<std::uint64_t>((PagerBench::write * 2 + PagerBench::read).ps));
}
