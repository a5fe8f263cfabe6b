// SPDX-License-Identifier: MIT
#include "sim/os/cycle_profile.h"

#include "tests/catch.h"

using namespace shrimp;

namespace {

constexpr std::uint64_t loop = 100, other = 200, flag = 0x5000, status = 0x40005000, counter = 0x9000;

/// A process whose every step takes 10 cycles.
struct Bench {
  CycleProfile profile;

  void compute(std::uint64_t pc) { profile.spend(pc, CycleUse::computing, 10); }
  void load(std::uint64_t pc, std::uint64_t address, LoadFrom from, std::uint64_t value) {
    profile.loads({pc, address, from, value});
    compute(pc);
  }
  void look(std::uint64_t value) { load(loop, flag, LoadFrom::memory, value); }
  std::int64_t cycles(std::uint64_t pc, CycleUse use) {
    const auto& table = profile.by_hook();
    const auto found = table.find(pc);
    return found == table.end() ? 0 : found->second[static_cast<std::size_t>(use)];
  }
};

}  // namespace

TEST_CASE("looking again at what has not changed is polling, the look that sees something new is not") {
  Bench b;
  for (int i = 0; i < 5; ++i) b.look(0);
  b.look(1);
  CHECK(b.cycles(loop, CycleUse::polling) == 40);
  CHECK(b.cycles(loop, CycleUse::computing) == 20);  // from the fifth look to the sixth, and behind that
}

TEST_CASE("instructions of polling are counted once") {
  CycleProfile profile;
  const auto look = [&](std::uint64_t address, std::int64_t instructions, std::uint64_t value) {
    profile.loads({loop, address, LoadFrom::memory, value, instructions});
  };
  for (int i = 0; i < 3; ++i) {  // two flags in one loop of 5 instructions
    look(flag, 100 + 5 * i, 0);
    look(flag + 64, 103 + 5 * i, 0);
  }
  CHECK(profile.polling_instructions() == 10);  // since both flags were looked at once
  look(flag, 115, 1);
  look(flag, 120, 1);
  CHECK(profile.polling_instructions() == 15);  // the round that found something is none
}

TEST_CASE("a wait for the bus is polling in a polling loop") {
  Bench b;
  for (int i = 0; i < 3; ++i) {
    b.look(0);
    b.profile.spend(loop, CycleUse::bus, 7);
  }
  CHECK(b.cycles(loop, CycleUse::polling) == 34);
  CHECK(b.cycles(loop, CycleUse::bus) == 7);
}

TEST_CASE("interrupts, waits and preemption stay what they are in a polling loop") {
  Bench b;
  b.look(0);
  b.profile.spend(loop, CycleUse::kernel, 3);
  b.profile.leaves(loop, 1000);
  b.profile.becomes_ready(1100);
  b.profile.returns(1500);
  b.profile.leaves(loop, 2000);  // preempted
  b.profile.returns(2050);
  b.look(0);
  CHECK(b.cycles(loop, CycleUse::polling) == 10);
  CHECK(b.cycles(loop, CycleUse::kernel) == 3);
  CHECK(b.cycles(loop, CycleUse::waiting) == 100);
  CHECK(b.cycles(loop, CycleUse::ready) == 450);
}

TEST_CASE("a loop that acts does not poll") {
  Bench b;
  for (int i = 0; i < 5; ++i) {
    b.look(0);
    b.profile.acts();
  }
  CHECK(b.cycles(loop, CycleUse::polling) == 0);
  CHECK(b.cycles(loop, CycleUse::computing) == 50);
}

TEST_CASE("going through memory is no polling, whatever else is loaded again") {
  Bench b;
  for (std::uint64_t i = 0; i < 40; ++i) {
    b.load(other, 0x7000 + 8 * i, LoadFrom::memory, 0);
    b.look(0);
  }
  CHECK(b.cycles(loop, CycleUse::polling) + b.cycles(other, CycleUse::polling) == 0);
}

TEST_CASE("a loop that looks at two places polls") {
  Bench b;
  for (int i = 0; i < 10; ++i) {
    b.load(other, 0x7000, LoadFrom::memory, 3);
    b.look(0);
  }
  CHECK(b.cycles(loop, CycleUse::polling) + b.cycles(other, CycleUse::polling) == 180);
}

TEST_CASE("computing with constants and on the stack is no polling") {
  Bench b;
  for (std::uint64_t i = 0; i < 20; ++i) {
    b.load(loop, 0x3000, LoadFrom::constants, 5);
    b.load(other, counter, LoadFrom::stack, i);
  }
  CHECK(b.cycles(loop, CycleUse::polling) + b.cycles(other, CycleUse::polling) == 0);
  Bench c;
  for (std::uint64_t i = 0; i < 20; ++i) {
    c.look(9);  // a global limit
    c.load(other, counter, LoadFrom::stack, i);
  }
  CHECK(c.cycles(loop, CycleUse::polling) + c.cycles(other, CycleUse::polling) == 0);
}

TEST_CASE("who rests between two looks at a device polls") {
  Bench b;
  for (std::uint64_t i = 0; i < 3; ++i) {
    b.load(loop, status, LoadFrom::proxy, 300 - i);
    for (std::uint64_t rest = 0; rest < 1000; ++rest) b.load(other, counter, LoadFrom::stack, 1000 - rest);
  }
  CHECK(b.cycles(other, CycleUse::polling) == 20'000);
  CHECK(b.cycles(other, CycleUse::computing) == 10'000);  // behind the last look
  CHECK(b.cycles(loop, CycleUse::polling) == 20);
}
