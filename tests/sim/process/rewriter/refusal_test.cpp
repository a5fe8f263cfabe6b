// SPDX-License-Identifier: MIT
// What the rewriter refuses, and that it says where and why; and small texts that it must get right.
#include <fmt/format.h>

#include "sim/process/rewriter/rewrite.h"
#include "tests/catch.h"
#include "tests/sim/process/rewriter/workshop.h"

using namespace shrimp::rewriter;

namespace {

std::string rewritten(const std::string& text, bool by_hand = true) {
  return rewrite(text, {"text.s", by_hand}, [](const std::string& probe) {
    const std::string path = workshop::write("probe.s", probe);
    workshop::must(fmt::format("as {} -o {}.o", path, path));
    return path + ".o";
  });
}

std::string refusal(const std::string& text) {
  try {
    rewritten(text);
  } catch (const RewriteError& error) {
    return error.what();
  }
  return "";
}

int count(const std::string& text, const std::string& what) {
  int n = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size()) n++;
  return n;
}

}  // namespace

TEST_CASE("instructions that leave the simulated machine are refused by name") {
  CHECK_THAT(refusal("syscall\n"), Catch::Contains("syscall") && Catch::Contains("line 1"));
  CHECK_THAT(refusal("\n int $0x80\n"), Catch::Contains("system calls") && Catch::Contains("line 2"));
  CHECK_THAT(refusal("cpuid\n"), Catch::Contains("not for a Pentium"));
  CHECK_THAT(refusal("rdrand %eax\n"), Catch::Contains("runs differ"));
  CHECK_THAT(refusal("rdseed %rax\n"), Catch::Contains("runs differ"));
  CHECK_THAT(refusal("inb $4, %al\n"), Catch::Contains("VMMC"));
  CHECK_THAT(refusal("outl %eax, %dx\n"), Catch::Contains("VMMC"));
  CHECK_THAT(refusal("rdtscp\n"), Catch::Contains("rdtsc"));
  CHECK_THAT(refusal("hlt\n"), Catch::Contains("user mode"));
  CHECK_THAT(refusal("sysenter\n"), Catch::Contains("system calls"));
}

TEST_CASE("what cannot be seen through is refused with its place") {
  CHECK_THAT(refusal("xsave (%rax)\n"), Catch::Contains("state"));
  CHECK_THAT(refusal("vgatherdps %xmm0, (%rax,%xmm1,4), %xmm2\n"), Catch::Contains("gathers"));
  CHECK_THAT(refusal(".macro two\nnop\nnop\n.endm\n"), Catch::Contains(".macro"));
  CHECK_THAT(refusal("#APP\n.byte 0x0f, 0x0b\n#NO_APP\n"), Catch::Contains("bytes"));
  CHECK_THAT(refusal("jmp .+4\nnop\nnop\n"), Catch::Contains("label"));
  CHECK_THAT(refusal("movl %gs:8, %eax\n"), Catch::Contains("%gs"));
  CHECK_THAT(refusal("btl %eax, (%rbx)\n"), Catch::Contains("bit string"));
}

TEST_CASE("a refusal names the source line if there is one") {
  CHECK_THAT(refusal(".file 1 \"kernel.c\"\n.loc 1 12 3\nsyscall\n"), Catch::Contains("kernel.c:12"));
}

TEST_CASE("thread-local sequences stay together") {
  const std::string text =
      "f: subq $8, %rsp\n.byte 0x66\nleaq x@tlsgd(%rip), %rdi\n.value 0x6666\nrex64\ncall "
      "__tls_get_addr@PLT\nret\n";
  const std::string out = rewritten(text);
  const std::size_t begin = out.find("x@tlsgd");
  CHECK(out.substr(begin, out.find("__tls_get_addr") - begin).find("shrimp_hook") == std::string::npos);
  CHECK(count(out, "call\tshrimp_access_slow") == 2);  // of the call, and of the return
}

TEST_CASE("constants of position-independent code are no accesses") {
  CHECK(count(rewritten("movq x@GOTPCREL(%rip), %rax\njmp f\n"), "shrimp_access_slow\n\tleaq") == 0);
  CHECK(count(rewritten("movq %fs:40, %rax\njmp f\n"), "shrimp_access_slow\n\tleaq") == 0);
}

TEST_CASE("an empty loop is charged") {
  CHECK(count(rewritten("1: jmp 1b\n"), "subq\t$1, shrimp_hook+0(%rip)") == 1);
}

TEST_CASE("dead registers serve as scratch in compiled code, and none is dead in a hand-written one") {
  const std::string text = "f: movl (%rdi), %eax\nret\n";
  CHECK(count(rewritten(text, false), "shrimp_hook+40(%rip)") == 0);
  CHECK(count(rewritten(text, true), "shrimp_hook+40(%rip)") > 0);
}

TEST_CASE("comments, strings and separators are understood") {
  const std::string out = rewritten(
      "f: movl (%rdi), %eax # load; not a statement\n/* movl (%rsi), %eax\n */ nop; ret\n"
      ".section .rodata\n.string \"a;b#c/*\\\"\"\n");
  CHECK(count(out, "shrimp_access_slow\n\tleaq") == 2);
  CHECK(count(out, "a;b#c/*") == 1);
}
