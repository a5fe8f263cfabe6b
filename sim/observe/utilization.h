// SPDX-License-Identifier: MIT
// How busy buses were and how full queues, over a run: means over equal stretches of simulated time.
//
// Sums are whole picoseconds, so that a mean is exact. The stretches begin at 1 us and double when there are
// too many, so a run of any length takes the same memory. What lies before the first packet enters a FIFO is
// left out: until then programs set up, and nothing moves between nodes.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "models/common/units.h"
#include "sim/observe/track_feed.h"

namespace shrimp {

class Utilization final : public TrackClient {
 public:
  static constexpr std::size_t most_bins = 240;

  struct Series {
    std::string component;  // "node[0].eisa"
    TrackKind kind = TrackKind::level;
    std::string unit;          // of a level
    std::vector<Wide> sums{};  // of each bin: ps not at rest; of a level, level x ps
    std::uint64_t value = 0;   // at present
    Time since{};              // up to here it is in the sums
  };

  /// Buses and FIFOs, in the order of the machine.
  const std::vector<Series>& series() const { return series_; }
  Time from() const { return from_; }
  Time to() const { return to_; }
  /// Of each bin but perhaps the last, which ends with the run.
  Time bin() const { return bin_; }
  std::size_t bins() const { return series_.empty() ? 0 : series_.front().sums.size(); }
  /// When this bin begins; of bins(), the end of the run.
  Time begin_of(std::size_t bin) const;
  /// Of a bin: the share of time not at rest, or the mean level.
  double mean(const Series& series, std::size_t bin) const;
  /// Of the whole.
  double mean(const Series& series) const;

 private:
  void begins(const std::vector<TrackInfo>& tracks, Time t) override;
  void added(const std::vector<TrackInfo>& tracks, Time) override;
  void changed(std::uint32_t track, const TrackInfo& info, Time t, std::uint64_t value) override;
  void ends(Time t) override;

  void take(const TrackInfo& track, Time t);
  void begin_again(Time t);
  void add(Series& series, Time t);
  void widen();

  static constexpr std::size_t none = ~std::size_t{0};
  std::vector<std::size_t> of_track_;  // index into series_, or none
  std::vector<Series> series_;
  Time from_{}, to_{};
  Time bin_ = Time::from_us(1);
  bool moving_ = false;  // a packet has entered a FIFO
};

}  // namespace shrimp
