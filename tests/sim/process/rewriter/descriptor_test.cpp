// SPDX-License-Identifier: MIT
// What a hook tells the simulator: kind, size, lock, floating point and the charged cycles that lie after an
// access; and what the hit filter lets through.
#include <fmt/format.h>

#include <fstream>

#include "sim/process/abi.h"
#include "tests/catch.h"
#include "tests/sim/process/rewriter/workshop.h"

namespace {

struct Recorded {
  std::uint64_t address, descriptor;
};

std::string build_kernel(const std::string& body) {
  const std::string source = workshop::write("kernel.s", ".text\n.globl kernel\nkernel:\n" + body +
                                                             "\n.data\n.balign 32\ndata: .zero 96\n"
                                                             ".section .note.GNU-stack,\"\",@progbits\n");
  return workshop::build(source, "gcc", "", false).program;
}

std::vector<std::uint64_t> descriptors(const std::string& body) {
  const std::string record = workshop::folder() + "/record";
  workshop::must(fmt::format("STUB_RECORD={} {}", record, build_kernel(body)));
  std::ifstream file(record, std::ios::binary);
  std::vector<std::uint64_t> result;
  for (Recorded r; file.read(reinterpret_cast<char*>(&r), sizeof r);) result.push_back(r.descriptor);
  return result;
}

constexpr std::uint64_t descriptor(int kind, int bytes, int after, int marks = 0) {
  return kind | marks | bytes << SHRIMP_ACCESS_BYTES_SHIFT | after << SHRIMP_ACCESS_AFTER_SHIFT;
}

constexpr int load = SHRIMP_ACCESS_LOAD, store = SHRIMP_ACCESS_STORE, update = SHRIMP_ACCESS_UPDATE;
using List = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("cycles after an access are those of its block from its start on") {
  // movl in cycle 0, addl paired with the store in 1, ret 2 and 3.
  CHECK(descriptors(" movl data(%rip), %eax\n addl $1, %ecx\n movl %eax, data(%rip)\n ret\n") ==
        List{descriptor(load, 4, 4), descriptor(store, 4, 3), descriptor(load, 8, 2)});
}

TEST_CASE("kinds, sizes and marks") {
  CHECK(descriptors(" incb data(%rip)\n ret\n") == List{descriptor(update, 1, 5), descriptor(load, 8, 2)});
  CHECK(descriptors(" lock; incl data(%rip)\n ret\n") ==
        List{descriptor(update, 4, 6, SHRIMP_ACCESS_LOCKED), descriptor(load, 8, 2)});
  CHECK(descriptors(" movsd data(%rip), %xmm0\n ret\n") ==
        List{descriptor(load, 8, 3, SHRIMP_ACCESS_FLOATING), descriptor(load, 8, 2)});
  CHECK(
      descriptors(" pushq data(%rip)\n popq %rax\n ret\n") ==
      List{descriptor(load, 8, 5), descriptor(store, 8, 5), descriptor(load, 8, 3), descriptor(load, 8, 2)});
}

TEST_CASE("elements of a string instruction are charged one by one") {
  // The start of the repetition is over before the first; what follows is a block of its own.
  CHECK(
      descriptors(" leaq data(%rip), %rsi\n leaq data+32(%rip), %rdi\n movl $2, %ecx\n rep movsl\n ret\n") ==
      List{descriptor(load, 4, 1), descriptor(store, 4, 1), descriptor(load, 4, 1), descriptor(store, 4, 1),
           descriptor(load, 8, 2)});
}

TEST_CASE("charges add up") {
  const std::string output =
      workshop::must("STUB_COUNTS=1 " + build_kernel(" movl $10, %ecx\n1: decl %ecx\n jne 1b\n ret\n"));
  CHECK_THAT(output, Catch::Contains("instructions 22\n") && Catch::Contains("cycles 13\n"));
}

TEST_CASE("hits stay inline; other lines, crossings, first stores and locks do not") {
  const std::string body =
      " movl data(%rip), %eax\n movl data+4(%rip), %eax\n"      // slow, hit
      " movl $1, data(%rip)\n movl $2, data+8(%rip)\n"          // slow: not yet for stores; hit
      " incl data(%rip)\n"                                      // hit: an update is a store
      " movq data+28(%rip), %rax\n movq data+28(%rip), %rax\n"  // over two lines: slow, slow
      " movb data+31(%rip), %al\n"                              // hit
      " movl data+32(%rip), %eax\n"                             // slow
      " lock; incl data(%rip)\n lock; incl data(%rip)\n"        // slow, slow
      " ret\n";                                                 // slow
  const std::string output = workshop::must("STUB_HITS=1 STUB_COUNTS=1 " + build_kernel(body));
  CHECK_THAT(output, Catch::Contains("accesses 8\n"));
}
