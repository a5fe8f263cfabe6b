// SPDX-License-Identifier: MIT
// What came of one run of the fault campaign, and what to think of it.
#pragma once
#include <cstdint>
#include <string>

namespace shrimp {

/// What the workload's exit statuses mean (workloads/checked_exchange.c).
enum class Complaint : std::uint8_t {
  none,
  wrong_word,
  no_message,
  failed_call,
  no_answer,
  told_of_loss,
  other
};
inline constexpr std::size_t complaint_kinds = 7;
Complaint complaint_of(int exit_status);

/// What the simulator knows at the end of a run. Plain bytes: it comes from another process.
struct FaultRecord {
  int status = 0;  // of the run (ExitStatus)
  bool overran = false;  // it ended as it took too long (run.longest_measurement)
  // What was injected and took effect.
  std::uint64_t corrupted = 0;  // packets
  std::uint64_t misrouted = 0;  // of these
  std::uint64_t lost_frames = 0;
  bool slow_node = false;
  // What the machine's own checks found.
  std::uint64_t refused = 0;    // packets, by the packet check
  std::uint64_t dropped = 0;    // packets for pages that do not receive
  bool link_blocked = false;    // packets wait for a dead link
  bool receiver_stuck = false;  // packets wait for a stuck receiver
  std::uint64_t given_up = 0;   // messages, by daemons
  // What the programs said.
  std::uint32_t complaints[complaint_kinds] = {};  // processes, by Complaint
  std::uint32_t unexplained = 0;  // of those with a wrong word: no packet for them was corrupted

  std::uint32_t complaining(Complaint c) const { return complaints[static_cast<std::size_t>(c)]; }
};

/// Who named the trouble: the machine's checks, or a daemon that gave a message up.
enum class Channel : std::uint8_t { none, packet_check, link, receiver, daemon };

enum class Verdict : std::uint8_t {
  correct,   // nothing went wrong, and nothing was injected that took effect
  harmless,  // something did, and all results are right
  named,     // a program could not go on, and the machine named the cause
  failed     // silent corruption, trouble that nobody names, or a bug of the simulator
};

struct FaultOutcome {
  Verdict verdict = Verdict::correct;
  Channel channel = Channel::none;  // of `named`, and of `harmless` if there was something to name
  std::string reason;               // of `failed`: a clause
};

FaultOutcome judge(const FaultRecord& record);

}  // namespace shrimp
