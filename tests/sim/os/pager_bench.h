// SPDX-License-Identifier: MIT
// A node whose memory has few frames, with a board that a test tells what its transfers use, and processes
// that are address spaces alone: no page of theirs is read or written, so their windows need not exist.
#pragma once
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "sim/os/address_space.h"
#include "sim/os/pager.h"
#include "tests/catch.h"
#include "tests/models/node/silent_board.h"
#include "tests/models/pentium/pentium_bench.h"

namespace shrimp {

/// Remembers what the kernel told it.
class PagerBoard : public SilentBoard {
 public:
  using SilentBoard::SilentBoard;

  std::set<std::uint32_t> in_transfer;
  std::set<std::uint32_t> paired;
  int invals = 0;

  bool transfer_uses(std::uint32_t page) const override { return in_transfer.count(page) > 0; }
  void invalidate_initiation() override { ++invals; }
  void set_pairing(std::uint32_t page, const OutgoingMapping& m) override {
    m.enabled ? (void)paired.insert(page) : (void)paired.erase(page);
  }
};

/// Low water 2, high water 3; a look each millisecond, 10 ms to read a page and 20 to write one.
struct PagerBench : PagerClient {
  explicit PagerBench(std::uint32_t memory_pages) : frames(memory_pages) { node.plug_in(board); }

  static constexpr Time look = Time::from_us(1000);
  static constexpr Time read = Time::from_us(10'000);
  static constexpr Time write = Time::from_us(20'000);
  static constexpr Time never_refreshed = Time::from_us(1'000'000'000);

  /// A process with pages at data(i).
  AddressSpace& process() {
    const std::uint64_t window = SHRIMP_WINDOW_BASE + spaces_.size() * SHRIMP_WINDOW_BYTES;
    spaces_.push_back(std::make_unique<AddressSpace>(window, frames, node.dram()));
    spaces_.back()->add_region(data(*spaces_.back(), 0), data(*spaces_.back(), 100), true);
    return *spaces_.back();
  }
  static std::uint64_t data(const AddressSpace& space, std::uint64_t page) {
    return space.window() + SHRIMP_HEAP_OFFSET + page * page_bytes;
  }
  static std::uint64_t proxy(const AddressSpace& space, std::uint64_t page) {
    return data(space, page) + SHRIMP_MEMORY_PROXY_OFFSET;
  }
  static PageTableEntry& entry(AddressSpace& space, std::uint64_t page) {
    return *space.pages().find(space.page_number(data(space, page)));
  }
  /// A reference as the processor makes it, with its page walk.
  TranslationFault refer(AddressSpace& space, std::uint64_t address, bool store) {
    const AddressSpace::Result r = space.translate(address, store);
    if (r.fault == TranslationFault::none) {
      if (!node.pentium().holds_translation(address / page_bytes)) r.entry->accessed = true;
      node.pentium().translate(address / page_bytes);
    }
    space.release_held();
    pager.watch(now());
    return r.fault;
  }
  TranslationFault load(AddressSpace& s, std::uint64_t page) { return refer(s, data(s, page), false); }
  TranslationFault store(AddressSpace& s, std::uint64_t page) { return refer(s, data(s, page), true); }

  Time now() { return node.calendar().now(); }
  void run(Time until) {
    while (node.calendar().next() <= until) node.calendar().run_next();
  }
  /// The time at which the process has its missing pages, or knows that it will not.
  Time bring_in(AddressSpace& space) {
    pager.bring_in(space, now());
    while (!ready.count(&space)) {
      REQUIRE(node.calendar().next() < never_refreshed);
      node.calendar().run_next();
    }
    const Time t = ready[&space];
    ready.erase(&space);
    return t;
  }

  void pages_are_in(AddressSpace& space, Time t) override { ready[&space] = t; }
  bool refers_to(std::uint32_t frame) const override { return referred.count(frame) > 0; }

  std::map<const AddressSpace*, Time> ready;
  std::set<std::uint32_t> referred;
  PagingParameters costs{2, 3, look, Time::from_us(10), read, write};
  Node node{"node",
            0,
            {reference::pentium(),
             reference::xpress(),
             reference::dram(),
             reference::eisa(),
             reference::bridge(),
             {Time::from_us(1)}},
            {Time{}, Time{}, never_refreshed}};
  PagerBoard board{"board", node.calendar()};
  FrameAllocator frames;
  std::vector<std::unique_ptr<AddressSpace>> spaces_;
  Pager pager{node, costs, frames, *this};
};

}  // namespace shrimp
