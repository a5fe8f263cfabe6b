// SPDX-License-Identifier: MIT
// When the page-out daemon works, and what a page costs on its way between memory and disk.
#pragma once
#include "models/common/parameters.h"

namespace shrimp {

struct PagingParameters {
  std::uint32_t low_water = 0;
  std::uint32_t high_water = 0;
  Time scan_interval;
  Time page_in;
  Time disk_read;
  Time disk_write;

  template <class Visitor>
  void visit(Visitor&& v) {
    const auto frames = range(0U, 1'000'000U);
    const auto time = range(Time::from_us(1), Time::from_us(1'000'000));
    v("low_water", low_water, "free page frames of a node below which the page-out daemon wakes", frames);
    v("high_water", high_water, "free page frames at which it stops", frames);
    v("scan_interval", scan_interval, "until it looks at the pages, and between two looks", time);
    v("page_in", page_in, "the fault on a page that is not in memory: the kernel's work before the disk's",
      time);
    v("disk_read", disk_read, "one page from the node's disk", time);
    v("disk_write", disk_write, "one page to the node's disk", time);
  }
  template <class Report>
  void check(Report&& report) const {
    if (high_water < low_water) report("high_water", "must not be less than os.paging.low_water");
  }
};

}  // namespace shrimp
