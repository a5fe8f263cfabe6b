// SPDX-License-Identifier: MIT
#include "sim/machine/content_hash.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cstring>
#include <fstream>
#include <iterator>

namespace shrimp {
namespace {

constexpr std::uint64_t multiplier_a = 0x100000001b3, multiplier_b = 0xff51afd7ed558ccd;

}  // namespace

void ContentHash::add(std::string_view text) {
  const auto fold = [this](std::uint64_t word) {
    a_ = (a_ ^ word) * multiplier_a;
    a_ ^= a_ >> 29;
    b_ = (b_ + word) * multiplier_b;
    b_ ^= b_ >> 33;
  };
  fold(text.size());
  std::size_t i = 0;
  for (std::uint64_t word; i + sizeof word <= text.size(); i += sizeof word) {
    std::memcpy(&word, text.data() + i, sizeof word);
    fold(word);
  }
  std::uint64_t rest = 0;
  std::memcpy(&rest, text.data() + i, text.size() - i);
  fold(rest);
}

bool ContentHash::add_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  const std::string contents{std::istreambuf_iterator<char>(file), {}};
  add(contents);
  return !file.bad();
}

void ContentHash::add_identity(const std::string& path) {
  add(path);
  struct stat s {};
  if (::stat(path.c_str(), &s) != 0) return;
  add(fmt::format("{} {} {}", s.st_size, s.st_mtim.tv_sec, s.st_mtim.tv_nsec));
}

std::string ContentHash::text() const {
  return fmt::format("{:016x}{:016x}", a_, b_);
}

}  // namespace shrimp
