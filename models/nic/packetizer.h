// SPDX-License-Identifier: MIT
// Packetizer (ISCA'94, section 4): turns snooped writes and chunks of deliberate updates into packets.
//
// Three modes of automatic update (SBL_AUWriteType): single-write makes each write a packet; block-write
// merges consecutive increasing addresses of one page; timer-write also closes the packet when no write was
// merged for a period. A combined packet closes on a write that does not continue it, at the page's end, at
// the payload limit, on flush(), and (timer-write) on the timer; without a timer it stays until a later
// write. There is one combining buffer [A]. Every automatic-update write closes what it does not continue, so
// AU packets keep their order. Deliberate updates pass by the buffer and never mix with it (AU and DU have no
// mutual order).
#pragma once
#include "models/common/parameters.h"
#include "models/common/track.h"
#include "models/nic/network_interface.h"
#include "models/nic/outgoing_fifo.h"
#include "models/nic/snooped_write.h"

namespace shrimp {

struct PacketizerParameters {
  Bytes header;
  Bytes trailer;
  Bytes payload_limit;
  Time latency;
  Time timer;
  bool snooping = true;  // the board combines snooped writes; set by NicParameters

  template <class Visitor>
  void visit(Visitor&& v) {
    v("header", header, "displacements, coordinates, address, flags and length on the wire",
      range(Bytes{1}, Bytes{64}));
    v("trailer", trailer, "CRC on the wire", range(Bytes{0}, Bytes{64}));
    v("payload_limit", payload_limit, "largest payload of a packet",
      range(Bytes{8}, Bytes{Packet::payload_capacity}));
    v("latency", latency, "closing a packet until header, payload and CRC are in the outgoing FIFO",
      range(Time{}, Time::from_us(10)));
    if (snooping)
      v("timer", timer, "timer-write mode: last merged write until the packet is closed",
        range(Time::from_ns(1), Time::from_us(1000)));
  }
  template <class Report>
  void check(Report&& report) const {
    if (payload_limit.n % word_bytes != 0) report("payload_limit", "must be a whole number of 4-byte words");
  }
  std::uint32_t wire_bytes(std::uint32_t payload) const {
    return static_cast<std::uint32_t>(header.n + trailer.n) + payload;
  }
  std::uint32_t largest_packet() const { return wire_bytes(static_cast<std::uint32_t>(payload_limit.n)); }
};

class Packetizer final : public SnoopedWriteSink {
 public:
  Packetizer(const PacketizerParameters& parameters, Calendar& calendar, PacketPool& pool, OutgoingFifo& fifo,
             MeshCoordinates here);

  void automatic_update(const SnoopedWrite& write, Time now) override;
  /// One packet of a deliberate update; `bytes` <= payload limit, inside one destination page.
  void deliberate_update(const OutgoingMapping& mapping, std::uint32_t offset, const std::uint8_t* data,
                         std::uint32_t bytes, bool last, const TransferTimes& times, Time now);
  void flush(std::uint32_t local_page, Time now) override;
  void fence(const Fence& fence, Time now) override;

  /// The least delay after which this block's events can show to the processor (Event::set_core_reach).
  void set_core_reach(Time least_delay) { timer_.set_core_reach(least_delay); }
  /// The least delay after which this block's events can show on another node (Event::set_reach).
  void set_reach(Time least_delay) { timer_.set_reach(least_delay); }
  const PacketizerParameters& parameters() const { return parameters_; }
  bool combining() const { return open_ != nullptr; }
  /// The page being combined; meaningful only while combining().
  std::uint32_t combining_page() const { return page_of(next_address_ - 1); }
  std::uint32_t combined_bytes() const { return open_ ? open_->length : 0; }
  bool waits_for_later_write() const { return open_ && !timer_.pending(); }
  std::uint64_t packets() const { return packets_; }
  std::uint64_t payload_bytes() const { return payload_bytes_; }
  void report(StatisticsSink& sink) const;
  void show(TrackSink& sink);

 private:
  enum class Cause : std::uint8_t {
    single,
    not_consecutive,
    page_end,
    size_limit,
    timer,
    flush,
    deliberate,
    fence
  };
  static constexpr std::size_t cause_count = 8;

  bool continues(const SnoopedWrite& write) const;
  void open(const SnoopedWrite& write, Time now);
  void append(const SnoopedWrite& write, Time now);
  void close(Cause cause, Time now);
  void send(Packet* packet, Cause cause, Time now);
  Packet* begin(const OutgoingMapping& mapping, std::uint32_t offset, Time now);
  void on_timer(Time now);

  PacketizerParameters parameters_;
  PacketPool& pool_;
  OutgoingFifo& fifo_;
  MeshCoordinates here_;
  Packet* open_ = nullptr;  // the combining buffer
  UpdateMode mode_ = UpdateMode::single_write;
  PhysicalAddress next_address_ = 0;  // local address that continues the combined packet
  Event timer_;
  LevelTrack level_;  // of the combining buffer

  std::uint64_t packets_ = 0;
  std::uint64_t payload_bytes_ = 0;
  std::array<std::uint64_t, cause_count> closed_{};
};

}  // namespace shrimp
