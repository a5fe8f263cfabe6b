// SPDX-License-Identifier: MIT
// The kernel's interrupt handlers for the board: what it takes from the processor, and whom it tells.
//
// The handler of the outgoing FIFO's threshold waits until that has drained. It takes what the receive path
// asks for before that and at each look, so that draining never depends on the outgoing side (no two nodes
// can wait for each other). Costs: os_parameters.h.
#pragma once
#include "models/node/node.h"
#include "sim/os/os_parameters.h"
#include "sim/os/processor.h"
#include "sim/os/scheduler.h"

namespace shrimp {

/// Told what the board interrupted for, at the end of the handler's entry.
class InterruptClient {
 public:
  /// The receive path is frozen by this packet, which the handler then drops.
  virtual void packet_missed(const IncomingFault& fault, Time now) = 0;
  /// A message is in memory; `arrival.notify` if somebody asked to be told.
  virtual void message_arrived(const Arrival& arrival, Time now) = 0;
  /// The board dropped a packet that was wrong.
  virtual void packet_refused(const BadPacket& packet, Time now) = 0;

 protected:
  ~InterruptClient() = default;
};

class InterruptService final : public InterruptLine {
 public:
  InterruptService(Node& node, const OsParameters& costs, Scheduler& scheduler, Processor& processor,
                   InterruptClient& client);

  void raise(InterruptCause cause, Time now) override;
  /// An interrupt waits for the running process's next hook.
  bool pending() const { return causes_ != 0; }
  /// Takes it; the process goes on afterwards.
  void attend(Time now);
  /// The kernel waits for the board in a loop of its own, and takes at each look what the receive path asks
  /// for.
  void poll(Time now) { take_receive_causes(now); }
  /// The processor may have become idle: what waited for a hook is taken at once.
  void take_if_idle(Time now);

  void report(StatisticsSink& sink) const;
  void show(TrackSink& sink);

 private:
  bool is_raised(InterruptCause cause) const;
  void clear(InterruptCause cause);
  void enter(Time now);
  void take_receive_causes(Time now);
  void on_handler(Time now);
  void on_leave(Time now);

  Node& node_;
  const OsParameters& costs_;
  Scheduler& scheduler_;
  Processor& processor_;
  InterruptClient& client_;

  std::uint32_t causes_ = 0;  // a bit per InterruptCause
  bool handling_ = false;
  StateTrack handler_track_;
  bool was_idle_ = false;  // when the handler was entered
  Time entered_{};
  Event handler_;
  Event leave_;  // the end of a handler that has an idle processor

  std::uint64_t threshold_interrupts_ = 0;
  std::uint64_t dropped_packets_ = 0;
  std::uint64_t bad_packets_ = 0;
  Time handler_time_{};
};

}  // namespace shrimp
