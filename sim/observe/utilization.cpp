// SPDX-License-Identifier: MIT
#include "sim/observe/utilization.h"

#include <algorithm>

namespace shrimp {

namespace {

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

bool is_fifo(const TrackInfo& t) {
  return ends_with(t.component, "_fifo") && t.kind == TrackKind::level;
}
bool is_bus(const TrackInfo& t) {
  return t.name == "owner" && (ends_with(t.component, ".xpress") || ends_with(t.component, ".eisa"));
}

}  // namespace

void Utilization::begins(const std::vector<TrackInfo>& tracks, Time t) {
  from_ = t;
  for (const TrackInfo& track : tracks) take(track, t);
}

void Utilization::added(const std::vector<TrackInfo>& tracks, Time t) {
  take(tracks.back(), t);
}

void Utilization::take(const TrackInfo& track, Time t) {
  of_track_.push_back(is_fifo(track) || is_bus(track) ? series_.size() : none);
  if (of_track_.back() == none) return;
  Series s;
  s.component = track.component;
  s.kind = track.kind;
  s.unit = track.unit;
  s.value = track.value;
  s.since = t;
  series_.push_back(std::move(s));
}

void Utilization::changed(std::uint32_t track, const TrackInfo& info, Time t, std::uint64_t value) {
  const std::size_t index = of_track_[track];
  if (index == none) return;
  if (!moving_ && is_fifo(info)) begin_again(t);
  add(series_[index], t);
  series_[index].value = value;
}

void Utilization::begin_again(Time t) {
  moving_ = true;
  from_ = t;
  bin_ = Time::from_us(1);
  for (Series& s : series_) {
    s.sums.clear();
    s.since = t;
  }
}

void Utilization::ends(Time t) {
  to_ = t;
  std::size_t bins = 0;
  for (Series& s : series_) add(s, t);
  for (const Series& s : series_) bins = std::max(bins, s.sums.size());
  for (Series& s : series_) s.sums.resize(bins);
}

/// What it has been since the last change goes into the bins, up to `t`.
void Utilization::add(Series& s, Time t) {
  while ((t - from_).ps > static_cast<std::int64_t>(most_bins) * bin_.ps) widen();
  const std::uint64_t weight = s.kind == TrackKind::level ? s.value : s.value != 0 ? 1 : 0;
  while (s.since < t) {
    const auto bin = static_cast<std::size_t>((s.since - from_).ps / bin_.ps);
    const Time until = min(t, from_ + Time{bin_.ps * static_cast<std::int64_t>(bin + 1)});
    if (s.sums.size() <= bin) s.sums.resize(bin + 1);
    s.sums[bin] += static_cast<Wide>(weight) * (until - s.since).ps;
    s.since = until;
  }
}

void Utilization::widen() {
  bin_ = bin_ + bin_;
  for (Series& s : series_) {
    const std::size_t bins = (s.sums.size() + 1) / 2;
    for (std::size_t i = 0; i < bins; ++i)
      s.sums[i] = s.sums[2 * i] + (2 * i + 1 < s.sums.size() ? s.sums[2 * i + 1] : 0);
    s.sums.resize(bins);
  }
}

Time Utilization::begin_of(std::size_t bin) const {
  return min(to_, from_ + Time{bin_.ps * static_cast<std::int64_t>(bin)});
}

double Utilization::mean(const Series& s, std::size_t bin) const {
  return static_cast<double>(s.sums[bin]) / static_cast<double>((begin_of(bin + 1) - begin_of(bin)).ps);
}

double Utilization::mean(const Series& s) const {
  Wide sum = 0;
  for (const Wide w : s.sums) sum += w;
  return to_ > from_ ? static_cast<double>(sum) / static_cast<double>((to_ - from_).ps) : 0;
}

}  // namespace shrimp
