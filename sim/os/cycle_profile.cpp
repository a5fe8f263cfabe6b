// SPDX-License-Identifier: MIT
#include "sim/os/cycle_profile.h"

#include <algorithm>

namespace shrimp {

void CycleProfile::spend(std::uint64_t pc, CycleUse use, std::int64_t cycles) {
  if (cycles == 0) return;
  if (use >= CycleUse::polling) {
    table_[pc][static_cast<std::size_t>(use)] += cycles;
    return;
  }
  for (std::size_t i = spent_.size(); i > joined_from_; --i) {
    Spent& s = spent_[i - 1];
    if (s.pc == pc && s.use == use) {
      s.cycles += cycles;
      return;
    }
  }
  if (spent_.size() == most_unsettled) settle();
  spent_.push_back({pc, use, cycles});
}

/// Enters what was spent into the table, from this place on as polling.
void CycleProfile::enter_spent(std::size_t polling_from) {
  for (std::size_t i = 0; i < spent_.size(); ++i) {
    const CycleUse use = i >= polling_from ? CycleUse::polling : spent_[i].use;
    table_[spent_[i].pc][static_cast<std::size_t>(use)] += spent_[i].cycles;
  }
  spent_.clear();
  joined_from_ = 0;
  for (Seen& s : seen_) s.at = 0;
}

/// What was spent between these two looks is polling.
void CycleProfile::polls(const Seen& since, const ObservedLoad& load) {
  enter_spent(since.at);
  polling_instructions_ += load.instructions - std::max(polled_until_, since.load.instructions);
  polled_until_ = load.instructions;
}

/// What was spent before this is no polling.
void CycleProfile::settle() {
  enter_spent(spent_.size());
  acted_ = saw_new_ = loads_;
}

CycleProfile::Seen* CycleProfile::find(const ObservedLoad& load) {
  for (Seen& s : seen_)
    if (s.when >= 0 && s.load.address == load.address &&
        (s.load.pc == load.pc || load.from == LoadFrom::proxy))
      return &s;
  return nullptr;
}

void CycleProfile::remember(const ObservedLoad& load, Seen* seen) {
  if (!seen) {
    seen = &seen_[oldest_];
    oldest_ = (oldest_ + 1) % seen_.size();
  }
  *seen = {load, loads_, spent_.size()};
  if (load.from != LoadFrom::stack) joined_from_ = spent_.size();
}

void CycleProfile::loads(const ObservedLoad& load) {
  ++loads_;
  Seen* seen = find(load);
  const bool again = seen && (load.from == LoadFrom::proxy || seen->load.value == load.value);
  if (!again && load.from == LoadFrom::stack) saw_new_ = loads_;
  if (!again && load.from != LoadFrom::stack) settle();
  if (again && load.from == LoadFrom::memory && seen->when >= saw_new_) polls(*seen, load);
  if (again && load.from == LoadFrom::proxy && seen->when >= acted_) polls(*seen, load);
  remember(load, seen);
}

void CycleProfile::leaves(std::uint64_t pc, std::int64_t cycle) {
  left_at_pc_ = pc;
  left_ = ready_ = cycle;
}

/// A process that is preempted is ready as it leaves, and told of no more.
void CycleProfile::becomes_ready(std::int64_t cycle) {
  if (left_ < 0) left_ = cycle;
  ready_ = std::max(left_, cycle);
}

void CycleProfile::returns(std::int64_t cycle) {
  spend(left_at_pc_, CycleUse::waiting, ready_ - left_);
  spend(left_at_pc_, CycleUse::ready, cycle - ready_);
}

const std::unordered_map<std::uint64_t, CyclesByUse>& CycleProfile::by_hook() {
  settle();
  return table_;
}

}  // namespace shrimp
