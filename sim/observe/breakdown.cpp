// SPDX-License-Identifier: MIT
#include "sim/observe/breakdown.h"

#include "models/common/invariant.h"
#include "sim/observe/step.h"

namespace shrimp {

void Breakdown::add(const Message& message, Time since) {
  ++messages_;
  const Time begun = message.at(Milestone::begun);
  Time last = since.is_never() ? begun : since;
  const Time first = last;
  for (std::size_t i = 0; i < milestone_count; ++i) {
    const auto m = static_cast<Milestone>(i);
    const Time t = message.at(m);
    if (t.is_never()) continue;
    SHRIMP_INVARIANT(t >= last,
                     "a message to {:#x} on node {} ended its step '{}' at {} ps, before it began at {} ps",
                     message.address, message.to, step_to(m).name, t.ps, last.ps);
    OfStep& s = steps_[i];
    ++s.passes;
    s.sum += (t - last).ps;
    s.least = min(s.least, t - last);
    s.most = max(s.most, t - last);
    last = t;
  }
  total_ += (last - first).ps;
}

void Breakdown::add(const Breakdown& other) {
  messages_ += other.messages_;
  total_ += other.total_;
  for (std::size_t i = 0; i < milestone_count; ++i) {
    OfStep& s = steps_[i];
    const OfStep& o = other.steps_[i];
    s.passes += o.passes;
    s.sum += o.sum;
    s.least = min(s.least, o.least);
    s.most = max(s.most, o.most);
  }
}

}  // namespace shrimp
