// SPDX-License-Identifier: MIT
#include "models/common/calendar.h"

#include <string>

#include "models/common/invariant.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

/// An event that writes its letter down when it runs.
struct Letter {
  Letter(Calendar& calendar, char letter, std::string& text)
      : name(letter), log(text), event(calendar, this, &Letter::on_event) {}
  void on_event(Time now) {
    log += name;
    ran_at = now;
    if (!again_at.is_never()) {
      event.wake_at(again_at);
      again_at = Time::never();
    }
  }
  char name;
  std::string& log;
  Time ran_at = Time::never();
  Time again_at = Time::never();
  Event event;
};

struct Bench {
  Calendar calendar{"node", Time{100}};
  std::string log;
  Letter a{calendar, 'a', log}, b{calendar, 'b', log}, c{calendar, 'c', log};
  const std::string& run() {
    while (!calendar.next().is_never()) calendar.run_next();
    return log;
  }
};

}  // namespace

TEST_CASE("events run in the order of their times") {
  Bench b;
  b.c.event.wake_at(Time{10});
  b.a.event.wake_at(Time{30});
  b.b.event.wake_at(Time{20});
  CHECK(b.calendar.next() == Time{10});
  CHECK(b.run() == "cba");
  CHECK(b.a.ran_at == Time{30});
  CHECK(b.calendar.now() == Time{30});
  CHECK(b.calendar.events_run() == 3);
}

TEST_CASE("at one instant events run in the order of construction, however they were scheduled") {
  Bench b;
  b.c.event.wake_at(Time{10});
  b.b.event.wake_at(Time{10});
  b.a.event.wake_at(Time{10});
  CHECK(b.run() == "abc");
}

TEST_CASE("an event that becomes pending at the present runs at the present, in its rank") {
  Bench b;
  b.a.event.wake_at(Time{10});
  b.b.event.wake_at(Time{10});
  b.a.again_at = Time{10};  // again, before b's turn
  CHECK(b.run() == "aab");
}

TEST_CASE("wake_at keeps the earlier time, reschedule the last one") {
  Bench b;
  b.a.event.wake_at(Time{20});
  b.a.event.wake_at(Time{30});
  CHECK(b.a.event.at() == Time{20});
  b.a.event.wake_at(Time{10});
  CHECK(b.a.event.at() == Time{10});
  b.a.event.reschedule(Time{40});
  CHECK(b.a.event.at() == Time{40});
  CHECK(b.calendar.next() == Time{40});
  CHECK(b.run() == "a");
}

TEST_CASE("a cancelled event does not run") {
  Bench b;
  b.a.event.wake_at(Time{10});
  b.b.event.wake_at(Time{20});
  b.a.event.cancel();
  b.a.event.cancel();
  CHECK_FALSE(b.a.event.pending());
  CHECK(b.a.event.at().is_never());
  CHECK(b.calendar.next() == Time{20});
  CHECK(b.run() == "b");
}

TEST_CASE("an event that is destroyed is no longer pending") {
  Bench b;
  {
    Letter d(b.calendar, 'd', b.log);
    d.event.wake_at(Time{5});
    b.a.event.wake_at(Time{10});
    CHECK(b.calendar.next() == Time{5});
  }
  CHECK(b.calendar.next() == Time{10});
  CHECK(b.run() == "a");
}

TEST_CASE("an event in the past breaks a rule; at the present it does not") {
  Bench b;
  b.a.event.wake_at(Time{10});
  b.run();
  CHECK_THROWS_AS(b.b.event.wake_at(Time{9}), BrokenInvariant);
  CHECK_FALSE(b.b.event.pending());
  CHECK_NOTHROW(b.b.event.wake_at(Time{10}));
  CHECK_THROWS_AS(b.b.event.reschedule(Time{9}), BrokenInvariant);
}

TEST_CASE("reach is the earliest time plus delay, not that of the earliest event") {
  Bench b;
  CHECK(b.calendar.next_reach().is_never());
  b.a.event.wake_at(Time{10});  // 100 after, as the calendar says
  CHECK(b.calendar.next_reach() == Time{110});
  b.b.event.set_reach(Time{5});
  b.b.event.wake_at(Time{50});
  CHECK(b.calendar.next_reach() == Time{55});
  b.c.event.set_reach(Time::never());  // never shows
  b.c.event.wake_at(Time{1});
  CHECK(b.calendar.next_reach() == Time{55});
}

TEST_CASE("core reach: what may show to the processor of the node, by default at once") {
  Bench b;
  b.a.event.wake_at(Time{10});
  CHECK(b.calendar.next_core_reach() == Time{10});
  b.a.event.set_core_reach(Time{30});
  b.b.event.wake_at(Time{25});
  CHECK(b.calendar.next_core_reach() == Time{25});
  b.b.event.cancel();
  CHECK(b.calendar.next_core_reach() == Time{40});
  b.calendar.set_default_core_reach(Time::never());
  Letter later(b.calendar, 'l', b.log);
  later.event.wake_at(Time{5});
  CHECK(b.calendar.next_core_reach() == Time{40});
}

TEST_CASE("what shows to a processor that has run past it breaks a rule") {
  Bench b;
  b.a.event.wake_at(Time{10});
  b.run();
  b.calendar.set_core_limit(Time{10});
  CHECK_NOTHROW(b.calendar.check_core_limit());
  b.calendar.set_core_limit(Time{11});
  CHECK_THROWS_AS(b.calendar.check_core_limit(), BrokenInvariant);
}
