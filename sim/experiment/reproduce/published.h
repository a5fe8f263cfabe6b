// SPDX-License-Identifier: MIT
// The published numbers of SHRIMP and how each is measured here (REFERENCE, section 8).
//
// Calibration rows may have moved constants; validation rows never have; predictions have no published value.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "sim/experiment/reproduce/laboratory.h"

namespace shrimp {

/// One row of the table that `reproduce` prints.
struct PublishedNumber {
  std::string id;
  std::string quantity;
  std::string unit;
  std::string published;  // as text: a value, a bound or a range; empty for a prediction
  double low = 0;         // the published value, or the range's ends
  double high = 0;
  std::string source;  // paper or document
  std::string tag;     // P, R-h, R-m, R-l, D, A
  std::string set;     // calibration, validation, prediction
  double tolerance_percent = 0;
  std::function<double(Laboratory&)> measure;
  std::string cause = {};         // why the row is missed with the shipped constants, if it is
  bool automatic_update = false;  // it needs a board that snoops

  bool has_single_value() const { return low == high; }
};

const std::vector<PublishedNumber>& published_numbers();

/// Those of the libraries (library_numbers.cpp), which are among them.
std::vector<PublishedNumber> library_numbers();

/// The rows as a section of docs/calibration.md: what is measured how, and the cause of each known miss.
std::string published_section();

}  // namespace shrimp
