// SPDX-License-Identifier: MIT
// Translation alone: no page of the process is read or written, so its window need not exist.
#include "sim/os/address_space.h"

#include "models/bus/dram.h"
#include "sim/process/abi.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

constexpr std::uint64_t window = SHRIMP_WINDOW_BASE;
constexpr std::uint64_t data = window + SHRIMP_IMAGE_OFFSET;
constexpr std::uint64_t text = data + 16 * page_bytes;  // read-only
constexpr std::uint64_t heap = window + SHRIMP_HEAP_OFFSET;
constexpr std::uint64_t first_proxy_frame = memory_proxy_base / page_bytes;

/// The proxy of a memory address.
constexpr std::uint64_t proxy(std::uint64_t address) {
  return address + SHRIMP_MEMORY_PROXY_OFFSET;
}

struct Bench {
  explicit Bench(std::uint32_t memory_pages = 64) : frames(memory_pages) {
    space.add_region(data, data + 4 * page_bytes, true);
    space.add_region(text, text + 2 * page_bytes, false);
    space.add_region(heap, heap, true);
  }
  Dram dram{"dram", {Bytes{64 * page_bytes}, Bytes{8}, Time{}, Time{}, Time{}, Time{}}};
  FrameAllocator frames;
  AddressSpace space{window, frames, dram};

  TranslationFault fault(std::uint64_t address, bool write) { return space.translate(address, write).fault; }
};

}  // namespace

TEST_CASE("the first touch of a page takes a frame, the next ones find it") {
  Bench b;
  const AddressSpace::Result first = b.space.translate(data + 5, false);
  REQUIRE(first.fault == TranslationFault::none);
  CHECK(first.first_touch);
  CHECK(first.entry->frame == 0);
  CHECK(first.entry->policy == CachePolicy::write_back);
  CHECK_FALSE(first.entry->dirty);
  const AddressSpace::Result again = b.space.translate(data + 4095, true);
  CHECK_FALSE(again.first_touch);
  CHECK(again.entry == first.entry);
  CHECK(again.entry->dirty);
  CHECK(b.space.translate(data + 4096, false).entry->frame == 1);
  CHECK(b.frames.in_use() == 2);
}

TEST_CASE("what lies in no region is not mapped, to the byte") {
  Bench b;
  CHECK(b.fault(window, false) == TranslationFault::not_mapped);
  CHECK(b.fault(data - 1, false) == TranslationFault::not_mapped);
  CHECK(b.fault(data + 4 * page_bytes - 1, true) == TranslationFault::none);
  CHECK(b.fault(data + 4 * page_bytes, false) == TranslationFault::not_mapped);
  CHECK(b.fault(0, false) == TranslationFault::not_mapped);
  CHECK(b.fault(window - 1, false) == TranslationFault::not_mapped);
  CHECK(b.fault(window + SHRIMP_WINDOW_BYTES, false) == TranslationFault::not_mapped);
  CHECK(b.frames.in_use() == 1);
}

TEST_CASE("a read-only page can be read, and written neither at its first touch nor later") {
  Bench b;
  CHECK(b.fault(text, true) == TranslationFault::read_only);
  CHECK(b.frames.in_use() == 0);
  CHECK(b.fault(text, false) == TranslationFault::none);
  CHECK(b.fault(text, true) == TranslationFault::read_only);
  CHECK_FALSE(b.space.translate(text, false).entry->dirty);
}

TEST_CASE("the heap grows") {
  Bench b;
  CHECK(b.fault(heap, true) == TranslationFault::not_mapped);
  b.space.grow_region(heap, heap + page_bytes);
  CHECK(b.fault(heap, true) == TranslationFault::none);
  CHECK(b.fault(heap + page_bytes, true) == TranslationFault::not_mapped);
}

TEST_CASE("without a free frame a page is missing, until the page-out daemon says that there will be none") {
  Bench b(2);
  CHECK(b.fault(data, true) == TranslationFault::none);
  CHECK(b.fault(data + page_bytes, true) == TranslationFault::none);
  CHECK(b.fault(data + 2 * page_bytes, true) == TranslationFault::paged_out);
  CHECK(b.space.missing() == std::vector{b.space.page_number(data + 2 * page_bytes)});
  CHECK(b.space.take_missing().size() == 1);
  b.space.refuse_frames();
  CHECK(b.fault(data + 2 * page_bytes, true) == TranslationFault::no_memory);
  CHECK(b.space.missing().empty());
  CHECK(b.fault(data, true) == TranslationFault::none);
}

TEST_CASE("a page that leaves memory takes its proxy with it and leaves its frame behind") {
  Bench b;
  CHECK(b.fault(proxy(data), false) == TranslationFault::none);
  CHECK(b.frames.in_use() == 1);
  b.space.take_out(b.space.page_number(data));
  CHECK(b.frames.in_use() == 0);
  CHECK_FALSE(b.space.pages().find(b.space.page_number(proxy(data)))->present);
  CHECK(b.fault(data, false) == TranslationFault::paged_out);
  CHECK(b.fault(proxy(data), false) == TranslationFault::paged_out);
  CHECK(b.space.missing() == std::vector{b.space.page_number(data)});  // the memory, once
}

TEST_CASE("a page comes in clean, with its cache policy, and stays until what needed it is over") {
  Bench b;
  const PageTable::VirtualPage page = b.space.page_number(data);
  CHECK(b.fault(data, true) == TranslationFault::none);
  b.space.pages().find(page)->policy = CachePolicy::uncached;
  b.space.take_out(page);
  CHECK(b.fault(data + page_bytes, true) == TranslationFault::none);  // takes its frame
  b.space.bring_in(page, *b.frames.take(b.space, page));
  const PageTableEntry& entry = *b.space.translate(data, false).entry;
  CHECK(entry.frame == 1);
  CHECK_FALSE(entry.dirty);
  CHECK(entry.writable);
  CHECK(entry.policy == CachePolicy::uncached);
  CHECK(entry.held);
  CHECK(b.space.holds_pages());
  b.space.release_held();
  CHECK_FALSE(entry.held);
  CHECK_FALSE(b.space.holds_pages());
}

TEST_CASE("touch tells all pages that a call lacks at once, and keeps the others for it") {
  Bench b;
  CHECK(b.space.touch(data, 4 * page_bytes, true));
  b.space.release_held();
  for (std::uint64_t i : {0, 2}) b.space.take_out(b.space.page_number(data + i * page_bytes));
  CHECK_FALSE(b.space.touch(data, 4 * page_bytes, true));
  CHECK(b.space.missing() ==
        std::vector{b.space.page_number(data), b.space.page_number(data + 2 * page_bytes)});
  CHECK(b.space.pages().find(b.space.page_number(data + page_bytes))->held);
}

TEST_CASE("a range that is touched in turn needs one page of it at a time") {
  Bench b;
  CHECK(b.space.touch(data, 3 * page_bytes, true));
  b.space.release_held();
  for (std::uint64_t i : {0, 1, 2}) b.space.take_out(b.space.page_number(data + i * page_bytes));
  for (std::uint64_t i : {0, 1, 2}) {
    const PageTable::VirtualPage page = b.space.page_number(data + i * page_bytes);
    CHECK_FALSE(b.space.touch_in_turn(data, 3 * page_bytes, true));
    CHECK(b.space.take_missing() == std::vector{page});
    if (i > 0) b.space.take_out(page - 1);  // it is not held any more
    b.space.bring_in(page, *b.frames.take(b.space, page));
  }
  CHECK(b.space.touch_in_turn(data, 3 * page_bytes, true));
  b.space.release_held();
  CHECK_FALSE(b.space.touch_in_turn(data, 3 * page_bytes, true));  // another call begins at the beginning
}

TEST_CASE("the frames of a process are free when it is gone") {
  Bench b(2);
  {
    AddressSpace other(window + SHRIMP_WINDOW_BYTES, b.frames, b.dram);
    other.add_region(data + SHRIMP_WINDOW_BYTES, data + SHRIMP_WINDOW_BYTES + page_bytes, true);
    CHECK(other.translate(data + SHRIMP_WINDOW_BYTES, true).fault == TranslationFault::none);
    CHECK(b.frames.in_use() == 1);
  }
  CHECK(b.frames.in_use() == 0);
}

TEST_CASE("a memory proxy is mapped only where its page is: uncached, and for loads alone") {
  Bench b;
  const AddressSpace::Result r = b.space.translate(proxy(data + 8), false);
  REQUIRE(r.fault == TranslationFault::none);
  CHECK(r.entry->policy == CachePolicy::uncached);
  CHECK_FALSE(r.entry->writable);
  // The page came first.
  REQUIRE(b.space.pages().find(b.space.page_number(data)) != nullptr);
  CHECK(b.space.pages().find(b.space.page_number(data))->present);
  CHECK(r.entry->frame == first_proxy_frame + b.space.translate(data, false).entry->frame);

  CHECK(b.fault(proxy(data - 1), false) == TranslationFault::not_mapped);
  CHECK(b.fault(proxy(heap), false) == TranslationFault::not_mapped);
  CHECK(b.fault(proxy(text), false) == TranslationFault::none);  // constants can be sent
}

TEST_CASE("a store to a memory proxy is refused, the first as the second") {
  Bench b;
  CHECK(b.fault(proxy(data), true) == TranslationFault::read_only);
  CHECK(b.fault(proxy(data), false) == TranslationFault::none);
  CHECK(b.fault(proxy(data), true) == TranslationFault::read_only);
}

TEST_CASE(
    "a command page is mapped only where its page is, if the board has command pages: uncached, writable") {
  const std::uint64_t command = data + SHRIMP_COMMAND_OFFSET;
  Bench b;
  CHECK(b.fault(command, true) == TranslationFault::not_mapped);
  b.space.use_command_pages();
  CHECK(b.fault(heap + SHRIMP_COMMAND_OFFSET, true) == TranslationFault::not_mapped);
  const AddressSpace::Result r = b.space.translate(command + 8, true);
  REQUIRE(r.fault == TranslationFault::none);
  CHECK(r.first_touch);
  CHECK(r.entry->policy == CachePolicy::uncached);
  const PageTableEntry memory = *b.space.translate(data, false).entry;
  CHECK(r.entry->frame == command_base / page_bytes + memory.frame);
  CHECK(!memory.dirty);
  // The source of a transfer may be read-only memory.
  CHECK(b.fault(text + SHRIMP_COMMAND_OFFSET, true) == TranslationFault::none);
  CHECK(!b.space.touch(command, 4, true));
  b.space.take_out(b.space.page_number(data));
  CHECK(!b.space.pages().find(b.space.page_number(command))->present);
}

TEST_CASE("a page of the destination space is mapped when touched, to what the destination space says") {
  Bench b;
  struct OnePage final : DestinationSpace {
    int asked = 0;
    std::optional<std::uint32_t> device_proxy(std::uint64_t address) override {
      ++asked;
      if (address / page_bytes != (window + SHRIMP_DESTINATION_OFFSET) / page_bytes + 5) return std::nullopt;
      return 11;
    }
  } destination;
  const std::uint64_t page = window + SHRIMP_DESTINATION_OFFSET + 5 * page_bytes;
  CHECK(b.fault(page, true) == TranslationFault::not_mapped);  // nothing was ever imported
  b.space.set_destination_space(destination);
  const AddressSpace::Result r = b.space.translate(page + 8, true);
  REQUIRE(r.fault == TranslationFault::none);
  CHECK(r.first_touch);
  CHECK(r.entry->policy == CachePolicy::uncached);
  CHECK(r.entry->frame == device_proxy_base / page_bytes + 11);
  CHECK_FALSE(b.space.translate(page, false).first_touch);
  CHECK(destination.asked == 1);
  CHECK(b.fault(page - 1, true) == TranslationFault::not_mapped);
  CHECK(b.fault(page + page_bytes, true) == TranslationFault::not_mapped);
  CHECK(b.frames.in_use() == 0);
  b.space.unmap_device_proxy(page);
  b.space.unmap_device_proxy(page + 100 * page_bytes);
  CHECK(b.space.translate(page, true).first_touch);
}

TEST_CASE("touch wants every page of a range, in memory") {
  Bench b;
  CHECK(b.space.touch(data + 100, 3 * page_bytes, true));
  CHECK(b.frames.in_use() == 4);
  CHECK(b.space.touch(data + 100, 0, true));
  CHECK_FALSE(b.space.touch(data + page_bytes, 4 * page_bytes, true));
  CHECK_FALSE(b.space.touch(text, 8, true));
  CHECK(b.space.touch(text, 2 * page_bytes, false));
  CHECK_FALSE(b.space.touch(data, ~std::uint64_t{0}, false));
  CHECK_FALSE(b.space.touch(data, SHRIMP_WINDOW_BYTES, false));
  CHECK_FALSE(b.space.touch(window - 4, 8, false));
}

TEST_CASE("pages that are pinned for a result are pinned until that has been written") {
  Bench b;
  CHECK(b.space.touch(data + 4092, 8, true));
  {
    PinnedPages pins;
    b.space.pin(data + 4092, 8, pins);
    b.space.pin(data, 4, pins);
    PinnedPages moved(std::move(pins));
    CHECK(b.frames.pins(0) == 2);
    CHECK(b.frames.pins(1) == 1);
  }
  CHECK(b.frames.pins(0) == 0);
  CHECK(b.frames.pins(1) == 0);
}

TEST_CASE("no proxy is memory that the kernel may be given") {
  Bench b;
  const std::uint64_t buffer = window + SHRIMP_DESTINATION_OFFSET;
  struct Everywhere final : DestinationSpace {
    std::optional<std::uint32_t> device_proxy(std::uint64_t) override { return 0; }
  } destination;
  b.space.set_destination_space(destination);
  CHECK(b.fault(buffer, true) == TranslationFault::none);
  CHECK_FALSE(b.space.touch(buffer, 4, true));
  CHECK_FALSE(b.space.touch(proxy(data), 4, false));
}
