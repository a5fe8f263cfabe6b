// SPDX-License-Identifier: MIT
// A board that remembers what the kernel has entered in its tables.
#pragma once
#include <map>
#include <tuple>
#include <vector>

#include "tests/models/node/silent_board.h"

namespace shrimp {

/// Made before the board that lives on it.
struct FakeBoardCalendar {
  Calendar board_calendar{"board", Time{1}};
};

class FakeBoard final : private FakeBoardCalendar, public SilentBoard {
 public:
  explicit FakeBoard(std::uint32_t entries = 16, sc_core::sc_module_name name = "board")
      : SilentBoard(name, board_calendar), entries_(entries) {}

  // What the tests look at.
  std::map<std::uint32_t, OutgoingMapping> deliberate;
  std::map<std::uint32_t, IncomingMapping> incoming;
  int invalidated = 0;
  bool takes_fences = true;
  std::vector<std::tuple<MeshCoordinates, PhysicalAddress, std::uint32_t>> fences;

  std::uint32_t device_proxy_pages() const override { return entries_; }
  void set_deliberate_update(std::uint32_t page, const OutgoingMapping& m) override { deliberate[page] = m; }
  void set_incoming(std::uint32_t page, const IncomingMapping& m) override { incoming[page] = m; }
  void invalidate_initiation() override { ++invalidated; }
  bool send_fence(MeshCoordinates destination, PhysicalAddress address, std::uint32_t word) override {
    if (takes_fences) fences.emplace_back(destination, address, word);
    return takes_fences;
  }

 private:
  std::uint32_t entries_;
};

}  // namespace shrimp
