// SPDX-License-Identifier: MIT
// What is to happen in the mesh, in a total order: (time, kind, place).
//
// The mesh has one Event on its calendar and keeps its own heap behind it, since many worms are under way at
// once. At most one item of a kind is pending at a place, so the order is total and never depends on the
// order in which nodes called; this is also the mailbox through which nodes reach the mesh.
#pragma once
#include <algorithm>
#include <vector>

#include "models/common/time.h"

namespace shrimp {

class Agenda {
 public:
  enum class Kind : std::uint8_t { link_dies, receive_ready, release, inject, head_arrives };
  struct Item {
    Time t;
    Kind kind;
    std::uint32_t place;  // a node, or a channel
  };

  void reserve(std::size_t items) { heap_.reserve(items); }
  bool empty() const { return heap_.empty(); }
  Time next() const { return heap_.empty() ? Time::never() : heap_.front().t; }

  void add(Item item) {
    heap_.push_back(item);
    std::push_heap(heap_.begin(), heap_.end(), later);
  }
  Item take() {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    const Item item = heap_.back();
    heap_.pop_back();
    return item;
  }

 private:
  static bool later(const Item& a, const Item& b) {
    if (a.t != b.t) return b.t < a.t;
    if (a.kind != b.kind) return b.kind < a.kind;
    return b.place < a.place;
  }
  std::vector<Item> heap_;
};

}  // namespace shrimp
