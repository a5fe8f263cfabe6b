// SPDX-License-Identifier: MIT
#include "sim/os/page_table.h"

#include "tests/catch.h"

using namespace shrimp;

TEST_CASE("a page table holds nothing until an entry is made") {
  PageTable table;
  CHECK(table.find(0) == nullptr);
  CHECK(table.find(0xfffff) == nullptr);
}

TEST_CASE("a second-level table covers 1,024 pages, whose entries are not present") {
  PageTable table;
  table.entry(1024 + 7).present = true;
  REQUIRE(table.find(1024) != nullptr);
  CHECK_FALSE(table.find(1024)->present);
  CHECK(table.find(1024 + 7)->present);
  CHECK_FALSE(table.find(2047)->present);
  CHECK(table.find(1023) == nullptr);
  CHECK(table.find(2048) == nullptr);
}

TEST_CASE("an entry stays where it is when others are made") {
  PageTable table;
  PageTableEntry* const entry = &table.entry(3);
  entry->frame = 42;
  for (PageTable::VirtualPage page = 0; page < (1u << 20); page += 1000) table.entry(page);
  CHECK(table.find(3) == entry);
  CHECK(table.entry(3).frame == 42);
}
