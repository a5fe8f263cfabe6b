// SPDX-License-Identifier: MIT
#include "models/nic/deliberate_update_engine.h"

#include <algorithm>

#include "vmmc_api/udma_status.h"

namespace shrimp {
namespace {

constexpr std::uint32_t entry_of(PhysicalAddress device_proxy) {
  return (device_proxy - device_proxy_base) / page_bytes;
}
constexpr bool is_word_aligned(std::uint32_t n) {
  return n % word_bytes == 0;
}
constexpr bool inside_page(PhysicalAddress a, std::uint32_t bytes) {
  return bytes <= page_bytes - offset_in_page(a);
}

}  // namespace

DeliberateUpdateEngine::DeliberateUpdateEngine(const DeliberateUpdateEngineParameters& parameters,
                                               Calendar& calendar, EisaMasterPort& port,
                                               const OutgoingPageTable& table, Packetizer& packetizer,
                                               OutgoingFifo& fifo)
    : parameters_(parameters),
      calendar_(calendar),
      table_(table),
      packetizer_(packetizer),
      fifo_(fifo),
      chunk_(static_cast<std::uint32_t>(packetizer.parameters().payload_limit.n)),
      buffers_(std::size_t{chunk_} * parameters.chunk_buffers),
      part_times_(parameters.chunk_buffers),
      burst_(calendar, this, &DeliberateUpdateEngine::on_burst),
      handed_(calendar, this, &DeliberateUpdateEngine::on_handed),
      transfer_(port, EisaMasterPort::Engine::deliberate_update, calendar, this,
                &DeliberateUpdateEngine::on_read) {}

void DeliberateUpdateEngine::store(PhysicalAddress proxy, std::int32_t count) {
  if (count < 0) {
    transition(UdmaEvent::inval);
    return;
  }
  if (!transferring()) {
    destination_proxy_ = proxy;
    count_ = static_cast<std::uint32_t>(count);
  }
  transition(UdmaEvent::store);
}

std::uint32_t DeliberateUpdateEngine::load(PhysicalAddress proxy, Time now) {
  const auto remaining = [this] { return remaining_bytes() << VMMC_UDMA_REMAINING_SHIFT; };
  const bool memory = region_of(proxy) == Region::memory_proxy;
  const PhysicalAddress source = proxy - memory_proxy_base;
  if (state_ == UdmaState::idle) return VMMC_UDMA_INITIATION | VMMC_UDMA_INVALID;
  if (transferring()) {
    ++busy_loads_;
    const bool match = memory && matches(source);
    return VMMC_UDMA_INITIATION | VMMC_UDMA_TRANSFERRING | (match ? VMMC_UDMA_MATCH : 0) | remaining();
  }
  const std::uint32_t latched = remaining();
  if (region_of(proxy) == region_of(destination_proxy_)) {
    ++bad_loads_;
    transition(UdmaEvent::bad_load);
    return VMMC_UDMA_INITIATION | VMMC_UDMA_WRONG_SPACE | latched;
  }
  const DeliberateTransfer transfer{source, table_.deliberate_update(entry_of(destination_proxy_)),
                                    offset_in_page(destination_proxy_), count_};
  if (!memory || !is_possible(transfer)) {
    ++device_errors_;
    transition(UdmaEvent::bad_load);
    return VMMC_UDMA_INITIATION | VMMC_UDMA_DEVICE_ERROR | latched;
  }
  transition(UdmaEvent::load);
  begin(transfer, now);
  return VMMC_UDMA_TRANSFERRING | VMMC_UDMA_MATCH | remaining();
}

bool DeliberateUpdateEngine::start(const DeliberateTransfer& transfer, Time now) {
  if (transferring()) return false;
  transition(UdmaEvent::store);
  if (!is_possible(transfer)) {
    ++device_errors_;
    transition(UdmaEvent::bad_load);
    return false;
  }
  transition(UdmaEvent::load);
  begin(transfer, now);
  return true;
}

bool DeliberateUpdateEngine::is_possible(const DeliberateTransfer& t) const {
  const bool aligned = is_word_aligned(t.source) && is_word_aligned(t.offset) && is_word_aligned(t.bytes);
  const bool in_pages = inside_page(t.source, t.bytes) && inside_page(t.offset, t.bytes);
  return t.bytes > 0 && aligned && in_pages && page_of(t.source) < table_.local_pages() &&
         t.destination.enabled;
}

/// A library that sends more than one transfer in a call turns to the next when it has started the last.
void DeliberateUpdateEngine::begin(const DeliberateTransfer& transfer, Time now) {
  current_ = transfer;
  const Time called = reference_.called;
  const bool goes_on = !called.is_never() && times_.reference.called == called;
  times_ = {reference_, goes_on ? times_.started : called, written_, now, {}, {}, {}};
  requested_ = read_ = handed_on_ = 0;
  set_up_burst(now + parameters_.start_latency);
}

std::uint32_t DeliberateUpdateEngine::remaining_bytes() const {
  return transferring() ? current_.bytes - handed_on_ : count_;
}

// A chunk of the transfer, all of the payload limit but the last, and the buffer that it goes through.
std::uint32_t DeliberateUpdateEngine::chunk_at(std::uint32_t position) const {
  return std::min(chunk_, current_.bytes - position);
}

std::uint8_t* DeliberateUpdateEngine::buffer_of(std::uint32_t position) {
  return buffers_.data() + buffer_number(position) * chunk_;
}

/// The next burst is set up while the last one runs, once a buffer is free for it.
void DeliberateUpdateEngine::set_up_burst(Time after) {
  const std::uint32_t buffered = (requested_ - handed_on_ + chunk_ - 1) / chunk_;
  const bool is_set_up = burst_.pending() || burst_ready_;
  if (is_set_up || requested_ == current_.bytes || buffered == parameters_.chunk_buffers) return;
  burst_.wake_at(after + parameters_.chunk_latency);
}

void DeliberateUpdateEngine::on_burst(Time now) {
  burst_ready_ = true;
  if (!transfer_.running()) read_chunk(now);
}

void DeliberateUpdateEngine::read_chunk(Time now) {
  burst_ready_ = false;
  const std::uint32_t bytes = chunk_at(requested_);
  std::uint8_t* buffer = buffer_of(requested_);
  const PhysicalAddress address = current_.source + requested_;
  reading_ = buffer_number(requested_);
  part_times_[reading_] = times_;
  part_times_[reading_].read_requested = now;
  requested_ += bytes;
  transfer_.read(address, buffer, bytes, now);
  set_up_burst(now);
}

void DeliberateUpdateEngine::on_read(Time now) {
  transfer_.finish();
  part_times_[reading_].read_granted = transfer_.granted();
  part_times_[reading_].source_read = now;
  read_ = requested_;
  if (burst_ready_) read_chunk(now);
  hand_on(now);
}

void DeliberateUpdateEngine::room(Time now) {
  if (waiting_for_room_) hand_on(now);
}

void DeliberateUpdateEngine::hand_on(Time now) {
  if (handed_.pending() || handed_on_ == read_) return;
  const std::uint32_t bytes = chunk_at(handed_on_);
  waiting_for_room_ = !fifo_.has_room_below_threshold(packetizer_.parameters().wire_bytes(bytes));
  fifo_.hold_back(waiting_for_room_, now);
  if (waiting_for_room_) {
    ++room_waits_;
    return;
  }
  const bool last = handed_on_ + bytes == current_.bytes;
  packetizer_.deliberate_update(current_.destination, current_.offset + handed_on_, buffer_of(handed_on_),
                                bytes, last, part_times_[buffer_number(handed_on_)], now);
  handed_.wake_at(now + packetizer_.parameters().latency);
}

// The packet is complete in the outgoing FIFO: its buffer is free.
void DeliberateUpdateEngine::on_handed(Time now) {
  handed_on_ += chunk_at(handed_on_);
  if (handed_on_ == current_.bytes) {
    finish(now);
    return;
  }
  set_up_burst(now);
  hand_on(now);
}

void DeliberateUpdateEngine::finish(Time now) {
  ++transfers_;
  bytes_ += current_.bytes;
  transferring_time_ += now - times_.started;
  transition(UdmaEvent::done);
}

void DeliberateUpdateEngine::show(TrackSink& sink) {
  sink.state("state", state_track_, state_, {"idle", "dest-loaded", "transferring"},
             "The state machine of user-level DMA.");
}

void DeliberateUpdateEngine::report(StatisticsSink& sink) const {
  sink.count("transfers", transfers_, "transfers", "deliberate updates completed");
  sink.count("bytes", bytes_, "bytes", "bytes that they sent");
  sink.count("device_errors", device_errors_, "loads", "starts of transfers that the board cannot make");
  sink.count("bad_loads", bad_loads_, "loads", "LOADs from a proxy of the destination's class");
  sink.count("busy_loads", busy_loads_, "loads", "LOADs while a transfer was running");
  sink.count("room_waits", room_waits_, "times", "a chunk had to wait for room in the outgoing FIFO");
  sink.time("transferring", transferring_time_,
            "time from the starting LOAD until the source was handed on, in sum");
}

}  // namespace shrimp
