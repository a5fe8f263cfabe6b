// SPDX-License-Identifier: MIT
// Parameters of the Intel Paragon routing backplane (REFERENCE, section 6); values and sources stand in
// configs/.
#pragma once
#include "models/common/parameters.h"

namespace shrimp {

struct MeshParameters {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  Bandwidth link_bandwidth;
  Bytes flit;
  Time hop_latency;
  Time credit_latency;
  std::uint32_t input_buffer = 0;
  Time port_latency;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("width", width, "routers in the X direction", range(1U, 256U));
    v("height", height, "routers in the Y direction", range(1U, 256U));
    v("link_bandwidth", link_bandwidth, "rate of one link in one direction",
      range(Bandwidth{1'000'000}, Bandwidth{100'000'000'000}));
    v("flit", flit, "bytes that cross a link at once", range(Bytes{1}, Bytes{64}));
    v("hop_latency", hop_latency, "head entering a link until it asks for the next router's output",
      range(Time::from_ns(1), Time::from_us(10)));
    v("credit_latency", credit_latency, "a flit leaving an input buffer until its place may be filled anew",
      range(Time{}, Time::from_us(10)));
    v("input_buffer", input_buffer, "flits that a router's input buffer holds", range(1U, 4096U));
    v("port_latency", port_latency, "crossing between a node and its router, each way",
      range(Time::from_ns(1), Time::from_us(10)));
  }

  Time flit_time() const { return link_bandwidth.time_for(flit.n); }

  template <class Report>
  void check(Report&& report) const {
    if (flit_time() * input_buffer < max(hop_latency, port_latency) + credit_latency)
      report("input_buffer",
             "too small: a link needs (hop_latency + credit_latency) / (time of one flit) flits of buffer "
             "behind it to run at its full rate");
  }
};

}  // namespace shrimp
