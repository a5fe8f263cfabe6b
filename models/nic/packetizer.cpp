// SPDX-License-Identifier: MIT
#include "models/nic/packetizer.h"

#include <algorithm>
#include <cstring>

#include "models/nic/packet_crc.h"

namespace shrimp {

Packetizer::Packetizer(const PacketizerParameters& parameters, Calendar& calendar, PacketPool& pool,
                       OutgoingFifo& fifo, MeshCoordinates here)
    : parameters_(parameters),
      pool_(pool),
      fifo_(fifo),
      here_(here),
      timer_(calendar, this, &Packetizer::on_timer) {}

bool Packetizer::continues(const SnoopedWrite& write) const {
  return open_ && write.address == next_address_ && write.mapping.mode != UpdateMode::single_write;
}

void Packetizer::automatic_update(const SnoopedWrite& write, Time now) {
  if (open_ && !continues(write)) close(Cause::not_consecutive, now);
  if (open_ && open_->length + write.bytes > parameters_.payload_limit.n) close(Cause::size_limit, now);
  if (!open_) open(write, now);
  append(write, now);
  if (mode_ == UpdateMode::single_write)
    close(Cause::single, now);
  else if (offset_in_page(next_address_) == 0)
    close(Cause::page_end, now);
  else if (open_->length == parameters_.payload_limit.n)
    close(Cause::size_limit, now);
  else if (mode_ == UpdateMode::timer_write)
    timer_.reschedule(now + parameters_.timer);
  level_.set(now, combined_bytes());
}

/// The packet's life begins with its first store.
void Packetizer::open(const SnoopedWrite& write, Time now) {
  open_ = begin(write.mapping, offset_in_page(write.address), now);
  open_->notify = write.mapping.notify;
  mode_ = write.mapping.mode;
  next_address_ = write.address;
  if (!open_->milestones) return;
  write.times.pass_to(*open_->milestones);
  open_->pass(Milestone::snooped, write.snooped);
  open_->pass(Milestone::looked_up, now);
}

void Packetizer::append(const SnoopedWrite& write, Time) {
  std::copy_n(write.data.begin(), write.bytes, open_->payload.begin() + open_->length);
  open_->length = static_cast<std::uint16_t>(open_->length + write.bytes);
  next_address_ = write.address + write.bytes;
}

void Packetizer::close(Cause cause, Time now) {
  timer_.cancel();
  Packet* packet = open_;
  open_ = nullptr;
  send(packet, cause, now);
}

void Packetizer::flush(std::uint32_t local_page, Time now) {
  if (!open_ || combining_page() != local_page) return;
  close(Cause::flush, now);
  level_.set(now, 0);
}

void Packetizer::fence(const Fence& fence, Time now) {
  if (open_) close(Cause::flush, now);
  level_.set(now, 0);
  OutgoingMapping mapping;
  mapping.destination = fence.destination;
  mapping.destination_page = page_of(fence.address);
  Packet* packet = begin(mapping, offset_in_page(fence.address), now);
  packet->notify = true;
  packet->length = word_bytes;
  std::memcpy(packet->payload.data(), &fence.word, word_bytes);
  send(packet, Cause::fence, now);
}

void Packetizer::on_timer(Time now) {
  if (!open_) return;
  close(Cause::timer, now);
  level_.set(now, 0);
}

void Packetizer::deliberate_update(const OutgoingMapping& mapping, std::uint32_t offset,
                                   const std::uint8_t* data, std::uint32_t bytes, bool last,
                                   const TransferTimes& times, Time now) {
  Packet* packet = begin(mapping, offset, now);
  if (packet->milestones) times.pass_to(*packet->milestones);
  packet->deliberate = true;
  packet->last = last;
  packet->notify = last && mapping.notify;
  packet->length = static_cast<std::uint16_t>(bytes);
  std::copy_n(data, bytes, packet->payload.begin());
  send(packet, Cause::deliberate, now);
}

Packet* Packetizer::begin(const OutgoingMapping& mapping, std::uint32_t offset, Time now) {
  Packet* p = pool_.take();
  p->destination = mapping.destination;
  p->source = here_;
  p->route_dx = static_cast<std::int16_t>(mapping.destination.x - here_.x);
  p->route_dy = static_cast<std::int16_t>(mapping.destination.y - here_.y);
  p->address = mapping.destination_page * page_bytes + offset;
  p->length = 0;
  p->notify = false;
  p->deliberate = false;
  p->last = false;
  p->created = now;
  return p;
}

void Packetizer::send(Packet* packet, Cause cause, Time now) {
  packet->number = packets_++;
  packet->wire_bytes = parameters_.wire_bytes(packet->length);
  packet->crc = packet_crc(*packet);
  payload_bytes_ += packet->length;
  ++closed_[static_cast<std::size_t>(cause)];
  packet->pass(Milestone::packet_closed, now);
  fifo_.push(packet, now + parameters_.latency, now);
}

void Packetizer::show(TrackSink& sink) {
  sink.level("combining", level_, combined_bytes(), "bytes", "Payload of the packet that is being combined.");
}

void Packetizer::report(StatisticsSink& sink) const {
  static constexpr std::array<const char*, cause_count> names{
      "single", "not_consecutive", "page_end", "size_limit", "timer", "flush", "deliberate", "fence"};
  static constexpr std::array<const char*, cause_count> texts{
      "packets of one write (single-write mode)",
      "packets closed by a write that did not continue them",
      "packets closed at the end of their page",
      "packets closed at the payload limit",
      "packets closed by the combining timer",
      "packets closed because their mapping ended or a fence follows",
      "packets of deliberate updates",
      "words that the kernel sent behind all others"};
  sink.count("packets", packets_, "packets", "packets made");
  sink.level("combining", open_ ? open_->length : 0, "bytes", "payload of the packet still being combined");
  sink.count("payload", payload_bytes_, "bytes", "payload of these packets");
  for (std::size_t i = 0; i < cause_count; ++i) sink.count(names[i], closed_[i], "packets", texts[i]);
}

}  // namespace shrimp
