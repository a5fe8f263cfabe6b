// SPDX-License-Identifier: MIT
// Assembler programs that keep what a hook could spoil: status flags over accesses, all registers, the red
// zone.
#include <fmt/format.h>

#include "tests/catch.h"
#include "tests/sim/process/rewriter/workshop.h"

namespace {

/// kernel() in assembler must return 1 with every state of the hit filter.
void expect_one(const std::string& name, const std::string& body) {
  const std::string source = workshop::write(
      name + ".s", ".text\n.globl kernel\nkernel:\n" + body + "\n.section .note.GNU-stack,\"\",@progbits\n");
  const std::string program = workshop::build(source, "gcc", "", false).program;
  for (const char* settings : {"", "STUB_HITS=1 ", "STUB_SLICE=1 ", "STUB_HITS=1 STUB_SLICE=5 "}) {
    INFO(settings << name);
    CHECK(workshop::must(settings + program) == "result 1\n");
  }
}

}  // namespace

TEST_CASE("flags live over loads and stores") {
  // Each of the six flags, set and clear, must survive; pushfq tells.
  std::string body = " pushq %rbx\n subq $32, %rsp\n movl $1, %eax\n";
  for (const int flags : {0x8d5, 0x0, 0x801, 0x44, 0x90, 0x880, 0x11})
    body += fmt::format(
        " pushq ${}\n popfq\n movq %rcx, 8(%rsp)\n movq 8(%rsp), %rdx\n movb (%rsp), %bl\n pushfq\n popq "
        "%rcx\n"
        " andl $0x8d5, %ecx\n cmpl ${}, %ecx\n jne bad\n",
        flags, flags);
  expect_one("flags", body + "out: addq $32, %rsp\n popq %rbx\n ret\nbad: xorl %eax, %eax\n jmp out\n");
}

TEST_CASE("all registers live over accesses") {
  std::string load, check;
  const char* registers[] = {"rax", "rcx", "rdx", "rbx", "rbp", "rsi", "rdi", "r8",
                             "r9",  "r10", "r11", "r12", "r13", "r14", "r15"};
  int n = 100;
  for (const char* r : registers) {
    load += fmt::format(" movq ${}, %{}\n", n, r);
    check += fmt::format(" cmpq ${}, %{}\n jne bad\n", n++, r);
  }
  const std::string saves =
      " pushq %rbx\n pushq %rbp\n pushq %r12\n pushq %r13\n pushq %r14\n pushq %r15\n subq $24, %rsp\n";
  const std::string restores =
      "out: addq $24, %rsp\n popq %r15\n popq %r14\n popq %r13\n popq %r12\n popq %rbp\n popq %rbx\n ret\n";
  const std::string access =
      " stc\n movq %r15, (%rsp)\n movq (%rsp), %r15\n lock; addq $0, (%rsp)\n stc\n lock incl 8(%rsp)\n jnc "
      "bad\n";
  expect_one("registers", saves + load + access + check + " movl $1, %eax\n" + restores +
                              "bad: xorl %eax, %eax\n jmp out\n");
}

TEST_CASE("the red zone stays intact") {
  std::string body;
  for (int i = 1; i <= 16; i++) body += fmt::format(" movq ${}, -{}(%rsp)\n", 1000 + i, 8 * i);
  body += " movl $1, %eax\n movl value(%rip), %ecx\n lock incl value(%rip)\n";
  for (int i = 1; i <= 16; i++) body += fmt::format(" cmpq ${}, -{}(%rsp)\n jne bad\n", 1000 + i, 8 * i);
  expect_one("redzone", body + " ret\nbad: xorl %eax, %eax\n ret\n.data\nvalue: .long 7\n");
}

TEST_CASE("string loops keep flags and registers") {
  expect_one(
      "strings",
      " leaq from(%rip), %rsi\n leaq to(%rip), %rdi\n movl $10, %ecx\n xorl %eax, %eax\n stc\n rep movsb\n"
      " jnc bad\n jrcxz 1f\n jmp bad\n1: movl $0, %ecx\n cmpl $5, %ecx\n repe cmpsb\n je bad\n"  // no
                                                                                                 // element:
                                                                                                 // flags stay
      " leaq from(%rip), %rsi\n leaq to(%rip), %rdi\n movl $12, %ecx\n repe cmpsb\n je bad\n cmpl $1, %ecx\n "
      "jne bad\n"
      " leaq from(%rip), %rdi\n movb $'d', %al\n movl $30, %ecx\n repne scasb\n jne bad\n cmpl $26, %ecx\n "
      "jne bad\n"
      " std\n leaq to+9(%rip), %rdi\n movb $'z', %al\n movl $3, %ecx\n rep stosb\n cld\n cmpb $'z', "
      "to+7(%rip)\n jne bad\n"
      " cmpb $'g', to+6(%rip)\n jne bad\n movl $4, %ecx\n xorl %eax, %eax\n2: incl %eax\n cmpl $9, %eax\n "
      "loopne 2b\n"
      " cmpl $4, %eax\n jne bad\n movl $1, %eax\n ret\nbad: xorl %eax, %eax\n ret\n"
      ".data\nfrom: .ascii \"abcdefghijklm\"\nto: .zero 20\n");
}

TEST_CASE("stack instructions of every form") {
  expect_one(
      "stack",
      " pushq %rbp\n movq %rsp, %rbp\n subq $64, %rsp\n movq $77, 16(%rsp)\n pushq 16(%rsp)\n popq 24(%rsp)\n"
      " cmpq $77, 24(%rsp)\n jne bad\n pushw $5\n popw %ax\n cmpw $5, %ax\n jne bad\n leaq inner(%rip), "
      "%rax\n movq %rax, 8(%rsp)\n"
      " call *8(%rsp)\n cmpl $9, %eax\n jne bad\n xorl %ecx, %ecx\n pushq $3\n call drops\n cmpl $3, %eax\n "
      "jne bad\n"
      " rdtsc\n cmpl $0x12345678, %eax\n jne bad\n cmpl $1, %edx\n jne bad\n"
      " movl $1, %eax\nout: leave\n ret\nbad: xorl %eax, %eax\n jmp out\n"
      "inner: movl $9, %eax\n rep ret\ndrops: movl 8(%rsp), %eax\n ret $8\n");
}
