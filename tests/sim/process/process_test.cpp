// SPDX-License-Identifier: MIT
// How processes begin and end, and that a failing one takes nobody with it.
#include <csignal>

#include "tests/catch.h"
#include "tests/sim/process/driver.h"

using namespace shrimp;
using Catch::Matchers::Contains;

TEST_CASE("arguments and environment are what was given, and no more") {
  const RunResult r = run_program("hello", {"hello", "one", "two words"}, {"RANK=3", "SIZE=4"});
  CHECK(r.out == "hello, 3 arguments: hello one two words\nRANK=3\nSIZE=4\nHOME is unset, RANK is 3\n");
  CHECK(r.end.exited);
  CHECK(r.end.status == 3);
}

TEST_CASE("exit handlers run in reverse, then destructors") {
  const std::string text = "before\nnested\na\nb\nafter\n";
  CHECK(run_program("endings").out == text);
  CHECK(run_program("endings").end.status == 2);
  CHECK(run_program("endings", {"p", "exit"}).end.status == 4);
  CHECK(run_program("endings", {"p", "exit"}).out == text);
  CHECK(run_program("endings", {"p", "_exit"}).end.status == 6);
}

TEST_CASE("abort and assert end the process by SIGABRT") {
  CHECK(run_program("endings", {"p", "abort"}).end.signal == SIGABRT);
  const RunResult r = run_program("endings", {"p", "assert"});
  CHECK(r.end.signal == SIGABRT);
  CHECK_THAT(r.err, Contains("Assertion `argc == 0' failed"));
}

TEST_CASE("what the host's processor refuses is a fault of the process, and another runs on") {
  const Program bystander_program(built_program("private_data"));
  Driver bystander(bystander_program, 1, {"p", "7"});
  const auto end_of = [&](const char* how) {
    bystander.step();
    return run_program("endings", {"p", how}).end;
  };
  CHECK(end_of("divide").signal == SIGFPE);
  CHECK(end_of("ud2").signal == SIGILL);
  CHECK(end_of("int3").signal == SIGTRAP);
  CHECK(end_of("null call").signal == SIGSEGV);
  CHECK(end_of("wild jump").address == 0x12345678);
  CHECK(end_of("wild store").address == 8);
  CHECK(end_of("noncanonical").signal == SIGSEGV);
  CHECK(end_of("overflow").signal == SIGSEGV);
  CHECK(bystander.run().exited);
  CHECK(bystander.out() == "7 71 70\n");
}

TEST_CASE("heap errors end the process with a sentence") {
  const RunResult twice = run_program("endings", {"p", "double free"});
  CHECK(twice.end.signal == SIGABRT);
  CHECK_THAT(twice.err, Contains("double free"));
  CHECK_THAT(run_program("endings", {"p", "overrun"}).err, Contains("overwritten"));
}

TEST_CASE("hooks preserve every register and flag") {
  CHECK(run_program("registers").out == "1 1 1 1 1 1\n1 1 1 1 1 1\n");
}

TEST_CASE("a program may define functions of the library's names") {
  const RunResult r = run_program("own_names");
  CHECK(r.out == "17 4 12 mine\n");
  CHECK(r.end.status == 1);
}

#ifdef SHRIMP_TEST_HOOKED
TEST_CASE("programs behave alike with hooks at every access and without") {
  for (const char* name :
       {"hello", "objects", "endings", "printing", "library", "heap", "registers", "uncaught"}) {
    INFO(name);
    const Program plain(built_program(name)), hooked(built_program(std::string(name) + ".hooked"));
    Driver a(plain, 0, {"p", "x"}), b(hooked, 1, {"p", "x"});
    a.run();
    b.run();
    CHECK(a.end().exited == b.end().exited);
    CHECK(a.end().status == b.end().status);
    CHECK(a.end().signal == b.end().signal);
    if (name != std::string("objects") && name != std::string("heap"))
      CHECK(a.out() == b.out());  // these print pointers
    CHECK(b.accesses() > 100);
  }
}

namespace {

struct Interrupted {
  std::string out;
  std::uint64_t instructions, handlers;
};

Interrupted run_interrupted(std::uint64_t period, bool wide) {
  const Program program(built_program("interrupted.hooked"));
  std::vector<std::string> arguments{"p"};
  if (wide) arguments.emplace_back("wide");
  Driver driver(program, 0, arguments);
  driver.interrupt_every(period);
  CHECK(driver.run().status == 0);
  return {driver.out(), static_cast<std::uint64_t>(driver.process().hook().instructions), driver.handlers()};
}

void is_the_same_when_interrupted(bool wide) {
  const Interrupted never = run_interrupted(0, wide);
  REQUIRE(never.handlers == 0);
  std::uint64_t of_handler = 0;
  for (const std::uint64_t period : {1, 2, 3, 7, 101}) {
    const Interrupted r = run_interrupted(period, wide);
    INFO("interrupted " << r.handlers << " times");
    CHECK(r.out == never.out);
    REQUIRE(r.handlers > 30);
    if (!of_handler) of_handler = (r.instructions - never.instructions) / r.handlers;
    CHECK(r.instructions == never.instructions + r.handlers * of_handler);
  }
}

}  // namespace

TEST_CASE("a program that is interrupted anywhere computes the same, and executes its instructions once") {
  is_the_same_when_interrupted(false);
}
TEST_CASE("a program with wide vectors that is interrupted anywhere computes the same") {
  if (__builtin_cpu_supports("avx")) is_the_same_when_interrupted(true);
}
#endif
