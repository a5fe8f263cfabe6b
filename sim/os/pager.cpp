// SPDX-License-Identifier: MIT
#include "sim/os/pager.h"

#include <algorithm>

#include "sim/os/address_space.h"

namespace shrimp {

Pager::Pager(Node& node, const PagingParameters& costs, FrameAllocator& frames, PagerClient& client)
    : node_(node),
      costs_(costs),
      frames_(frames),
      client_(client),
      disk_(node.calendar(), costs, *this),
      scan_(node.calendar(), this, &Pager::on_scan),
      departed_(node.calendar(), this, &Pager::on_departed) {}

void Pager::watch(Time t) {
  if (frames_.available() < costs_.low_water) scan_.wake_at(t + costs_.scan_interval);
}

void Pager::bring_in(AddressSpace& space, Time now) {
  const std::vector<PageTable::VirtualPage> pages = space.take_missing();
  faults_.push_back({&space, pages.size()});
  for (const PageTable::VirtualPage page : pages) waiting_.push_back({&space, page});
  grant_frames(now);
  if (waiting_.empty()) return;
  ++frame_waits_;
  scan_.wake_at(now);
}

/// Frames go to those who wait, in order; what was in memory before comes from the disk.
void Pager::grant_frames(Time now) {
  while (!waiting_.empty()) {
    const FrameOwner page = waiting_.front();
    const auto frame = frames_.take(*page.space, page.page);
    if (!frame) return;
    waiting_.pop_front();
    const PageTableEntry* entry = page.space->pages().find(page.page);
    if (entry && entry->on_disk) {
      frames_.pin(*frame);  // by the disk
      disk_.ask({DiskRequest::Kind::read, page, *frame}, now);
    } else {
      page_is_in(page, *frame, now);
    }
  }
  watch(now);
}

void Pager::disk_done(const DiskRequest& r, Time now) {
  frames_.unpin(r.frame);
  if (r.kind == DiskRequest::Kind::write) {
    --writing_;
  } else if (r.page.space) {
    ++page_ins_;
    page_is_in(r.page, r.frame, now);
  }
  grant_frames(now);
}

void Pager::page_is_in(const FrameOwner& page, std::uint32_t frame, Time now) {
  page.space->bring_in(page.page, frame);
  one_less_missing(*page.space, now);
}

void Pager::one_less_missing(AddressSpace& space, Time now) {
  const auto fault =
      std::find_if(faults_.begin(), faults_.end(), [&](const Fault& f) { return f.space == &space; });
  if (--fault->missing > 0) return;
  faults_.erase(fault);
  client_.pages_are_in(space, now);
}

/// What the process needs at one time is more than can be had: it is told so.
void Pager::refuse(AddressSpace& space, Time now) {
  space.refuse_frames();
  const auto is_its = [&](const FrameOwner& w) { return w.space == &space; };
  auto pages = std::count_if(waiting_.begin(), waiting_.end(), is_its);
  waiting_.erase(std::remove_if(waiting_.begin(), waiting_.end(), is_its), waiting_.end());
  for (; pages > 0; --pages) one_less_missing(space, now);
}

bool Pager::is_short() const {
  return frames_.available() + writing_ < costs_.high_water + waiting_.size();
}

/// One round, so that pages have the time until the next one to be used again; a second one at once if
/// somebody waits.
void Pager::on_scan(Time now) {
  node_.calendar().check_core_limit();
  bool hope = false;
  std::uint32_t looks = waiting_.empty() ? frames_.total() : 2 * frames_.total();
  for (; looks > 0 && is_short(); --looks) {
    hope |= look_at(hand_, now);
    hand_ = (hand_ + 1) % frames_.total();
  }
  grant_frames(now);
  if (!waiting_.empty() && !hope) refuse(*waiting_.front().space, now);
  if (is_short()) scan_.wake_at(now + costs_.scan_interval);
}

/// Takes the page out that is in the frame, if it may and should leave. True if the frame may be free now or
/// later.
bool Pager::look_at(std::uint32_t frame, Time now) {
  const FrameOwner owner = frames_.owner(frame);
  if (!owner.space) return true;  // free, being written, or in quarantine
  const PageTableEntry& entry = *owner.space->pages().find(owner.page);
  if (!entry.present) return true;  // being read
  if (frames_.pins(frame) > 0) return false;
  if (entry.held) return !waits_for_frame(*owner.space);
  if (!is_in_use(frame) && !clear_accessed(owner)) take_out(frame, now);
  return true;
}

bool Pager::is_in_use(std::uint32_t frame) const {
  return node_.nic().transfer_uses(frame) || node_.pentium().uses(frame) || client_.refers_to(frame);
}

bool Pager::waits_for_frame(const AddressSpace& space) const {
  return std::any_of(waiting_.begin(), waiting_.end(),
                     [&](const FrameOwner& w) { return w.space == &space; });
}

/// True if the page, or a proxy of it, was used since the last round. The TLB forgets it, so that its next
/// use is seen.
bool Pager::clear_accessed(const FrameOwner& owner) {
  bool accessed = false;
  owner.space->with_proxies(owner.page, [&](PageTable::VirtualPage, PageTableEntry& entry) {
    accessed |= entry.accessed;
    entry.accessed = false;
  });
  if (!accessed) return false;
  ++second_chances_;
  forget_translations(owner);
  return true;
}

void Pager::forget_translations(const FrameOwner& owner) {
  owner.space->with_proxies(owner.page, [&](PageTable::VirtualPage page, PageTableEntry&) {
    node_.pentium().forget_translation(owner.space->address_of(page) / page_bytes);
  });
}

void Pager::take_out(std::uint32_t frame, Time now) {
  const FrameOwner owner = frames_.owner(frame);
  const bool dirty = owner.space->pages().find(owner.page)->dirty;
  node_.nic().invalidate_initiation();
  forget_translations(owner);
  if (dirty) frames_.pin(frame);  // until it has been written
  owner.space->take_out(owner.page);
  forget_frame(frame);
  (dirty ? page_outs_ : pages_dropped_) += 1;
  if (!dirty) return;
  ++writing_;
  disk_.ask({DiskRequest::Kind::write, owner, frame}, now);
}

/// What the caches and the board know of the page that was in the frame.
void Pager::forget_frame(std::uint32_t frame) {
  node_.pentium().forget_page(frame);
  node_.nic().set_pairing(frame, {});
}

void Pager::release(AddressSpace& space, Time now) {
  const auto is_its = [&](const auto& w) { return w.space == &space; };
  waiting_.erase(std::remove_if(waiting_.begin(), waiting_.end(), is_its), waiting_.end());
  faults_.erase(std::remove_if(faults_.begin(), faults_.end(), is_its), faults_.end());
  disk_.forget(space, [this](const DiskRequest& r) {
    frames_.unpin(r.frame);
    writing_ -= r.kind == DiskRequest::Kind::write;
  });
  for (std::uint32_t frame = 0; frame < frames_.total(); ++frame) {
    if (frames_.owner(frame).space != &space) continue;
    forget_frame(frame);
    if (!is_in_use(frame)) continue;
    frames_.pin(frame);
    departing_.push_back(frame);
  }
  space.release();
  if (!departing_.empty()) departed_.wake_at(now + costs_.scan_interval);
  grant_frames(now);
}

/// I4 beyond the process's end: a transfer may still read what the process sent last.
void Pager::on_departed(Time now) {
  const auto rest = std::stable_partition(departing_.begin(), departing_.end(),
                                          [this](std::uint32_t frame) { return is_in_use(frame); });
  std::for_each(rest, departing_.end(), [this](std::uint32_t frame) { frames_.unpin(frame); });
  departing_.erase(rest, departing_.end());
  if (!departing_.empty()) departed_.wake_at(now + costs_.scan_interval);
  grant_frames(now);
}

void Pager::report(StatisticsSink& sink) const {
  sink.count("page_ins", page_ins_, "pages", "Pages read from the disk.");
  sink.count("page_outs", page_outs_, "pages", "Dirty pages taken out of memory, by way of the disk.");
  sink.count("pages_dropped", pages_dropped_, "pages", "Clean pages taken out of memory.");
  sink.count("second_chances", second_chances_, "pages",
             "Pages that the page-out daemon left because they had been used since it last looked.");
  sink.count("frame_waits", frame_waits_, "waits", "Times a process waited because no frame was free.");
  disk_.report(sink);
}

}  // namespace shrimp
