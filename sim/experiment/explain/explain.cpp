// SPDX-License-Identifier: MIT
#include "sim/experiment/explain/explain.h"

namespace shrimp {

Explanation::Explanation(Machine& machine, bool answers, std::uint64_t warm_up)
    : answers_(answers),
      warm_up_(warm_up),
      last_seen_(machine.nodes(), Time::never()),
      log_(machine, *this) {}

void Explanation::message_seen(const Message& m) {
  const Time since = answers_ ? last_seen_[m.from] : Time::never();
  last_seen_[m.to] = m.at(Milestone::seen);
  if (answers_ && since.is_never()) return;
  if (warm_up_ > 0) {
    --warm_up_;
    return;
  }
  (m.deliberate ? deliberate_ : automatic_).add(m, since);
}

void Explained::add(const Explained& other) {
  automatic.add(other.automatic);
  deliberate.add(other.deliberate);
  overwritten += other.overwritten;
}

Explained Explanation::result() const {
  return {automatic_, deliberate_, log_.overwritten()};
}

}  // namespace shrimp
