// SPDX-License-Identifier: MIT
#define SC_INCLUDE_DYNAMIC_PROCESSES
#include "models/common/executive.h"

#include <functional>
#include <stdexcept>
#include <string>

#include "models/common/invariant.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

/// An event that does what the test says.
struct Action {
  explicit Action(Calendar& calendar) : event(calendar, this, &Action::on_event) {}
  Action(Calendar& calendar, Time t, std::function<void(Time)> what) : Action(calendar) {
    action = std::move(what);
    event.wake_at(t);
  }
  void on_event(Time now) { action(now); }
  std::function<void(Time)> action = [](Time) {};
  Event event;
};

/// Two nodes and a mesh, in this order.
struct Bench {
  Executive executive{"executive"};
  Calendar first{"first", Time{100}};
  Calendar second{"second", Time{100}};
  Calendar mesh{"mesh", Time{7}};
  std::string log;
  Bench() {
    for (Calendar* c : {&first, &second, &mesh}) executive.add(*c);
  }
  std::function<void(Time)> note(char letter) {
    return [this, letter](Time) { log += letter; };
  }
};

/// A third party's module: wakes every `period` and remembers where the machine was.
class Metronome : public sc_core::sc_module {
 public:
  Metronome(sc_core::sc_module_name name, const Executive& machine, sc_core::sc_time period, int times)
      : sc_module(name), machine_(machine), period_(period), times_(times) {
    SC_THREAD(tick);
  }
  std::function<void()> at_tick = [] {};
  int ticks = 0;
  int overrun = 0;  // ticks at which the machine had already gone past

 private:
  SC_HAS_PROCESS(Metronome);
  void tick() {
    while (ticks < times_) {
      wait(period_);
      ++ticks;
      if (machine_.now() > annotated_time(sc_core::SC_ZERO_TIME)) ++overrun;
      at_tick();
    }
  }
  const Executive& machine_;
  sc_core::sc_time period_;
  int times_;
};

}  // namespace

TEST_CASE("at one instant calendars run in the order of adding, their events in the order of construction") {
  Bench b;
  Action f(b.mesh, Time{10}, b.note('f'));
  Action d(b.second, Time{10}, b.note('d'));
  Action e(b.second, Time{10}, b.note('e'));
  Action c(b.first, Time{10}, b.note('c'));
  Action a(b.mesh, Time{5}, b.note('a'));
  Action z(b.first, Time{11}, b.note('z'));
  b.executive.simulate();
  CHECK(b.log == "acdefz");
  CHECK(b.executive.now() == Time{11});
  CHECK(b.executive.events_run() == 6);
}

TEST_CASE("an event may schedule on another calendar") {
  Bench b;
  Action second(b.second);
  second.action = b.note('2');
  Action first(b.first, Time{10}, [&](Time now) {
    b.log += '1';
    second.event.wake_at(now + Time{1});
  });
  Action last(b.mesh, Time{12}, b.note('3'));
  b.executive.simulate();
  CHECK(b.log == "123");
}

TEST_CASE("stop ends the run after the event that asked for it") {
  Bench b;
  Action first(b.first, Time{10}, [&](Time) { b.executive.stop(); });
  Action same(b.second, Time{10}, b.note('x'));
  b.executive.simulate();
  CHECK(b.log.empty());
}

TEST_CASE("what an event throws comes out of simulate as it is") {
  Bench b;
  Action first(b.first, Time{10}, [&](Time) { throw std::out_of_range("this one"); });
  CHECK_THROWS_AS(b.executive.simulate(), std::out_of_range);
}

TEST_CASE("the check is called every so many events") {
  Bench b;
  int left = 10, checks = 0;
  Action first(b.first);
  first.action = [&](Time now) {
    if (--left > 0) first.event.wake_at(now + Time{1});
  };
  first.event.wake_at(Time{1});
  b.executive.set_check(
      3, [](void* n) { ++*static_cast<int*>(n); }, &checks);
  b.executive.simulate();
  CHECK(checks == 3);
}

TEST_CASE("a processor may run to its node's core reach or the others' reach and the way to it") {
  Bench b;
  const Time arrival{20};
  Time alone, with_mesh, with_both, off;
  Action own(b.first);
  own.event.set_reach(Time::never());
  own.event.set_core_reach(Time{300});
  Action mesh(b.mesh), second(b.second);
  Action probe(b.first, Time{10}, [&](Time) {
    alone = b.executive.horizon(b.first, arrival);
    own.event.wake_at(Time{1000});
    mesh.event.wake_at(Time{40});  // reaches by 7 more
    with_mesh = b.executive.horizon(b.first, arrival);
    second.event.wake_at(Time{12});  // by 100 more
    own.event.set_core_reach(Time{0});
    own.event.reschedule(Time{60});
    with_both = b.executive.horizon(b.first, arrival);
    b.executive.set_run_ahead(false);
    off = b.executive.horizon(b.first, arrival);
  });
  b.executive.simulate();
  CHECK(alone.is_never());
  CHECK(with_mesh == Time{40 + 7 + 20});
  CHECK(with_both == Time{60});
  CHECK(off == Time{10});
}

TEST_CASE("the machine never runs past what a third party's module has pending") {
  Bench b;
  b.executive.all_is_own();  // but for what comes then
  Metronome metronome("metronome", b.executive, {10, sc_core::SC_NS}, 20);
  int steps = 0;
  int beyond = 0;  // horizons past the next tick, while there is one
  Action step(b.first);
  step.action = [&](Time now) {
    if (metronome.ticks < 20 &&
        b.executive.horizon(b.first, Time{}) > Time::from_ns(10 * (metronome.ticks + 1)))
      ++beyond;
    if (++steps < 300) step.event.wake_at(now + Time{700});
  };
  step.event.wake_at(Time{700});
  b.executive.simulate();
  CHECK(steps == 300);
  CHECK(metronome.ticks == 20);
  CHECK(metronome.overrun == 0);
  CHECK(beyond == 0);
}

TEST_CASE("a third party's module wakes a machine that has nothing to do") {
  Bench b;
  Metronome metronome("metronome", b.executive, {10, sc_core::SC_NS}, 3);
  std::vector<Time> woken;
  Action sleeper(b.second);
  sleeper.action = [&](Time now) { woken.push_back(now); };
  metronome.at_tick = [&] { sleeper.event.wake_at(annotated_time(sc_core::SC_ZERO_TIME) + Time{5}); };
  Action first(b.first, Time{1}, b.note('1'));
  b.executive.simulate();
  CHECK(woken == std::vector<Time>{Time{10'005}, Time{20'005}, Time{30'005}});
}

TEST_CASE("what was made before the machine is never its own") {
  struct Early : sc_core::sc_module {
    explicit Early(sc_core::sc_module_name name) : sc_module(name) { SC_METHOD(wake); }
    SC_HAS_PROCESS(Early);
    void wake() {
      if (++wakes < 5) next_trigger(10, sc_core::SC_NS);
      if (executive && executive->now() > annotated_time(sc_core::SC_ZERO_TIME)) ++overrun;
    }
    const Executive* executive = nullptr;
    int wakes = 0, overrun = 0;
  } early("early");
  Bench bench;
  early.executive = &bench.executive;
  bench.executive.all_is_own();
  int steps = 0;
  Action step(bench.first);
  step.action = [&](Time now) {
    if (++steps < 100) step.event.wake_at(now + Time{700});
  };
  step.event.wake_at(Time{700});
  bench.executive.simulate();
  CHECK(steps == 100);
  CHECK(early.wakes == 5);
  CHECK(early.overrun == 0);
}

TEST_CASE("what pends though all was said to be the machine's own ends the run with an error") {
  Bench b;
  b.executive.all_is_own();
  sc_core::sc_event event;
  Action spawns(b.first, Time{700}, [&](Time) {
    sc_core::sc_spawn_options within;  // as a socket that turns one kind of transport into another does
    sc_core::sc_spawn([&] { sc_core::wait(event); }, sc_core::sc_gen_unique_name("within"), &within);
  });
  CHECK_THROWS_AS(b.executive.simulate(), BrokenInvariant);
}
