// SPDX-License-Identifier: MIT
#include "sim/os/disk.h"

#include "models/bus/dram.h"
#include "sim/os/address_space.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

constexpr auto read = DiskRequest::Kind::read;
constexpr auto write = DiskRequest::Kind::write;

struct Bench : DiskClient {
  struct Done {
    std::uint32_t frame;
    const AddressSpace* space;
    Time t;
  };
  void disk_done(const DiskRequest& r, Time now) override { done.push_back({r.frame, r.page.space, now}); }
  void ask(DiskRequest::Kind kind, AddressSpace& space, std::uint32_t frame) {
    disk.ask({kind, {&space, frame}, frame}, calendar.now());
  }
  void run() {
    while (!calendar.next().is_never()) calendar.run_next();
  }

  PagingParameters costs{0, 0, Time{}, Time{}, Time::from_us(10), Time::from_us(25)};
  Calendar calendar{"node", Time{1}};
  std::vector<Done> done;
  Disk disk{calendar, costs, *this};
  FrameAllocator frames{4};
  Dram dram{"dram", {Bytes{64 * page_bytes}, Bytes{8}, Time{}, Time{}, Time{}, Time{}}};
  AddressSpace one{SHRIMP_WINDOW_BASE, frames, dram};
  AddressSpace two{SHRIMP_WINDOW_BASE + SHRIMP_WINDOW_BYTES, frames, dram};
};

}  // namespace

TEST_CASE("requests to the disk queue") {
  Bench b;
  CHECK(b.disk.is_idle());
  b.ask(read, b.one, 1);
  b.ask(write, b.two, 2);
  b.ask(read, b.one, 3);
  CHECK_FALSE(b.disk.is_idle());
  b.run();
  REQUIRE(b.done.size() == 3);
  CHECK(b.done[0].frame == 1);
  CHECK(b.done[0].t == Time::from_us(10));
  CHECK(b.done[1].frame == 2);
  CHECK(b.done[1].t == Time::from_us(35));
  CHECK(b.done[2].frame == 3);
  CHECK(b.done[2].t == Time::from_us(45));
  CHECK(b.disk.is_idle());
}

TEST_CASE("requests of an ended process go, but what the disk is at is ended without its name") {
  Bench b;
  b.ask(read, b.one, 1);
  b.ask(read, b.two, 2);
  b.ask(write, b.one, 3);
  std::vector<std::uint32_t> gone;
  b.disk.forget(b.one, [&](const DiskRequest& r) { gone.push_back(r.frame); });
  CHECK(gone == std::vector<std::uint32_t>{3});
  b.run();
  REQUIRE(b.done.size() == 2);
  CHECK(b.done[0].frame == 1);
  CHECK(b.done[0].space == nullptr);
  CHECK(b.done[1].space == &b.two);
  CHECK(b.done[1].t == Time::from_us(20));
}
