// SPDX-License-Identifier: MIT
// First in, first out, in a buffer that is used round and round and so does not allocate once it is large
// enough. It is storage, not hardware: what has a capacity in hardware checks it in its own class.
#pragma once
#include <cstddef>
#include <vector>

namespace shrimp {

template <class T>
class Ring {
 public:
  Ring() : items_(16) {}
  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }
  T& front() { return items_[first_]; }
  const T& front() const { return items_[first_]; }
  void push(const T& item) {
    if (count_ == items_.size()) grow();
    items_[(first_ + count_++) & (items_.size() - 1)] = item;
  }
  void pop() {
    first_ = (first_ + 1) & (items_.size() - 1);
    --count_;
  }

 private:
  void grow() {
    std::vector<T> larger(items_.size() * 2);
    for (std::size_t i = 0; i < count_; ++i) larger[i] = items_[(first_ + i) & (items_.size() - 1)];
    items_.swap(larger);
    first_ = 0;
  }
  std::vector<T> items_;  // a power of two
  std::size_t first_ = 0;
  std::size_t count_ = 0;
};

}  // namespace shrimp
