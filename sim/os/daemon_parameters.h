// SPDX-License-Identifier: MIT
// What the trusted daemons and their protocol cost, and how patient they are. Processes of a Linux of the
// time that talk over sockets; nothing of it lies on the path of a message.
#pragma once
#include <string>

#include "models/common/parameters.h"
#include "sim/os/trusted_nodes.h"

namespace shrimp {

struct DaemonParameters {
  Time exchange;
  Time service;
  Time frame;
  Bytes header;
  Time timeout;
  std::uint32_t tries = 0;
  std::string trusted_nodes;

  template <class Visitor>
  void visit(Visitor&& v) {
    const Time longest = Time::from_us(100'000);
    v("daemon_exchange", exchange,
      "one message between a process and the daemon of its node, either way: copy, wake-up, context switch",
      range(Time{0}, longest));
    v("daemon_service", service, "the daemon's own work on one request or message", range(Time{0}, longest));
    v("daemon_frame", frame, "sending or receiving one frame: system call and copy between socket and daemon",
      range(Time{0}, longest));
    v("daemon_header", header, "headers of the protocols below the daemons', in each frame",
      range(Bytes{0}, Bytes{128}));
    v("daemon_timeout", timeout,
      "how long a daemon waits for an acknowledgement before it repeats a message; doubled at each "
      "repetition",
      range(Time::from_us(1'000), Time::from_us(10'000'000)));
    v("daemon_tries", tries, "how often a message is sent before its receiver counts as unreachable",
      range(1U, 16U));
    v("daemon_trusted_nodes", trusted_nodes,
      "other nodes whose processes may import from this one: all, none, or a list such as 0-3,7");
  }
  template <class Report>
  void check(Report&& report) const {
    if (!TrustedNodes::parse(trusted_nodes))
      report("daemon_trusted_nodes",
             "must be \"all\", \"none\", or node numbers and ranges of them, such as \"0-3,7\"");
  }
};

}  // namespace shrimp
