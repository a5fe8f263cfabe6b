// SPDX-License-Identifier: MIT
#include "sim/os/disk.h"

namespace shrimp {

Disk::Disk(Calendar& calendar, const PagingParameters& costs, DiskClient& client)
    : costs_(costs), client_(client), done_(calendar, this, &Disk::on_done) {}

void Disk::ask(const DiskRequest& request, Time now) {
  requests_.push_back(request);
  if (requests_.size() == 1) begin(now);
}

void Disk::begin(Time now) {
  const Time time = requests_.front().kind == DiskRequest::Kind::write ? costs_.disk_write : costs_.disk_read;
  busy_ += time;
  done_.wake_at(now + time);
}

void Disk::on_done(Time now) {
  const DiskRequest done = requests_.front();
  requests_.pop_front();
  if (!requests_.empty()) begin(now);
  client_.disk_done(done, now);
}

void Disk::report(StatisticsSink& sink) const {
  sink.time("disk_time", busy_, "Time for which the disk read or wrote pages.");
}

}  // namespace shrimp
