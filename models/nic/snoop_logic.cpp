// SPDX-License-Identifier: MIT
#include "models/nic/snoop_logic.h"

#include <algorithm>

namespace shrimp {

SnoopLogic::SnoopLogic(const SnoopLogicParameters& parameters, Calendar& calendar,
                       const OutgoingPageTable& table, SnoopedWriteSink& next)
    : parameters_(parameters),
      table_(table),
      next_(&next),
      due_(calendar, this, &SnoopLogic::on_due) {}

void SnoopLogic::snoop(const BusTransfer& transfer, Time now) {
  if (!transfer.write || transfer.master != BusMaster::processor) return;
  ++writes_seen_;
  const OutgoingMapping& mapping = table_.automatic_update(page_of(transfer.address));
  if (!mapping.enabled) return;
  ++writes_forwarded_;
  Stage stage{ready_at(now), Kind::write, {}, {}};
  stage.write.mapping = mapping;
  stage.write.times = transfer.times;
  stage.write.snooped = now;
  for (std::uint32_t at = 0; at < transfer.bytes; at += SnoopedWrite::widest) {
    stage.write.address = transfer.address + at;
    stage.write.bytes = std::min(transfer.bytes - at, SnoopedWrite::widest);
    std::copy_n(transfer.data + at, stage.write.bytes, stage.write.data.begin());
    enter(stage);
  }
}

void SnoopLogic::flush(std::uint32_t local_page, Time now) {
  Stage stage{ready_at(now), Kind::flush, {}, {}};
  stage.write.address = local_page * page_bytes;
  enter(stage);
}

void SnoopLogic::fence(const Fence& fence, Time now) {
  enter({ready_at(now), Kind::fence, {}, fence});
}

void SnoopLogic::enter(const Stage& stage) {
  pipeline_.push(stage);
  due_.wake_at(pipeline_.front().ready);
}

void SnoopLogic::on_due(Time now) {
  while (!pipeline_.empty() && pipeline_.front().ready <= now) {
    const Stage stage = pipeline_.front();
    pipeline_.pop();
    switch (stage.kind) {
      case Kind::write:
        next_->automatic_update(stage.write, now);
        break;
      case Kind::flush:
        next_->flush(page_of(stage.write.address), now);
        break;
      case Kind::fence:
        next_->fence(stage.fence, now);
        break;
    }
  }
  if (!pipeline_.empty()) due_.wake_at(pipeline_.front().ready);
}

void SnoopLogic::report(StatisticsSink& sink) const {
  sink.count("writes_seen", writes_seen_, "writes", "writes of the processor on the memory bus");
  sink.count("writes_forwarded", writes_forwarded_, "writes",
             "of these, writes to pages mapped for automatic update");
}

}  // namespace shrimp
