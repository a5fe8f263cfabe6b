// SPDX-License-Identifier: MIT
#include "sim/experiment/faults/fault_outcome.h"

#include <fmt/format.h>

#include "sim/experiment/run/simulation.h"

namespace shrimp {

namespace {

bool took_effect(const FaultRecord& r) {
  return r.corrupted != 0 || r.lost_frames != 0 || r.slow_node || r.link_blocked || r.receiver_stuck;
}

Channel channel_of(const FaultRecord& r) {
  if (r.refused != 0) return Channel::packet_check;
  if (r.link_blocked) return Channel::link;
  if (r.receiver_stuck) return Channel::receiver;
  if (r.given_up != 0) return Channel::daemon;
  return Channel::none;
}

FaultOutcome failed(std::string reason) {
  return {Verdict::failed, Channel::none, std::move(reason)};
}

}  // namespace

Complaint complaint_of(int exit_status) {
  const bool known = exit_status >= 0 && exit_status < static_cast<int>(Complaint::other);
  return known ? static_cast<Complaint>(exit_status) : Complaint::other;
}

FaultOutcome judge(const FaultRecord& r) {
  if (r.status != exit_success && r.status != exit_program_failed && r.status != exit_stuck)
    return failed(fmt::format("the run ended with status {}", r.status));
  if (r.overran) return failed("the run neither ended nor got stuck (run.longest_measurement)");
  if (r.complaining(Complaint::other) != 0) return failed("a program ended in a way that it never should");
  // A link or receiver that stands still only delays; nothing but corruption can make words wrong.
  if (r.unexplained != 0)
    return failed("silent corruption: a word is wrong, and no packet for it was refused");
  if (r.complaining(Complaint::told_of_loss) != 0 && r.refused == 0)
    return failed("a program was told of lost data, but no packet was refused");
  if (r.complaining(Complaint::no_answer) != 0 && r.given_up == 0)
    return failed("a daemon was called unreachable, but none gave a message up");
  if (r.given_up != 0 && r.lost_frames == 0)
    return failed("a daemon gave a message up, but no frame was lost");
  const Channel channel = channel_of(r);
  if (r.status == exit_success) return {took_effect(r) ? Verdict::harmless : Verdict::correct, channel, {}};
  if (channel == Channel::none)
    return failed(r.status == exit_stuck ? "the run is stuck, and nothing in the machine says why"
                                         : "a program failed, and nothing in the machine says why");
  return {Verdict::named, channel, {}};
}

}  // namespace shrimp
