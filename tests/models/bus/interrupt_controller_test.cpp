// SPDX-License-Identifier: MIT
#include "models/bus/interrupt_controller.h"

#include <initializer_list>
#include <vector>

#include "models/common/executive.h"
#include "models/common/invariant.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

constexpr Time latency = Time::from_us(1);
constexpr InterruptCause threshold = InterruptCause::outgoing_fifo_threshold;
constexpr InterruptCause arrived = InterruptCause::packet_arrived;

struct Told {
  InterruptCause cause;
  Time t;
  friend bool operator==(const Told& a, const Told& b) { return a.cause == b.cause && a.t == b.t; }
};

struct Bench : InterruptLine {
  Bench() {
    executive.add(calendar);
    controller.connect(*this);
  }
  void raise(InterruptCause cause, Time now) override { told.push_back({cause, now}); }
  /// The board raises `cause` at `t`.
  void raise_at(Time t, InterruptCause cause) { plan.push_back({cause, t}); }
  void run() {
    if (!plan.empty()) board.wake_at(plan[0].t);
    executive.simulate();
  }
  void on_board(Time now) {
    while (next < plan.size() && plan[next].t == now) controller.raise(plan[next++].cause, now);
    if (next < plan.size()) board.wake_at(plan[next].t);
  }

  Calendar calendar{"node", Time{1}};
  Executive executive{"executive"};
  InterruptController controller{calendar, {latency}};
  Event board{calendar, this, &Bench::on_board};
  std::vector<Told> plan;
  std::size_t next = 0;
  std::vector<Told> told;
};

/// What the processor is told of, and when.
std::vector<Told> delivered(std::initializer_list<Told> raised) {
  Bench b;
  for (const Told& r : raised) b.raise_at(r.t, r.cause);
  b.run();
  return b.told;
}

}  // namespace

TEST_CASE("an interrupt is delivered at its latency, neither before nor after") {
  const Time t = Time::from_ns(300);
  CHECK(delivered({{threshold, t}}) == std::vector<Told>{{threshold, t + latency}});
}

TEST_CASE("interrupts of one cause raised meanwhile are one, at the time of the first") {
  CHECK(delivered({{threshold, Time{10}}, {threshold, Time{20}}, {threshold, latency}}) ==
        std::vector<Told>{{threshold, Time{10} + latency}});
}

TEST_CASE("an interrupt raised at the instant of a delivery or later is another one") {
  // The controller is older than the board here, so at one instant it delivers first.
  CHECK(delivered({{threshold, Time{10}}, {threshold, Time{10} + latency}}) ==
        std::vector<Told>{{threshold, Time{10} + latency}, {threshold, Time{10} + latency * 2}});
}

TEST_CASE("two causes keep their own times") {
  CHECK(delivered({{arrived, Time{10}}, {threshold, Time{30}}}) ==
        std::vector<Told>{{arrived, Time{10} + latency}, {threshold, Time{30} + latency}});
}

TEST_CASE("two causes raised at one instant are delivered at one instant, in their order") {
  CHECK(delivered({{arrived, Time{10}}, {threshold, Time{10}}}) ==
        std::vector<Told>{{threshold, Time{10} + latency}, {arrived, Time{10} + latency}});
}

TEST_CASE("an interrupt shows to the processor: it may not have run past it") {
  Bench b;
  b.raise_at(Time{10}, threshold);
  b.calendar.set_core_limit(Time{10} + latency + Time{1});
  CHECK_THROWS_AS(b.run(), BrokenInvariant);
}
