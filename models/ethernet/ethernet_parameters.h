// SPDX-License-Identifier: MIT
// Parameters of the Ethernet that joins the nodes' daemons; values and sources stand in configs/.
#pragma once
#include "models/common/parameters.h"
#include "models/ethernet/ethernet_port.h"

namespace shrimp {

struct EthernetParameters {
  Bandwidth bandwidth;
  Bytes framing;
  Bytes least_data;
  Bytes most_data;
  Time gap;
  Time interface_latency;
  std::uint32_t queue = 0;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("bandwidth", bandwidth, "rate of the segment, which all nodes share",
      range(Bandwidth{100'000}, Bandwidth{10'000'000'000}));
    v("framing", framing, "preamble, addresses, type and check sequence around the data of a frame",
      range(Bytes{0}, Bytes{256}));
    v("least_data", least_data, "shorter data are padded to this", range(Bytes{0}, Bytes{1500}));
    v("most_data", most_data, "data that one frame holds",
      range(Bytes{256}, Bytes{EthernetFrame::data_capacity}));
    v("gap", gap, "silence between two frames", range(Time{}, Time::from_us(1000)));
    v("interface_latency", interface_latency,
      "between a daemon and the segment, each way: adapter, driver and protocol",
      range(Time::from_us(1), Time::from_us(1'000'000)));
    v("queue", queue, "frames that wait in one node's interface; more are dropped there", range(1U, 65'536U));
  }

  /// Time that a frame with `bytes` of data takes on the segment.
  Time time_of(std::uint32_t bytes) const {
    return bandwidth.time_for(framing.n + (bytes < least_data.n ? least_data.n : bytes));
  }
};

}  // namespace shrimp
