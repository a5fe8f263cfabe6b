// SPDX-License-Identifier: MIT
// The disk of a node, as the page-out daemon uses it: one page at a time, in the order asked for.
//
// Idealized: every page takes the same time (no seeks that are shorter than others), and the pages' way over
// EISA takes no time of that bus. No data move: they stay in the process's host page.
#pragma once
#include <deque>

#include "models/common/calendar.h"
#include "models/common/statistics.h"
#include "sim/os/frame_allocator.h"
#include "sim/os/paging_parameters.h"

namespace shrimp {

/// One page on its way.
struct DiskRequest {
  enum class Kind : std::uint8_t { read, write } kind;
  FrameOwner page;  // no space: its process has ended
  std::uint32_t frame;
};

/// Told when its page has been read or written.
class DiskClient {
 public:
  virtual void disk_done(const DiskRequest& request, Time now) = 0;

 protected:
  ~DiskClient() = default;
};

class Disk {
 public:
  Disk(Calendar& calendar, const PagingParameters& costs, DiskClient& client);

  void ask(const DiskRequest& request, Time now);
  bool is_idle() const { return requests_.empty(); }
  /// The process with this address space has ended: its requests go, each after `visit(request)`; the one
  /// under way is ended without it.
  template <class Visit>
  void forget(const AddressSpace& space, Visit&& visit);

  void report(StatisticsSink& sink) const;

 private:
  void begin(Time now);
  void on_done(Time now);

  const PagingParameters& costs_;
  DiskClient& client_;
  std::deque<DiskRequest> requests_;  // the first is under way
  Time busy_{};
  Event done_;
};

template <class Visit>
void Disk::forget(const AddressSpace& space, Visit&& visit) {
  std::deque<DiskRequest> rest;
  for (DiskRequest& r : requests_) {
    const bool is_under_way = rest.empty();
    if (r.page.space != &space) {
      rest.push_back(r);
    } else if (is_under_way) {
      rest.push_back(r);
      rest.back().page = {};
    } else {
      visit(r);
    }
  }
  requests_.swap(rest);
}

}  // namespace shrimp
