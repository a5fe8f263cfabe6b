// SPDX-License-Identifier: MIT
#include "sim/os/export_table.h"

#include "tests/catch.h"

using namespace shrimp;

namespace {

ExportedBuffer buffer(std::int32_t pid, std::uint32_t id, std::uint64_t address, std::uint32_t bytes,
                      std::vector<std::uint32_t> frames = {}) {
  ExportedBuffer b;
  b.name = {0, pid, id};
  b.address = address;
  b.bytes = bytes;
  b.frames = std::move(frames);
  return b;
}

}  // namespace

TEST_CASE("a buffer is found by process and id together, or by its serial number") {
  ExportTable table;
  const std::uint32_t serial = table.add(buffer(100, 5, 0x1000, 8)).serial;
  CHECK(table.find(100, 5) != nullptr);
  CHECK(table.find(101, 5) == nullptr);
  CHECK(table.find(100, 6) == nullptr);
  CHECK(table.find_serial(serial) == table.find(100, 5));
}

TEST_CASE("a buffer exported anew under the same id is another one") {
  ExportTable table;
  const std::uint32_t first = table.add(buffer(100, 5, 0x1000, 8)).serial;
  table.remove(first);
  CHECK(table.find(100, 5) == nullptr);
  const std::uint32_t second = table.add(buffer(100, 5, 0x1000, 8)).serial;
  CHECK(second != first);
  CHECK(table.find_serial(first) == nullptr);
}

TEST_CASE("the buffers of a process are its own") {
  ExportTable table;
  std::vector<std::uint32_t> serials;
  for (std::uint32_t id : {1u, 2u, 3u}) serials.push_back(table.add(buffer(100, id, 0x1000 * id, 8)).serial);
  table.add(buffer(101, 4, 0x1000, 8));
  CHECK(table.of_process(100) == serials);
  CHECK(table.of_process(102).empty());
}

TEST_CASE("an overlap is one byte of the same process's") {
  ExportTable table;
  table.add(buffer(100, 1, 0x1004, 8));
  CHECK(table.overlaps(100, 0x1008, 4));
  CHECK(table.overlaps(100, 0x1000, 8));
  CHECK_FALSE(table.overlaps(100, 0x100c, 4));
  CHECK_FALSE(table.overlaps(100, 0x1000, 4));
  CHECK_FALSE(table.overlaps(101, 0x1004, 8));
}

TEST_CASE("the buffer at a physical address is found to the byte, on shared pages too") {
  ExportTable table;
  const std::uint32_t one = table.add(buffer(100, 1, 0x1ff8, 16, {30, 20})).serial;
  const std::uint32_t two = table.add(buffer(100, 2, 0x2008, 16, {20})).serial;
  const auto serial_at = [&](PhysicalAddress a) { return table.at(a) ? table.at(a)->serial : 0; };
  CHECK(serial_at(30 * page_bytes + 0xff4) == 0);
  CHECK(serial_at(30 * page_bytes + 0xff8) == one);
  CHECK(serial_at(20 * page_bytes + 4) == one);
  CHECK(serial_at(20 * page_bytes + 8) == two);
  CHECK(serial_at(20 * page_bytes + 0x18) == 0);
  CHECK(serial_at(21 * page_bytes + 8) == 0);
}

TEST_CASE("importers are listed once, in the order of their imports") {
  ExportedBuffer b;
  b.add_importer({1, 100});
  b.add_importer({0, 101});
  b.add_importer({1, 100});
  REQUIRE(b.importers.size() == 2);
  CHECK(b.importers[0].process == ProcessName{1, 100});
  b.remove_importer({1, 100});
  CHECK(b.importers.size() == 2);
  b.remove_importer({1, 100});
  REQUIRE(b.importers.size() == 1);
  CHECK(b.importers[0].process == ProcessName{0, 101});
  b.remove_importer({5, 5});
  CHECK(b.importers.size() == 1);
}
