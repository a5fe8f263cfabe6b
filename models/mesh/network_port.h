// SPDX-License-Identifier: MIT
// The seam between a node's network interface chip and the interconnect.
//
// Both sides run on calendars of their own, so each call names a time that lies strictly in the future of the
// caller: at least the link's latency. The interconnect holds at most one packet per direction and node at
// this seam; everything beyond is the interconnect's back-pressure.
#pragma once
#include "models/common/packet.h"
#include "models/common/time.h"

namespace shrimp {

/// The node's side, implemented by a network interface.
class NetworkClient {
 public:
  /// The tail of the last injected packet leaves the injection channel at `t`: the next may be injected then.
  virtual void injection_done(Time t) = 0;
  /// A packet's last flit arrives at `t`; ownership passes to the client. Not called again before
  /// receive_ready().
  virtual void packet_arrives(Packet* packet, Time t) = 0;

 protected:
  ~NetworkClient() = default;
};

/// The interconnect's side: one port per node.
class NetworkPort {
 public:
  virtual void attach(NetworkClient* client) = 0;
  /// The packet's head enters the injection channel at `t`; not called again before injection_done().
  virtual void inject(Packet* packet, Time t) = 0;
  /// From `t` on the client can take one more packet (called once per packet, and once at the start).
  virtual void receive_ready(Time t) = 0;
  /// The least delay that inject() and receive_ready() need between the caller's present and `t`.
  virtual Time least_delay() const = 0;

 protected:
  ~NetworkPort() = default;
};

}  // namespace shrimp
