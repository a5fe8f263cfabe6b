// SPDX-License-Identifier: MIT
// Tracks of machines on which programs run: what they show over time is what the statistics count.
#include "sim/observe/track_feed.h"

#include <map>

#include "sim/experiment/run/simulation.h"
#include "sim/machine/machine_configuration.h"
#include "sim/observe/message_log.h"
#include "sim/observe/statistics_collector.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

/// Sums up each track: for each value how long, and the greatest.
class Summary final : public TrackClient {
 public:
  struct Track {
    std::uint64_t value = 0;
    std::uint64_t greatest = 0;
    Time since{};
    std::map<std::string, Time> times;  // of states and numbers
    std::uint64_t changes = 0;
  };

  void begins(const std::vector<TrackInfo>& infos, Time t) override {
    from = last = t;
    for (const TrackInfo& info : infos) start(info, t);
  }
  void added(const std::vector<TrackInfo>& infos, Time t) override { start(infos.back(), t); }
  void changed(std::uint32_t number, const TrackInfo& info, Time t, std::uint64_t value) override {
    in_order = in_order && t >= last;
    last = t;
    Track& track = tracks.at(names.at(number));
    wrong += info.full_name() != names[number] || info.value != track.value || value == track.value;
    ++track.changes;
    track.times[info.value_text(track.value)] += t - track.since;
    track.greatest = std::max(track.greatest, value);
    track.value = value;
    track.since = t;
  }
  void ends(Time t) override { to = t; }

  /// How long the track had this value, until its last change.
  Time time(const std::string& name, const std::string& value) { return tracks.at(name).times[value]; }

  std::vector<std::string> names;
  std::map<std::string, Track> tracks;
  Time from{}, to{}, last{};
  bool in_order = true;
  int wrong = 0;

 private:
  void start(const TrackInfo& info, Time t) {
    names.push_back(info.full_name());
    Track& track = tracks[names.back()];
    track.value = track.greatest = info.value;
    track.since = t;
  }
};

struct Watched {
  Watched(const std::string& workload, const std::vector<std::string>& arguments,
          const TimeWindow& window = {}, std::function<bool(NodeNumber)> wants = {},
          const std::function<void(Machine&)>& watch_first = {})
      : program(SHRIMP_BUILD "/workloads/" + workload) {
    load_machine("shrimp-ii", {}, {SHRIMP_CONFIGS}, 2, parameters);
    std::vector<std::string> words{workload};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const std::vector<ProcessRequest> pair(2, {&program, words, {}});
    simulation = std::make_unique<Simulation>(parameters, MachineOptions{}, pair, nullptr, output, stderr);
    if (watch_first) watch_first(simulation->machine());
    TrackFeed feed(simulation->machine(), window, std::move(wants));
    feed.add(summary);
    CHECK(simulation->run() == 0);
    feed.finish(simulation->simulated());
    begun = feed.has_begun();
    simulation->machine().report(statistics);
  }
  ~Watched() { std::fclose(output); }

  Time counted(const std::string& name) const { return {static_cast<std::int64_t>(statistics.value(name))}; }

  std::FILE* output = std::tmpfile();
  MachineParameters parameters;
  Program program;
  std::unique_ptr<Simulation> simulation;
  Summary summary;
  StatisticsCollector statistics;
  bool begun = false;
};

}  // namespace

TEST_CASE("what the tracks of a run show over time is what its statistics count") {
  Watched w("bandwidth", {"du", "16384", "8"});
  Summary& s = w.summary;
  CHECK(s.in_order);
  CHECK(s.wrong == 0);
  CHECK(s.to == w.simulation->simulated());
  for (const std::string node : {"node[0].", "node[1]."}) {
    INFO(node);
    for (const std::string fifo : {"nic.outgoing_fifo.", "nic.incoming_fifo."})
      CHECK(s.tracks.at(node + fifo + "occupancy").greatest ==
            w.statistics.value(node + fifo + "occupancy_max"));
    const auto bus = [&](const char* owner) { return s.time(node + "xpress.owner", owner); };
    CHECK(bus("processor") + bus("bridge") + bus("write-back") == w.counted(node + "xpress.busy"));
    const auto eisa = [&](const char* owner) { return s.time(node + "eisa.owner", owner); };
    CHECK(eisa("processor") + eisa("board") == w.counted(node + "eisa.busy"));
    CHECK(s.time(node + "nic.arbiter.port", "incoming") == w.counted(node + "nic.arbiter.incoming_busy"));
    CHECK(s.time(node + "nic.arbiter.port", "outgoing") == w.counted(node + "nic.arbiter.outgoing_busy"));
    CHECK(s.time(node + "nic.deliberate_update_engine.state", "transferring") ==
          w.counted(node + "nic.deliberate_update_engine.transferring"));
    CHECK(s.time(node + "nic.incoming_dma_engine.state", "writing") ==
          w.counted(node + "nic.incoming_dma_engine.eisa"));
    CHECK(s.time(node + "dram.access", "read") > Time{});
    CHECK(s.time(node + "process[100].activity", "running") > Time{});
    CHECK(s.time(node + "process[100].activity", "in kernel") > Time{});
    CHECK(s.tracks.at(node + "process[100].activity").value == 0);  // ended
    CHECK(s.time(node + "kernel.running", "pid 100") > Time{});
  }
  CHECK(s.tracks.at("node[0].nic.outgoing_fifo.occupancy").greatest > 0);
  CHECK(s.time("mesh.router[0].east", "taken") > Time{});
  CHECK(s.tracks.count("mesh.router[0].west") == 0);
  CHECK(s.time("ethernet.segment", "carrying") == w.counted("ethernet.carrying"));
  CHECK(s.tracks.at("ethernet.waiting").greatest == w.statistics.value("ethernet.queue_max"));
}

TEST_CASE("combining shows while a packet is open") {
  Watched w("bandwidth", {"au", "block", "4096", "4"});
  CHECK(w.summary.tracks.at("node[0].nic.packetizer.combining").greatest > 0);
}

TEST_CASE("a window and a choice of nodes leave out what lies outside") {
  const TimeWindow window{Time::from_us(150), Time::from_us(180)};
  Watched w("pingpong", {"4", "2000"}, window, [](NodeNumber n) { return n == 1; });
  Summary& s = w.summary;
  CHECK(w.begun);
  CHECK((s.from == window.from && s.to == window.to));
  CHECK(s.wrong == 0);
  CHECK(s.last <= window.to);
  for (const std::string& name : s.names) CHECK(name.find("[0]") == std::string::npos);
  const Summary::Track& bus = s.tracks.at("node[1].xpress.owner");
  CHECK(bus.changes > 0);
  Time sum = window.to - bus.since;
  for (const auto& [value, time] : bus.times) sum += time;
  CHECK(sum == window.to - window.from);
}

TEST_CASE("a window that lies behind the end of the run never begins") {
  Watched w("hello", {}, {Time::from_us(900'000), Time::never()});
  CHECK_FALSE(w.begun);
  CHECK(w.summary.tracks.empty());
}

TEST_CASE("several feeds and logs of messages see the same, each in its window") {
  class Count final : public MessageClient {
   public:
    void message_seen(const Message&) override { ++seen; }
    int seen = 0;
  };
  Count messages, again;
  Summary whole;
  std::unique_ptr<MessageLog> log, other_log;
  std::unique_ptr<TrackFeed> feed;
  const TimeWindow window{Time::from_us(4700), Time::from_us(4800)};
  const Watched w("pingpong", {"au", "4", "100"}, window, {}, [&](Machine& machine) {
    log = std::make_unique<MessageLog>(machine, messages);
    other_log = std::make_unique<MessageLog>(machine, again);
    feed = std::make_unique<TrackFeed>(machine);
    feed->add(whole);
  });
  feed->finish(w.simulation->simulated());
  CHECK(messages.seen >= 200);
  CHECK(again.seen == messages.seen);
  CHECK(log->seen() == other_log->seen());
  CHECK(whole.wrong + w.summary.wrong == 0);
  CHECK((whole.from == Time{} && whole.to == w.simulation->simulated()));
  CHECK((w.summary.from == window.from && w.summary.to == window.to));
  const char* bus = "node[0].xpress.owner";
  CHECK(whole.tracks.at(bus).changes > 2 * w.summary.tracks.at(bus).changes);
  CHECK(w.summary.tracks.at(bus).changes > 0);
  const auto time = [&](const char* owner) { return whole.time(bus, owner); };
  CHECK(time("processor") + time("bridge") + time("write-back") ==
        Time{static_cast<std::int64_t>(w.statistics.value("node[0].xpress.busy"))});
  feed.reset();
  other_log.reset();
  log.reset();
}
