// SPDX-License-Identifier: MIT
// The run-time library as programs see it.
#include <csignal>

#include "tests/catch.h"
#include "tests/sim/process/driver.h"

using namespace shrimp;
using Catch::Matchers::Contains;

TEST_CASE("C++: static objects, exceptions, containers, streams, thread_local") {
  const RunResult r = run_program("objects");
  CHECK_THAT(r.out, Catch::Matchers::StartsWith("construct first\nconstruct second\nconstruct thread_local\n"
                                                "thread_local 42 thread_local\ncaught deep enough, unwound\n"
                                                "caught out_of_range\nand=2 cat=1 dog=1 shrimp=1 the=3 \n"
                                                "100 3.5 2.25 -1 0xff\n"));
  CHECK_THAT(r.out, Contains("once\n42.5 1.500000 7\n") &&
                        Catch::Matchers::EndsWith("destroy thread_local\ndestroy second\ndestroy first\n"));
  CHECK(r.err == "to stderr\n");
  CHECK(r.end.status == 5);
}

TEST_CASE("an exception that nobody catches ends the process by SIGABRT and says so") {
  const RunResult r = run_program("uncaught");
  CHECK(r.end.signal == SIGABRT);
  CHECK_THAT(r.err, Contains("std::runtime_error") && Contains("nobody catches this"));
}

TEST_CASE("malloc survives random use and gives the same addresses each time") {
  for (const char* seed : {"1", "2", "3"}) {
    const RunResult r = run_program("heap", {"heap", seed});
    INFO(r.out << r.err);
    CHECK(r.end.exited);
    CHECK(r.end.status == 0);
    CHECK(run_program("heap", {"heap", seed}).out == r.out);
  }
}

TEST_CASE("printf and scanf convert as the host's do") {
  const RunResult r = run_program("printing");
  CHECK(
      r.out ==
      "[1] [    2] [3    ] [00004] [+5] [ 6] [007] [     008] [009     x]\n"
      "[4000000000] [ff] [FF] [0xff] [10] [010] [0x000000ff] [123456789abcdef] [18446744073709551615]\n"
      "[44] [4464] [-5000000000] [7] [-8] [9]\n"
      "[abc] [     right] [left      ] [cu] [z] [  y] [%] [wide]\n"
      "[1.500000] [2.35] [     3.000] [4.0       ] [1.234568e+04] [1e-05] [1E+20] [0x1p+0] [2.500000] [+1.2] "
      "[-000003.14]\n"
      "[10000000000000000525047602552044202487044685811081591549158541155118024579889081957863713750804478640"
      "43704"
      "443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970"
      "799945"
      "081119038967640880074652742780142494579258788820056842838115669472196386865459400540160.000000] "
      "[-inf] [2] "
      "[    42] [42    ] [1.000]\n"
      "[(nil)] [(null)] 17\n"
      "9 1-2 3\n"
      "No such file or directory | Invalid argument\n"
      "9: 12 -7 ff word ab z 1.5 2500 63\n"
      "0 -1 2\n"
      "-31 12 9223372036854775807 1 0.001\n"
      "1000 line 1\n"
      "Q 13\n"
      "1 0\n"
      "no newline at the end");
}

TEST_CASE("clocks, random numbers, sorting, strings, getopt") {
  const RunResult r = run_program("library", {"p", "-n5", "file", "--size=3", "-v", "rest"}, {"RANK=1"});
  CHECK(r.out ==
        "1 3 5 7 9 found 7\n"
        "846930886 1804289383 71876166 0.454492 89400484\n"
        "Sun Jan  1 00:00:00 1995\n"
        "2000-2-29 2 59\n"
        "2000-02-29 00:00:00 Tue 951782400\n"
        "2 ms\n"
        "1 1\n"
        "1 Qq\n"
        "<to><be><or><not> stack /c -1\n"
        "0101234569 0123456569\n"
        "jumped\n"
        "value 1\n"
        "n=5 s=3 v= file rest pid 100\n");
}
