// SPDX-License-Identifier: MIT
// A page of the kernel's own that takes fences: words that other kernels send behind all that they have sent
// to this node before. Packets of a pair of nodes stay in order, so a fence that is here says that nothing
// from before it is under way any more.
//
// Each fence that is awaited has a word of the page as its place, and a number that it must bring.
#pragma once
#include <array>
#include <optional>
#include <vector>

#include "models/bus/dram.h"
#include "models/nic/network_interface.h"

namespace shrimp {

class FencePage {
 public:
  /// The kernel keeps `frame` for it.
  FencePage(Dram& dram, NetworkInterface& nic, std::uint32_t frame) : base_(frame * page_bytes) {
    dram.back(frame, reinterpret_cast<std::uint8_t*>(words_.data()));
    nic.set_incoming(frame, {true, true});
  }
  FencePage(const FencePage&) = delete;
  FencePage& operator=(const FencePage&) = delete;

  struct Fence {
    PhysicalAddress address = 0;
    std::uint32_t number = 0;
  };
  /// A place that is not in use, and the next number; none if all places are.
  std::optional<Fence> take() {
    if (returned_.empty() && next_ == words_.size()) return std::nullopt;
    std::uint32_t place = next_;
    if (returned_.empty()) {
      ++next_;
    } else {
      place = returned_.back();
      returned_.pop_back();
    }
    return Fence{base_ + place * word_bytes, ++last_number_};
  }
  void give_back(const Fence& fence) { returned_.push_back(place_of(fence.address)); }

  bool holds(PhysicalAddress address) const { return page_of(address) == page_of(base_); }
  /// The number that the last fence brought to this place.
  std::uint32_t number_at(PhysicalAddress address) const { return words_[place_of(address)]; }

 private:
  std::uint32_t place_of(PhysicalAddress address) const { return (address - base_) / word_bytes; }

  const PhysicalAddress base_;
  alignas(page_bytes) std::array<std::uint32_t, page_bytes / word_bytes> words_{};
  std::uint32_t next_ = 0;
  std::uint32_t last_number_ = 0;
  std::vector<std::uint32_t> returned_;
};

}  // namespace shrimp
