// SPDX-License-Identifier: MIT
// The hooks against what the processor really did: the plain build is single-stepped, the instrumented one
// runs with the stub run time. Instructions must agree to the last one, accesses in order, kind, size and
// address.
#include <fmt/format.h>

#include <fstream>
#include <set>

#include "sim/process/abi.h"
#include "tests/catch.h"
#include "tests/sim/process/rewriter/single_step.h"
#include "tests/sim/process/rewriter/workshop.h"

namespace {

struct Recorded {
  std::uint64_t address, descriptor;
  int kind() const { return static_cast<int>(descriptor & SHRIMP_ACCESS_KIND_MASK); }
  int bytes() const { return descriptor >> SHRIMP_ACCESS_BYTES_SHIFT & SHRIMP_ACCESS_BYTES_MASK; }
};

std::vector<Recorded> read_records(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<Recorded> records;
  for (Recorded r; file.read(reinterpret_cast<char*>(&r), sizeof r);) records.push_back(r);
  return records;
}

long value_of(const std::string& output, const std::string& name) {
  const std::size_t at = output.find(name + " ");
  return at == std::string::npos ? -1 : std::stol(output.substr(at + name.size() + 1));
}

/// The two programs are laid out differently, so an address may differ by the shift of its section, not more.
void compare_accesses(const std::vector<SeenAccess>& seen, const std::vector<Recorded>& recorded) {
  std::set<std::uint64_t> shifts;
  for (std::size_t i = 0; i < std::min(seen.size(), recorded.size()); i++) {
    if (seen[i].kind != recorded[i].kind() || seen[i].bytes != recorded[i].bytes()) {
      FAIL(fmt::format(
          "access {}: the processor made kind {} of {} bytes at {:#x}, the hook said {} of {} at {:#x}", i,
          seen[i].kind, seen[i].bytes, seen[i].address, recorded[i].kind(), recorded[i].bytes(),
          recorded[i].address));
    }
    shifts.insert(recorded[i].address - seen[i].address);
  }
  CHECK(seen.size() == recorded.size());
  CHECK(shifts.size() <= 8);  // stack, heap, text, .rodata, .data, .bss
}

void expect_truth(const std::string& source, const std::string& compiler, const std::string& flags) {
  INFO(fmt::format("{} {} {}", compiler, flags, source));
  const workshop::Build plain = workshop::build(source, compiler, flags, true);
  const workshop::Build hooked = workshop::build(source, compiler, flags, false);
  const std::string record = workshop::folder() + "/record";
  const std::string output =
      workshop::must(fmt::format("STUB_COUNTS=1 STUB_RECORD={} setarch -R {}", record, hooked.program));
  const SeenRun seen = single_step(plain.program, flags.find("-O0") != std::string::npos);
  CHECK(seen.instructions == value_of(output, "instructions"));
  CHECK(value_of(output, "cycles") > 0);
  compare_accesses(seen.accesses, read_records(record));
}

void expect_truth_of_corpus(const std::string& compiler, const std::string& flags,
                            const std::string& suffix) {
  for (const std::string& source : workshop::corpus(suffix))
    if (source.find("globals") ==
        std::string::npos)  // its thread-local calls disappear when linked at a fixed address
      expect_truth(source, compiler, flags);
}

}  // namespace

TEST_CASE("hooks tell the truth: gcc -O0") {
  expect_truth_of_corpus("gcc", "-O0", ".c");
}
TEST_CASE("hooks tell the truth: gcc -O2") {
  expect_truth_of_corpus("gcc", "-O2", ".c");
}
TEST_CASE("hooks tell the truth: gcc -O3 -mavx2") {
  expect_truth_of_corpus("gcc", "-O3 -mavx2", ".c");
}
TEST_CASE("hooks tell the truth: clang -O0") {
  expect_truth_of_corpus("clang", "-O0", ".c");
}
TEST_CASE("hooks tell the truth: clang -O2") {
  expect_truth_of_corpus("clang", "-O2", ".c");
}
TEST_CASE("hooks tell the truth: clang -Os") {
  expect_truth_of_corpus("clang", "-Os", ".c");
}
TEST_CASE("hooks tell the truth: g++ -O2") {
  expect_truth_of_corpus("gcc", "-O2", ".cpp");
}
TEST_CASE("hooks tell the truth: clang++ -O1") {
  expect_truth_of_corpus("clang", "-O1", ".cpp");
}
