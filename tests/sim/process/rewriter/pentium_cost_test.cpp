// SPDX-License-Identifier: MIT
// The Pentium's pipes on sequences worked out by hand from the manual's pairing rules.
#include "sim/process/rewriter/pentium_cost.h"

#include "tests/catch.h"
#include "tests/sim/process/rewriter/workshop.h"

using namespace shrimp::rewriter;

namespace {

PentiumCost cost(const std::string& text, bool repeats = false) {
  const std::vector<Code> code = workshop::assemble(text);
  std::vector<const Code*> pointers;
  for (const Code& c : code) pointers.push_back(&c);
  return pentium_cost(pointers, repeats);
}

int cycles(const std::string& text) {
  return cost(text).cycles;
}

using Issue = std::vector<int>;

}  // namespace

TEST_CASE("independent simple instructions go in pairs") {
  CHECK(cost("addl %eax, %ebx; addl %ecx, %edx").issue == Issue{0, 0});
  CHECK(cycles("addl %eax, %ebx; addl %ecx, %edx") == 1);
  CHECK(cycles("movl %eax, %ebx; incl %ecx; leal 4(%esi), %edi; decl %edx") == 2);
}

TEST_CASE("a result cannot be used in the same cycle") {
  CHECK(cost("addl %eax, %ebx; addl %ebx, %ecx").issue == Issue{0, 1});
  CHECK(cycles("movl $1, %eax; movl $2, %eax") == 2);      // nor written twice
  CHECK(cycles("movl %eax, %ebx; movl %ecx, %eax") == 1);  // overwriting what the first reads is no conflict
}

TEST_CASE("compare and jump pair, a jump first does not") {
  CHECK(cycles("cmpl %eax, %ebx; je 1f; 1:") == 1);
  CHECK(cycles("testl %eax, %eax; jne 1f; 1:") == 1);
  CHECK(cycles("je 1f; 1: addl %eax, %ebx") == 2);
}

TEST_CASE("push and pop share the stack pointer") {
  CHECK(cycles("pushq %rbx; pushq %rbp") == 1);
  CHECK(cycles("popq %rbx; popq %rbp") == 1);
  CHECK(cycles("pushq %rax; call f@PLT") == 1);
  CHECK(cycles("pushq %rbp; movq %rsp, %rbp") == 2);
  CHECK(cost("subq $8, %rsp; pushq %rbx").issue == Issue{0, 2});  // written by itself: AGI
  CHECK(cycles("popq %rbx; ret") == 3);
}

TEST_CASE("an address register written in the cycle before costs one") {
  CHECK(cost("addl $4, %esi; movl (%rsi), %eax").issue == Issue{0, 2});
  CHECK(cost("addq $4, %rsi; incl %ecx; movl (%rsi), %eax").issue == Issue{0, 0, 2});
  CHECK(cost("addq $4, %rsi; negl %ecx; movl (%rsi), %eax").issue == Issue{0, 1, 2});  // hidden behind neg
  CHECK(cost("popq %rax; movq 8(%rsp), %rcx").issue == Issue{0, 1});  // the stack engine's own change is none
}

TEST_CASE("shifts and carries pair only in U") {
  CHECK(cycles("shll $3, %eax; addl %ecx, %edx") == 1);
  CHECK(cycles("addl %ecx, %edx; shll $3, %eax") == 2);
  CHECK(cycles("adcl %eax, %ebx; movl %ecx, %edx") == 1);
  CHECK(cycles("shll %cl, %eax") == 4);
  CHECK(cycles("roll $3, %eax; addl %ecx, %edx") == 2);
}

TEST_CASE("memory operands: load 1, load and operate 2, read-modify-write 3") {
  CHECK(cycles("movl (%rsi), %eax") == 1);
  CHECK(cycles("movl (%rsi), %eax; movl %ebx, (%rdi)") == 1);
  CHECK(cycles("addl (%rsi), %eax") == 2);
  CHECK(cycles("addl %eax, (%rsi)") == 3);
  CHECK(cycles("addl %eax, (%rsi); addl %ecx, (%rdi)") == 5);
  CHECK(cycles("addl (%rsi), %eax; addl (%rdi), %ecx") == 2);
  CHECK(cycles("addl %eax, (%rsi); addl (%rdi), %ecx") == 4);
  CHECK(cycles("movl $1, 4(%rsi); movl %eax, %ebx") == 2);  // displacement and constant: alone
  CHECK(cycles("movl $1, (%rsi); movl %eax, %ebx") == 1);
}

TEST_CASE("slow integer instructions") {
  CHECK(cycles("imull %eax, %ebx") == 10);
  CHECK(cycles("imulq %rax, %rbx") == 10);  // a 64-bit operation stands for a 32-bit one
  CHECK(cycles("mulb %bl") == 11);
  CHECK(cycles("divl %ebx") == 41);
  CHECK(cycles("idivq %rbx") == 46);
  CHECK(cycles("movzbl %al, %ebx") == 3);
  CHECK(cycles("sete %al") == 1);
  CHECK(cycles("ret") == 2);
  CHECK(cycles("cltd") == 2);
  CHECK(cycles("addw %ax, %bx; addl %ecx, %edx") ==
        2);  // the prefix is decoded in U for a cycle, and it pairs
  CHECK(cycles("addl %ecx, %edx; addw %ax, %bx") == 3);
}

TEST_CASE("string instructions") {
  CHECK(cycles("movsl") == 4);
  CHECK(cycles("stosq") == 3);
  CHECK(cycles("lodsb") == 2);
  CHECK(cycles("rep movsq") == 12);
  CHECK(pentium_element_cycles(workshop::assemble("rep movsq")[0]) == 1);
  CHECK(pentium_element_cycles(workshop::assemble("repe cmpsb")[0]) == 4);
}

TEST_CASE("floating point: latency and occupancy") {
  CHECK(cost("addsd %xmm0, %xmm1; addsd %xmm2, %xmm3").issue == Issue{0, 1});
  CHECK(cost("addsd %xmm0, %xmm1; addsd %xmm1, %xmm3").issue == Issue{0, 3});
  CHECK(cost("mulsd %xmm0, %xmm1; mulsd %xmm2, %xmm3").issue == Issue{0, 2});
  CHECK(cost("mulsd %xmm0, %xmm1; addsd %xmm1, %xmm3").issue == Issue{0, 3});
  CHECK(cost("addsd %xmm0, %xmm1; movsd %xmm1, (%rdi)").issue ==
        Issue{0, 4});  // a store wants it a cycle earlier
  CHECK(cost("divsd %xmm0, %xmm1; incl %eax; decl %ecx; addsd %xmm1, %xmm2").issue == Issue{0, 1, 1, 39});
  CHECK(cycles("divss %xmm0, %xmm1") == 19);
  CHECK(cycles("divsd %xmm0, %xmm1") == 39);
  CHECK(cycles("sqrtsd %xmm0, %xmm1") == 70);
  CHECK(cycles("movsd (%rsi), %xmm0") == 1);
  CHECK(cycles("movsd %xmm0, (%rsi)") == 2);
  CHECK(cycles("cvttsd2si %xmm0, %eax") == 6);
}

TEST_CASE("packed arithmetic costs its lanes") {
  CHECK(cycles("addps %xmm0, %xmm1") == 4);
  CHECK(cycles("vaddps %ymm0, %ymm1, %ymm2") == 8);
  CHECK(cycles("divpd %xmm0, %xmm1") == 78);
  CHECK(cycles("paddd %xmm0, %xmm1") == 4);
  CHECK(cycles("movups (%rsi), %xmm0") == 2);
}

TEST_CASE("x87 instructions cost what the manual says") {
  CHECK(cycles("fldl (%rsi)") == 1);
  CHECK(cycles("fldt (%rsi)") == 3);
  CHECK(cycles("fstpl (%rsi)") == 2);
  CHECK(cycles("fdivp %st, %st(1)") == 39);
  CHECK(cycles("fistpl (%rsi)") == 6);
  CHECK(cycles("fsqrt") == 70);
}

TEST_CASE("a loop of one block costs its steady state") {
  // Alone the sum costs 1 and is forgotten; in the loop each round waits for the last one's.
  CHECK(cost("1: addsd %xmm0, %xmm1; decl %ecx; jne 1b").cycles == 2);
  CHECK(cost("1: addsd %xmm0, %xmm1; decl %ecx; jne 1b", true).cycles == 3);
  // The pointer is written in the last cycle of a round: AGI at the next one's load.
  CHECK(cost("1: movl (%rsi), %eax; cmpl %eax, %ebx; addq $4, %rsi; jne 1b", true).cycles == 3);
  CHECK(cost("1: movl (%rsi), %eax; addq $4, %rsi; decl %ecx; jne 1b", true).cycles == 2);
}
