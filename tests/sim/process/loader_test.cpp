// SPDX-License-Identifier: MIT
// What the loader accepts, what it refuses, and that copies of a program are private and lie where they
// should.
#include <fmt/core.h>
#include <sys/personality.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>

#include "sim/process/source_line.h"
#include "tests/catch.h"
#include "tests/sim/process/driver.h"

using namespace shrimp;
using Catch::Matchers::Contains;

TEST_CASE("a file that shrimp-cc did not make is refused with a sentence") {
  CHECK_THROWS_WITH(Program("/bin/ls"), Contains("is not a program built by shrimp-cc"));
  CHECK_THROWS_WITH(Program("/etc/passwd"), Contains("is not a program built by shrimp-cc"));
  CHECK_THROWS_WITH(Program("/no/such/file"), Contains("cannot be read: No such file"));
}

TEST_CASE("functions that processes do not have are refused by name, with what to use instead") {
  CHECK_THROWS_WITH(Program(built_program("refused")), Contains("pthread_create: threads") &&
                                                           Contains("mmap: ") && Contains("malloc") &&
                                                           Contains("dlopen: "));
}

TEST_CASE("64 copies of a program have globals and statics of their own") {
  const Program program(built_program("private_data"));
  std::vector<std::unique_ptr<Driver>> copies;
  for (unsigned i = 0; i < 64; ++i)
    copies.push_back(std::make_unique<Driver>(program, i, std::vector<std::string>{"p", std::to_string(i)}));
  bool any = true;
  while (any) {
    any = false;
    for (auto& copy : copies)
      if (!copy->end().exited) any |= copy->step();
  }
  for (unsigned i = 0; i < 64; ++i)
    CHECK(copies[i]->out() == fmt::format("{} {} {}\n", i, 1 + 10 * i, 10 * i));
}

TEST_CASE("the low 32 bits of addresses are the same in every window") {
  const Program program(built_program("addresses"));
  Driver a(program, 0), b(program, 5);
  a.run();
  b.run();
  std::string moved = b.out();
  for (std::size_t at; (at = moved.find("0x2005")) != std::string::npos;) moved.replace(at, 6, "0x2000");
  CHECK(moved == a.out());
}

namespace {

/// What the program prints in a fresh process of the host, with or without address randomization.
std::string printed_by_another_host_process(bool randomized) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    personality(randomized ? 0 : ADDR_NO_RANDOMIZE);
    dup2(ends[1], 1);
    execl("/proc/self/exe", "process_test", "[.print-addresses]", nullptr);
    _exit(127);
  }
  close(ends[1]);
  std::string text;
  char buffer[4096];
  for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(n));
  close(ends[0]);
  waitpid(child, nullptr, 0);
  const std::size_t begin = text.find("<<<"), end = text.find(">>>");
  return begin == std::string::npos ? "" : text.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("print addresses", "[.print-addresses]") {
  const std::string out = run_program("addresses").out + run_program("objects").out;
  fmt::print("<<<{}>>>\n", out);
}

TEST_CASE("addresses are identical in every run, whether the host randomizes its own or not") {
  const std::string first = printed_by_another_host_process(true);
  CHECK_THAT(first, Contains("0x2000"));
  CHECK(printed_by_another_host_process(true) == first);
  CHECK(printed_by_another_host_process(false) == first);
}

TEST_CASE("a code address names its source line") {
  const Program program(built_program("endings"));
  Driver driver(program, 0, {"p", "divide"});
  driver.run();
  CHECK_THAT(source_line(driver.process(), driver.process().hook().pc),
             Contains("endings.c:") && Contains("(main)"));
}

TEST_CASE("a window that is taken is refused, and its process lives on") {
  const Program program(built_program("hello"));
  Driver first(program, 3, {"hello"});
  CHECK_THROWS_WITH(Process(program, 3, {"hello"}, {}), Contains("File exists"));
  CHECK(first.run().status == 1);
}

TEST_CASE("the mappings are whole pages, and code is not writable") {
  const Program program(built_program("hello"));
  const Process process(program, 0, {"hello"}, {});
  bool any_code = false;
  for (const Mapping& m : process.mappings()) {
    CHECK(m.address % 4096 == 0);
    CHECK(m.bytes % 4096 == 0);
    CHECK_FALSE((m.writable && m.executable));
    any_code |= m.executable;
  }
  CHECK(any_code);
}
