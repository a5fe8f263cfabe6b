// SPDX-License-Identifier: MIT
#include "sim/os/import_table.h"

#include "models/bus/dram.h"
#include "sim/process/abi.h"
#include "tests/catch.h"
#include "tests/sim/os/fake_board.h"

using namespace shrimp;

namespace {

constexpr std::uint64_t window = SHRIMP_WINDOW_BASE;
constexpr std::uint64_t begin = window + SHRIMP_DESTINATION_OFFSET;

struct ImportBench {
  explicit ImportBench(std::uint32_t entries = 16) : board(entries) { space.set_destination_space(table); }
  FakeBoard board;
  DeviceProxies proxies{board};
  ImportTable table{window, proxies};
  Dram dram{"dram", {Bytes{64 * page_bytes}, Bytes{8}, Time{}, Time{}, Time{}, Time{}}};
  FrameAllocator frames{64};
  AddressSpace space{window, frames, dram};

  ImportedBuffer* import(std::uint32_t pages, std::uint32_t offset = 0, std::uint32_t first_frame = 40) {
    ImportedBuffer b;
    b.destination = {1, 0};
    b.bytes = pages * page_bytes - offset;
    for (std::uint32_t i = 0; i < pages; ++i) b.frames.push_back(first_frame + i);
    return table.add(std::move(b), offset);
  }
  /// The outgoing page table's entry behind this address of the destination space.
  const OutgoingMapping& mapping(std::uint64_t address) {
    const AddressSpace::Result r = space.translate(address, true);
    REQUIRE(r.fault == TranslationFault::none);
    return board.deliberate[r.entry->frame - device_proxy_base / page_bytes];
  }
  bool faults(std::uint64_t address) {
    return space.translate(address, true).fault != TranslationFault::none;
  }
};

}  // namespace

TEST_CASE("imported buffers lie in the destination space with a page between that faults") {
  ImportBench b;
  const ImportedBuffer* one = b.import(2, 8);
  const ImportedBuffer* two = b.import(1);
  CHECK(one->proxy_address == begin + 8);
  CHECK(two->proxy_address == begin + 3 * page_bytes);
  CHECK(b.mapping(begin + page_bytes).destination_page == 41);
  CHECK(b.mapping(begin + page_bytes).enabled);
  CHECK_FALSE(b.mapping(begin + page_bytes).notify);
  CHECK(b.faults(begin + 2 * page_bytes));
  CHECK_FALSE(b.faults(begin + 3 * page_bytes));
  CHECK(b.faults(begin + 4 * page_bytes));
}

TEST_CASE("an import holds its bytes, and none before, behind or beside") {
  ImportBench b;
  const ImportedBuffer* one = b.import(2, 8);
  CHECK(b.table.at(begin + 8, 4) == one);
  CHECK(b.table.at(begin + 8, 2 * page_bytes - 8) == one);
  CHECK(b.table.at(begin + 4, 4) == nullptr);
  CHECK(b.table.at(begin + 8, 2 * page_bytes - 4) == nullptr);
  CHECK(b.table.at(begin + 12, ~std::uint64_t{0}) == nullptr);
  CHECK(b.table.at(begin + 2 * page_bytes, 4) == nullptr);
}

TEST_CASE("notifying proxies have entries of their own, taken at first touch") {
  ImportBench b;
  b.import(2);
  CHECK(b.proxies.available() == 14);
  const OutgoingMapping m = b.mapping(begin + SHRIMP_NOTIFYING_OFFSET + page_bytes + 8);
  CHECK(m.notify);
  CHECK(m.enabled);
  CHECK(m.destination_page == 41);
  CHECK(b.proxies.available() == 13);
  CHECK_FALSE(b.mapping(begin + page_bytes).notify);
  CHECK(b.faults(begin + SHRIMP_NOTIFYING_OFFSET + 2 * page_bytes));
}

TEST_CASE("entries run out at the import, and come back with its end") {
  ImportBench b(4);
  const ImportedBuffer* one = b.import(3);
  REQUIRE(one);
  CHECK(b.import(2) == nullptr);
  b.mapping(begin);
  b.mapping(begin + SHRIMP_NOTIFYING_OFFSET);  // the last entry
  CHECK(b.faults(begin + SHRIMP_NOTIFYING_OFFSET + page_bytes));
  b.table.remove(*one, b.space);
  CHECK(b.proxies.available() == 4);
  CHECK(b.import(4) != nullptr);
}

TEST_CASE("a place that was given up faults, and does not come to another buffer") {
  ImportBench b;
  const ImportedBuffer* one = b.import(2);
  b.mapping(begin);
  b.mapping(begin + SHRIMP_NOTIFYING_OFFSET);
  b.table.remove(*one, b.space);
  CHECK(b.board.invalidated > 0);  // a STORE to the old proxy meets no new buffer
  CHECK(b.faults(begin));
  CHECK(b.faults(begin + SHRIMP_NOTIFYING_OFFSET));
  const ImportedBuffer* two = b.import(2, 0, 50);
  CHECK(two->proxy_address >= begin + 3 * page_bytes);
  CHECK(b.faults(begin));
  for (const auto& [page, m] : b.board.deliberate) CHECK((!m.enabled || m.destination_page >= 50));
}

TEST_CASE("places are used again when all others have been") {
  constexpr std::uint32_t half = SHRIMP_NOTIFYING_OFFSET / page_bytes / 2 - 1;
  ImportBench b(4 * half);
  const ImportedBuffer* one = b.import(half);
  const ImportedBuffer* two = b.import(half);
  REQUIRE(two);
  CHECK(b.import(1) == nullptr);
  b.table.remove(*one, b.space);
  CHECK(b.import(half + 1) == nullptr);
  const ImportedBuffer* three = b.import(half);
  REQUIRE(three);
  CHECK(three->proxy_address == begin);
}

TEST_CASE("a closed buffer keeps its place, with entries that refuse, those touched later too") {
  ImportBench b;
  ImportedBuffer* one = b.import(2);
  b.mapping(begin);
  b.mapping(begin + SHRIMP_NOTIFYING_OFFSET);
  b.table.close(*one, BufferState::withdrawn);
  CHECK_FALSE(b.mapping(begin).enabled);
  CHECK_FALSE(b.mapping(begin + page_bytes).enabled);
  CHECK_FALSE(b.mapping(begin + SHRIMP_NOTIFYING_OFFSET).enabled);
  CHECK_FALSE(b.mapping(begin + SHRIMP_NOTIFYING_OFFSET + page_bytes).enabled);
  CHECK(b.table.at(begin, 4) == one);
}
