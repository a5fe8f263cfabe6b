// SPDX-License-Identifier: MIT
#include "sim/experiment/reproduce/published.h"

#include <cmath>
#include <limits>

#include "sim/experiment/reproduce/measurements.h"

namespace shrimp {

namespace {

/// Percent of the greatest bandwidth that half a ping-pong of `bytes` reaches.
double du_share(Laboratory& lab, int bytes) {
  return 100.0 * bytes / latency(lab, "du", bytes) / du_maximum(lab);
}

/// Where deliberate update becomes as fast as automatic update, interpolated between the sizes measured.
double crossover(Laboratory& lab) {
  double last_lead = 0;
  int last_bytes = 0;
  double found = std::numeric_limits<double>::quiet_NaN();
  for (const int bytes : {4, 16, 64, 128, 192, 256, 384, 512, 768, 1024, 2048, 4096}) {
    const double lead = latency(lab, "du", bytes) - latency(lab, "au", bytes);
    if (std::isnan(found) && last_bytes != 0 && last_lead > 0 && lead <= 0)
      found = last_bytes + (bytes - last_bytes) * last_lead / (last_lead - lead);
    last_lead = lead;
    last_bytes = bytes;
  }
  return found;
}

/// Instructions of one message, of which the workload sends `at_once` each time.
double send_path(Laboratory& lab, const std::string& way, double at_once) {
  const auto of = [&](const std::string& w) {
    return lab.instructions("send_path", {w, "200"}) - lab.instructions("send_path", {w, "100"});
  };
  return (of(way) - of("none")) / (100.0 * at_once);
}

PublishedNumber of_automatic_update(PublishedNumber row) {
  row.automatic_update = true;
  return row;
}

}  // namespace

const std::vector<PublishedNumber>& published_numbers() {
  const double infinite = std::numeric_limits<double>::infinity();
  static const std::vector<PublishedNumber> hardware = {
      of_automatic_update({"au.latency.wt", "automatic update, one word, one way, write-through", "us",
                           "4.75", 4.75, 4.75, "IPPS'96 (4.8 published)", "R-h", "calibration", 2,
                           [](Laboratory& lab) { return word_latency(lab, "au"); }}),
      of_automatic_update({"au.latency.uc", "automatic update, one word, one way, caching off", "us", "3.7",
                           3.7, 3.7, "IPPS'96", "R-h", "calibration", 2,
                           [](Laboratory& lab) { return latency(lab, "au", 4, "uncached"); }}),
      {"du.latency", "deliberate update, one word, one way", "us", "7.6", 7.6, 7.6, "IPPS'96", "R-h",
       "calibration", 2, [](Laboratory& lab) { return word_latency(lab, "du"); }},
      {"du.bandwidth.max", "deliberate update, large transfers", "MB/s", "23", 23, 23, "IPPS'96", "P",
       "calibration", 2, du_maximum},
      {"udma.initiation", "start of a user-level DMA, with the library's checks", "us", "2.8", 2.8, 2.8,
       "HPCA'96", "R-h", "calibration", 2, [](Laboratory& lab) { return lab.mean("udma_start", {}, "us"); }},
      {"du.curve.512", "deliberate update at 512 B, of its maximum", "%", "above 50", 50, infinite, "HPCA'96",
       "R-m", "validation", 0, [](Laboratory& lab) { return du_share(lab, 512); }},
      {"du.curve.4096", "deliberate update at 4096 B, of its maximum", "%", "94 to 96", 94, 96, "HPCA'96",
       "R-m", "validation", 0, [](Laboratory& lab) { return du_share(lab, 4096); },
       "the maximum that it is held against is a stream of pages and contains the gap between two transfers, "
       "which "
       "half a ping-pong of one page does not"},
      {"du.curve.dip", "loss from 4096 B to 4100 B (a second transfer), of the maximum", "%", "small", 0, 20,
       "HPCA'96", "R-m", "validation", 0,
       [](Laboratory& lab) { return du_share(lab, 4096) - du_share(lab, 4100); }},
      of_automatic_update(
          {"au.bandwidth.max", "automatic update, large transfers, combining on", "MB/s", "18 to 21", 18, 21,
           "recalled, no paper named", "R-l", "validation", 0,
           [](Laboratory& lab) {
             return lab.mean("bandwidth", {"au", "262144", "16", "timer", "stream"}, "mb_per_s");
           },
           "a write-through store leaves the processor every 11 clocks (pentium.l2.pass, then the memory "
           "write), "
           "which is "
           "21.8 MB/s; the published range needs 11.4 clocks or more"}),
      of_automatic_update({"au.du.crossover", "message size above which deliberate update is faster", "bytes",
                           "some hundred", 100, 1000, "recalled, no paper named", "R-m", "validation", 0,
                           crossover,
                           "follows from au.bandwidth.max: automatic update is nearly as fast as deliberate "
                           "update, so it leads "
                           "for longer"}),
      of_automatic_update({"sw.overhead", "software cost of a message by automatic update", "instructions",
                           "a few", 0, 10, "IPPS'96", "P", "validation", 0,
                           [](Laboratory& lab) { return send_path(lab, "au", 8); }}),
      {"sw.overhead.du", "software cost of a message by deliberate update", "instructions", "a few", 0, 10,
       "IPPS'96", "P", "validation", 0, [](Laboratory& lab) { return send_path(lab, "du", 1); },
       "counts all of SBL_SendMsg: checks, the cut at page ends, the two references that start the transfer, "
       "and the looks at the engine until the source has been read, during which the processor only waits"},
      {"du.curve.8192", "deliberate update at 8192 B, of its maximum", "%", "", 0, 0, "", "", "prediction", 0,
       [](Laboratory& lab) { return du_share(lab, 8192); }},
      of_automatic_update({"au.latency.timer", "automatic update, one word, timer mode", "us", "", 0, 0, "",
                           "", "prediction", 0,
                           [](Laboratory& lab) {
                             return lab.mean("pingpong", {"au", "4", "1000", "timer"}, "one_way_us");
                           }}),
  };
  static const std::vector<PublishedNumber> rows = [] {
    std::vector<PublishedNumber> all = hardware;
    for (PublishedNumber& row : library_numbers()) all.push_back(std::move(row));
    return all;
  }();
  return rows;
}

}  // namespace shrimp
