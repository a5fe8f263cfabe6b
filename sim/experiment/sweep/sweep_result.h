// SPDX-License-Identifier: MIT
// What one point of a sweep has measured, and the numbers in what a program printed.
#pragma once
#include <string>
#include <vector>

namespace shrimp {

/// One number of a point.
struct SweepValue {
  std::string process;  // the rank that printed it; empty: nobody
  std::string line;     // which of the process's lines with numbers, from 1; empty: not printed
  std::string quantity;
  std::string value;  // as printed
  std::string unit;   // empty: unknown or none
};

using SweepValues = std::vector<SweepValue>;

/// The words KEY=NUMBER of lines that begin with a rank and a tab, by rank and line.
SweepValues printed_values(const std::string& lines);

/// "us" of one_way_us, "MB/s" of mb_per_s, "bytes" of bytes; empty where the key tells none.
std::string unit_of_key(const std::string& key);

/// As a point's file holds them, and back. Throws std::runtime_error if the text is not of that form.
std::string to_json(const SweepValues& values);
SweepValues from_json(const std::string& text);

}  // namespace shrimp
