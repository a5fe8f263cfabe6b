// SPDX-License-Identifier: MIT
// shrimp-cc and shrimp-c++ as compilers: command lines, errors, make, CMake. The run time here is only there
// to link.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "tests/catch.h"
#include "tests/sim/process/rewriter/workshop.h"

using workshop::folder;
using workshop::must;
using workshop::run;

namespace {

const std::string cc = std::string(SHRIMP_WRAPPERS) + "/shrimp-cc";
const std::string cxx = std::string(SHRIMP_WRAPPERS) + "/shrimp-c++";

bool exists(const std::string& name) {
  return std::filesystem::exists(folder() + "/" + name);
}

/// Run a command in the test's folder, with a run-time library that has all symbols.
std::string here(const std::string& command) {
  static const std::string runtime = [] {
    workshop::write(
        "rt/runtime.c",
        "int main(int, char**);\n__attribute__((visibility(\"hidden\"))) long shrimp_hook[40];\n"
        "__attribute__((visibility(\"default\"))) void* shrimp_image[] = {(void*)main, shrimp_hook};\n"
        "#define SLOW __attribute__((visibility(\"hidden\"))) void\n"
        "SLOW shrimp_access_slow(void) {}\nSLOW shrimp_charge_slow(void) {}\nSLOW shrimp_rdtsc_slow(void) "
        "{}\n");
    must(fmt::format("cd {}/rt && cc -std=gnu2x -fPIC -c runtime.c && ar rc libshrimp_runtime.a runtime.o",
                     folder()));
    return folder() + "/rt";
  }();
  return fmt::format("cd {} && export SHRIMP_RUNTIME_DIR={} && {}", folder(), runtime, command);
}

}  // namespace

TEST_CASE("a program becomes an image with one visible symbol") {
  workshop::write("one.c",
                  "#include <stdio.h>\nint other(int);\nint shown;\nint main(void) { printf(\"%d\", "
                  "other(shown)); return 0; }\n");
  workshop::write("two.c", "extern int shown;\nint other(int x) { shown = x; return x + 1; }\n");
  must(here(cc + " -O2 -Wall -o prog one.c two.c -lm"));
  const std::string symbols = must(here("nm -D --defined-only prog"));
  CHECK(symbols.find("shrimp_image") != std::string::npos);
  CHECK(std::count(symbols.begin(), symbols.end(), '\n') == 1);
  CHECK_FALSE(exists("one.o"));
  must(here(cc + " -c one.c two.c && " + cc + " one.o two.o && test -f a.out"));
}

TEST_CASE("archives, response files, languages") {
  workshop::write("lib.c", "int seven(void) { return 7; }\n");
  workshop::write("use.c", "int seven(void);\nint main(void) { return seven() - 7; }\n");
  workshop::write("words", "-O1 \"-DX=a b\"\nuse.c -L. -lseven\n-o 'from words'\n");
  must(here(cc + " -c lib.c && ar rc libseven.a lib.o && " + cc + " @words && test -f 'from words'"));
  must(here(cc + " -x c++ -c use.c -o use.o && nm use.o | grep -q _Z5sevenv"));
  must(here("printf 'int main(void) { return 0; }' | " + cc + " -x c - -o piped"));
  workshop::write("hand.S", "#define RESULT 3\n.globl hand\nhand: movl $RESULT, %eax\nret\n");
  must(here(cc + " -c hand.S && objdump -dr hand.o | grep -q shrimp_access_slow"));
}

TEST_CASE("C++ carries its run time along") {
  workshop::write(
      "hello.cpp",
      "#include <iostream>\n#include <stdexcept>\nint main() { try { throw std::runtime_error(\"x\"); } "
      "catch (std::exception& e) { std::cout << e.what(); } }\n");
  for (const char* compiler : {"gcc", "clang"}) {
    must(here(cxx + " --shrimp-compiler=" + compiler + " -O2 -g hello.cpp -o hello"));
    CHECK(must(here("readelf -d hello")).find("libstdc++") == std::string::npos);
  }
}

TEST_CASE("the compiler's own words and status pass through") {
  workshop::write("wrong.c", "int main(void) { return undeclared; }\n");
  const workshop::Outcome wrong = run(here(cc + " -c wrong.c"));
  CHECK(wrong.status == 1);
  CHECK_THAT(wrong.output, Catch::Contains("wrong.c:1:25") && Catch::Contains("undeclared"));
  CHECK(run(here(cc + " -c missing.c")).status != 0);
}

TEST_CASE("a program without main is told so") {
  workshop::write("nomain.c", "int f(void) { return 1; }\n");
  const workshop::Outcome outcome = run(here(cc + " nomain.c -o nomain"));
  CHECK(outcome.status == 3);
  CHECK(outcome.output == "shrimp-cc: error: nomain.c has no main\n");
  workshop::write("nothing_at_all.c", "int g(void);\nint f(void) { return g(); }\n");
  const workshop::Outcome more = run(here(cc + " nothing_at_all.c -o nomain"));
  CHECK(more.status == 1);
  CHECK_THAT(more.output, Catch::Contains("undefined reference to `main'") && Catch::Contains("`g'"));
}

TEST_CASE("a missing run time is named with its places") {
  const workshop::Outcome outcome = run(here("SHRIMP_RUNTIME_DIR=/nowhere " + cc + " nothing.o"));
  CHECK(outcome.status == 1);
}

TEST_CASE("what cannot work is refused with a sentence") {
  workshop::write("any.c", "int main(void) { return 0; }\n");
  for (const char* option : {"-fopenmp", "-shared", "-fsanitize=address", "-m32", "-masm=intel",
                             "--shrimp-nonsense"}) {
    const workshop::Outcome outcome = run(here(cc + " " + option + " any.c"));
    CHECK(outcome.status == 1);
    CHECK_THAT(outcome.output, Catch::Contains(std::string(option).substr(0, 8)));
  }
  CHECK_THAT(run(here(cc + " -flto -c any.c")).output, Catch::Contains("note: -flto"));
  workshop::write("call.c", "int main(void) { __asm__ volatile(\"syscall\"); return 0; }\n");
  CHECK_THAT(run(here(cc + " -O2 -c call.c")).output,
             Catch::Contains("call.c:1") && Catch::Contains("syscall"));
}

TEST_CASE("questions pass through") {
  for (const char* question : {"--version", "-dumpversion", "-print-search-dirs", "-v", "-dumpmachine"})
    CHECK(run(cc + " " + question).status == 0);
  CHECK_THAT(must("echo __SSE2__ | " + cc + " -E -x c -"), Catch::Contains("1"));
  CHECK_THAT(must(here("touch empty.c && " + cc + " -MM empty.c")), Catch::Contains("empty.o: empty.c"));
}

TEST_CASE("dependency files are those of the object") {
  workshop::write("dep.h", "#define N 1\n");
  workshop::write("dep.c", "#include \"dep.h\"\nint main(void) { return N; }\n");
  must(here("mkdir -p obj && " + cc + " -MMD -c dep.c -o obj/dep.o"));
  CHECK_THAT(must(here("cat obj/dep.d")), Catch::Contains("obj/dep.o: dep.c dep.h"));
  must(here(cc + " -MD -MT target -MF named.d -c dep.c"));
  CHECK_THAT(must(here("head -1 named.d")), Catch::Contains("target: dep.c"));
}

TEST_CASE("plain and kept intermediate files") {
  workshop::write("p.c", "int g;\nint main(void) { g = 1; return 0; }\n");
  must(here(cc + " --shrimp-plain -O2 p.c -o p && ./p"));
  must(here(cc + " --shrimp-keep -c p.c && test -f p.o.plain.s && grep -q shrimp_access_slow p.o.shrimp.s"));
  must(here(cc + " -S p.c && grep -q shrimp_access_slow p.s"));
}

TEST_CASE("make with CC=shrimp-cc") {
  workshop::write(
      "m/Makefile",
      "CFLAGS = -O2 -Wall -MMD\nprog: a.o b.o\n\t$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)\n-include a.d b.d\n");
  workshop::write("m/a.c", "int b(void);\nint main(void) { return b(); }\n");
  workshop::write("m/b.c", "int b(void) { return 0; }\n");
  must(here("make -C m CC=" + cc + " LDLIBS=-lm"));
  CHECK(exists("m/prog"));
  CHECK(exists("m/a.d"));
}

TEST_CASE("CMake with these compilers") {
  workshop::write(
      "c/CMakeLists.txt",
      "cmake_minimum_required(VERSION 3.25)\nproject(tiny LANGUAGES C CXX)\nadd_library(part STATIC part.c)\n"
      "include(CheckFunctionExists)\ncheck_function_exists(printf has_printf)\n"
      "add_executable(tiny main.cpp)\ntarget_link_libraries(tiny part)\n");
  workshop::write("c/part.c", "int part(int x) { return x * 2; }\n");
  workshop::write("c/main.cpp", "extern \"C\" int part(int);\nint main() { return part(0); }\n");
  must(here(fmt::format(
      "cmake -S c -B cb -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER={} -DCMAKE_CXX_COMPILER={} && "
      "cmake --build cb",
      cc, cxx)));
  CHECK_THAT(must(here("nm -D --defined-only cb/tiny")), Catch::Contains("shrimp_image"));
  CHECK_THAT(must(here("objdump -dr cb/CMakeFiles/tiny.dir/main.cpp.o")),
             Catch::Contains("shrimp_charge_slow"));
}
