// SPDX-License-Identifier: MIT
// A simulated program cannot crash the simulator: it ends with a simulated fault that says where, the others
// run on.
#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

CommandResult fault(const std::string& what, const std::string& compiler = "gcc") {
  return run_command({SHRIMP_BUILD "/shrimp", "run", "--quiet", "-n", "2", test_program("faults.c"), what},
                     "", {{"SHRIMP_CC_COMPILER", compiler}});
}

void expect_fault(const std::string& what, const std::string& signal) {
  for (const char* compiler : {"gcc", "clang"}) {
    INFO(what << " with " << compiler);
    const CommandResult r = fault(what, compiler);
    INFO(r.err);
    CHECK(r.status == 1);
    CHECK_THAT(r.err, Contains("rank 0 (node 0, pid 100)"));
    CHECK_THAT(r.err, Contains(signal));
    CHECK(r.out == "still here\n");
  }
}

}  // namespace

TEST_CASE("a process that computes for long is not stuck, whatever it is compiled with") {
  for (const char* program : {"computes.c", "private_variables.c", "received_data.c"})
    for (const char* flags : {"-O2", "-O0"}) {
      const CommandResult r = run_shrimp(
          {"run", "--quiet", "--cflags", flags, "--set", "run.stuck_after=20ms", test_program(program)});
      INFO(program << " " << flags);
      CHECK(r.status == 0);
      CHECK(r.out == "pi is about 3.141593\n");
    }
}

TEST_CASE("a process that sleeps for long is not stuck") {
  const TemporaryFolder folder;
  const std::string program = folder.write("sleeps.c",
                                           "#include <stdio.h>\n#include <unistd.h>\n"
                                           "int main(void) { sleep(1); puts(\"up\"); return 0; }\n");
  const CommandResult r = run_shrimp({"run", "--quiet", program});
  CHECK(r.err == "");
  CHECK(r.out == "up\n");
  CHECK(r.status == 0);
}

TEST_CASE("a null pointer is a segmentation fault at its source line") {
  expect_fault("null", "SIGSEGV at address 0x00000000");
  CHECK_THAT(fault("null").err, Contains("faults.c:24"));
}
TEST_CASE("a wild store is a segmentation fault") {
  expect_fault("wild", "SIGSEGV at address");
}
TEST_CASE("a store to the simulator's own memory is a segmentation fault") {
  expect_fault("far", "SIGSEGV at address 0x7fffff000000");
}
TEST_CASE("a store to code is a segmentation fault") {
  expect_fault("text", "read-only");
}
TEST_CASE("a stack overflow is a segmentation fault in the function that recurses") {
  expect_fault("stack", "SIGSEGV");
  CHECK_THAT(fault("stack").err, Contains("(recurse)"));
}
TEST_CASE("abort ends the process with SIGABRT") {
  expect_fault("abort", "SIGABRT");
}
TEST_CASE("a division by zero is SIGFPE") {
  expect_fault("divide", "SIGFPE");
}
TEST_CASE("an undefined instruction is SIGILL") {
  expect_fault("trap", "SIGILL");
}
TEST_CASE("a wild jump is contained") {
  expect_fault("jump", "SIGSEGV");
}
TEST_CASE("a null pointer given to the library is contained") {
  expect_fault("libc", "SIGSEGV");
}
TEST_CASE("a wild pointer inside printf is contained, and told with who called it") {
  expect_fault("printf",
               "SIGSEGV at address 0x00000004, which is not mapped, called from faults.c:34 (main)");
}

TEST_CASE("an exit status other than 0 fails the run and is told") {
  const CommandResult r = fault("status");
  CHECK(r.status == 1);
  CHECK_THAT(r.err, Contains("exited with status 7"));
}

TEST_CASE("a reference past an imported buffer faults") {
  const CommandResult r = run_shrimp({"run", "--quiet", "-n", "2", test_program("outside_buffer.c")});
  INFO(r.err);
  CHECK(r.status == 1);
  CHECK_THAT(r.err, Contains("SIGSEGV"));
  CHECK_THAT(r.err, Contains("outside_buffer.c:16"));
}

TEST_CASE("calls that must be refused are, each with its own error") {
  const CommandResult r = run_shrimp({"run", "--quiet", "-n", "2", test_program("bad_calls.c")});
  INFO(r.out << r.err);
  CHECK(r.status == 0);
  CHECK(r.out == "all refused\nall refused\n");
}

TEST_CASE("a program that waits for ever is stuck, with who waits where") {
  const CommandResult r = run_shrimp({"run", "--quiet", "-n", "2", test_program("waits_for_ever.c")});
  INFO(r.err);
  CHECK(r.status == 4);
  CHECK_THAT(r.err, Contains("stuck"));
  CHECK_THAT(r.err, Contains("rank 1 (node 1, pid 100)"));
  CHECK_THAT(r.err, Contains("waits_for_ever.c:5"));
}

TEST_CASE(
    "a program that counts its looks at a receive buffer in vain is stuck, whatever it is compiled with") {
  for (const char* way : {"0", "1", "2"})
    for (const char* flags : {"-O2", "-O0"}) {
      const CommandResult r = run_shrimp({"run", "--quiet", "--cflags", flags, "--set",
                                          "run.stuck_after=20ms", test_program("counts_looks.c"), way});
      INFO(way << " " << flags << "\n" << r.err);
      CHECK(r.status == 4);
    }
}

TEST_CASE("an import whose export never comes is stuck, and named") {
  const CommandResult r = run_shrimp({"run", "--quiet", test_program("imports_nothing.c")});
  INFO(r.err);
  CHECK(r.status == 4);
  CHECK_THAT(r.err, Contains("receive buffer 42 by node 0, pid 100"));
}
