// SPDX-License-Identifier: MIT
#include "sim/os/export_directory.h"

#include "tests/catch.h"

using namespace shrimp;

namespace {

struct Told : ImportWaiter {
  std::vector<std::pair<std::uint32_t, Time>> calls;  // buffer, visible from
  ExportDirectory* look = nullptr;
  void exported(const BufferName& name, Time visible) override {
    calls.emplace_back(name.id, visible);
    if (look) CHECK(look->find(name) != nullptr);
  }
};

ExportedBuffer buffer(const BufferName& name, Time visible = Time{}) {
  ExportedBuffer b;
  b.name = name;
  b.visible = visible;
  return b;
}

}  // namespace

TEST_CASE("a buffer is found by node, pid and id together") {
  ExportDirectory directory;
  directory.add(buffer({1, 100, 5}));
  CHECK(directory.find({1, 100, 5}) != nullptr);
  CHECK(directory.find({0, 100, 5}) == nullptr);
  CHECK(directory.find({1, 101, 5}) == nullptr);
  CHECK(directory.find({1, 100, 6}) == nullptr);
}

TEST_CASE("everyone who waits for a buffer is told once, when it is there, and nobody else") {
  ExportDirectory directory;
  Told first, second, other;
  first.look = &directory;
  directory.wait({1, 100, 5}, &first);
  directory.wait({1, 100, 6}, &other);
  directory.wait({1, 100, 5}, &second);
  directory.add(buffer({1, 100, 5}, Time::from_us(30)));
  REQUIRE(first.calls.size() == 1);
  CHECK(first.calls[0].first == 5);
  CHECK(first.calls[0].second == Time::from_us(30));
  CHECK(second.calls.size() == 1);
  CHECK(other.calls.empty());
  directory.add(buffer({1, 100, 6}));
  CHECK(first.calls.size() == 1);
  CHECK(other.calls.size() == 1);
}

TEST_CASE("the buffers of a process are its own") {
  ExportDirectory directory;
  for (std::uint32_t id : {1u, 2u, 3u}) directory.add(buffer({0, 100, id}));
  directory.add(buffer({0, 101, 4}));
  directory.add(buffer({1, 100, 5}));
  std::vector<std::uint32_t> ids;
  directory.of_process(0, 100, [&](const ExportedBuffer& b) { ids.push_back(b.name.id); });
  CHECK(ids == std::vector<std::uint32_t>{1, 2, 3});
}
