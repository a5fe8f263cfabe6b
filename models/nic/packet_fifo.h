// SPDX-License-Identifier: MIT
// What the board's two FIFOs have in common: packets in order, each of which shows at the output some time
// after it entered, and the occupancy in bytes.
#pragma once
#include "models/common/calendar.h"
#include "models/common/packet.h"
#include "models/common/spell.h"
#include "models/common/statistics.h"
#include "models/common/track.h"
#include "models/nic/ring.h"
#include "models/nic/wire.h"

namespace shrimp {

class PacketFifo {
 public:
  /// The packet that can be taken now; nullptr if none.
  Packet* head(Time now) const;
  bool empty() const { return packets_.empty(); }
  std::uint64_t level() const { return static_cast<std::uint64_t>(occupancy_.level()); }
  std::uint64_t packets_in() const { return packets_in_; }
  std::uint64_t packets_out() const { return packets_out_; }
  /// The least delay after which this block's events can show to the processor (Event::set_core_reach).
  void set_core_reach(Time least_delay) { ready_.set_core_reach(least_delay); }
  /// The least delay after which this block's events can show on another node (Event::set_reach).
  void set_reach(Time least_delay) { ready_.set_reach(least_delay); }
  void show(TrackSink& sink);

  Wire packet_ready;  // a packet can be taken
  Wire room;          // a packet was taken

 protected:
  explicit PacketFifo(Calendar& calendar);
  ~PacketFifo() = default;

  /// The packet takes its room now and can be taken from `ready` on.
  void enter(Packet* packet, Time ready, Time now);
  /// The head leaves. The owner calls room() when its own state is right.
  void leave(Time now);
  /// Whether it holds something back for lack of room, from now on.
  void set_full(bool full, Time now) { full_.set(full, now); }
  /// `full_text`: what it means that the FIFO was full.
  void report(StatisticsSink& sink, std::string_view full_text) const;
  const Calendar& calendar() const { return calendar_; }

 private:
  struct Entry {
    Packet* packet;
    Time ready;
  };
  void on_ready(Time now) { packet_ready(now); }

  Calendar& calendar_;
  Ring<Entry> packets_;
  Event ready_;
  Occupancy occupancy_;  // bytes
  LevelTrack level_;
  Spell full_;
  std::uint64_t packets_in_ = 0;
  std::uint64_t packets_out_ = 0;
};

}  // namespace shrimp
