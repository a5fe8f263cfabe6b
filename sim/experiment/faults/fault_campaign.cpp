// SPDX-License-Identifier: MIT
#include "sim/experiment/faults/fault_campaign.h"

#include <fmt/format.h>

#include <cstring>

#include "sim/experiment/run/simulation.h"

namespace shrimp {

namespace {

const char* const program_name = "checked_exchange";

/// What the machine knows of a run with one process on each node.
FaultRecord record_of(Simulation& simulation, int status, const FaultPlan& plan) {
  Machine& machine = simulation.machine();
  const LinkFaults& links = machine.mesh().link_faults();
  FaultRecord r;
  r.status = status;
  r.overran = simulation.overran();
  r.corrupted = links.corrupted();
  r.misrouted = links.misrouted();
  r.lost_frames = machine.ethernet().lost();
  r.slow_node = plan.machine.faults.slow_node.on();
  r.link_blocked = !machine.mesh().dead_links().empty();
  for (NodeNumber n = 0; n < machine.nodes(); ++n) {
    const ReceiveTrouble t = machine.board(n).trouble();
    r.refused += t.wrong_crc + t.wrong_coordinates;
    r.dropped += t.dropped;
    r.given_up += machine.kernel(n).daemon().given_up();
    r.receiver_stuck = r.receiver_stuck || t.stuck;
  }
  for (const SimulatedProcess* p : simulation.processes()) {
    if (p->state != ProcessState::ended) continue;  // the run is stuck
    const Complaint complaint = complaint_of(p->end.status);
    ++r.complaints[static_cast<std::size_t>(complaint)];
    if (complaint == Complaint::wrong_word && links.corrupted_for(machine.mesh().coordinates(p->rank)) == 0)
      ++r.unexplained;
  }
  return r;
}

std::string kinds_in_words(const std::vector<FaultKind>& kinds) {
  std::string text;
  for (const FaultKind k : kinds) text += fmt::format("{}{}", text.empty() ? "" : " and ", name_of(k));
  return text.empty() ? "none" : text;
}

const char* verdict_in_words(const FaultOutcome& outcome) {
  switch (outcome.verdict) {
    case Verdict::correct:
      return "correct";
    case Verdict::harmless:
      return "harmless";
    case Verdict::failed:
      return "FAILED";
    case Verdict::named:
      break;
  }
  switch (outcome.channel) {
    case Channel::packet_check:
      return "named by the packet check";
    case Channel::link:
      return "named by the dead link";
    case Channel::receiver:
      return "named by the stuck receiver";
    default:
      return "named by a daemon";
  }
}

}  // namespace

std::string in_words(const FaultPlan& plan) {
  return fmt::format("{} x {} nodes, {} messages from each; faults: {}", plan.machine.mesh.width,
                     plan.machine.mesh.height, plan.messages, kinds_in_words(plan.kinds));
}

FaultCampaign::FaultCampaign(MachineParameters base, const std::string& workload, std::uint32_t first_seed)
    : base_(std::move(base)), program_(workload), first_seed_(first_seed) {}

FaultPlan FaultCampaign::plan(std::size_t run) const {
  return plan_faults(base_, static_cast<std::uint32_t>(first_seed_ + run));
}

void FaultCampaign::run(std::size_t runs, unsigned workers, ForkedRunsProgress* progress) {
  make(runs, workers, progress);
}

/// The record comes last, behind what was said.
int FaultCampaign::make_run(std::size_t run, std::FILE* result) {
  const FaultPlan p = plan(run);
  std::vector<std::string> arguments = p.arguments();
  arguments.insert(arguments.begin(), program_name);
  try {
    const std::vector<ProcessRequest> processes(p.processes, {&program_, arguments, {}});
    Simulation simulation(p.machine, {}, processes, nullptr, result, result);
    simulation.limit_measurement();
    const FaultRecord record = record_of(simulation, simulation.run(), p);
    std::fwrite(&record, sizeof record, 1, result);
    return exit_success;
  } catch (const std::exception& e) {
    fmt::print(result, "{}\n", e.what());
    return exit_broken_invariant;
  }
}

void FaultCampaign::ended(std::size_t run, const RunEnd& end) {
  const FaultPlan p = plan(run);
  std::string words = end.result;
  FaultRecord record;
  FaultOutcome outcome;
  if (end.signal != 0) {
    outcome = {Verdict::failed, Channel::none,
               fmt::format("the simulator was ended by signal {}", end.signal)};
  } else if (end.status != exit_success || words.size() < sizeof record) {
    outcome = {Verdict::failed, Channel::none, "the simulator broke a rule of its own"};
  } else {
    std::memcpy(&record, words.data() + words.size() - sizeof record, sizeof record);
    words.resize(words.size() - sizeof record);
    outcome = judge(record);
  }
  count(p, outcome, record);
  if (outcome.verdict == Verdict::failed) failures_[p.seed] = {p, outcome.reason, words};
  last_run_ = fmt::format("{}\n{}{}\n", in_words(p), words, verdict_in_words(outcome));
}

void FaultCampaign::count(const FaultPlan& p, const FaultOutcome& outcome, const FaultRecord& record) {
  for (Tally* t : {&tallies_[p.kinds], &all_}) {
    ++t->runs;
    if (outcome.verdict == Verdict::correct) ++t->correct;
    if (outcome.verdict == Verdict::harmless) ++t->harmless;
    if (outcome.verdict == Verdict::failed) ++t->failed;
    if (outcome.verdict != Verdict::named) continue;
    ++t->named[static_cast<std::size_t>(outcome.channel)];
    if (record.complaining(Complaint::told_of_loss) != 0) ++t->told;
  }
  corrupted_ += record.corrupted;
  misrouted_ += record.misrouted;
  refused_ += record.refused;
  lost_frames_ += record.lost_frames;
}

std::string FaultCampaign::table() const {
  std::string text =
      fmt::format("{:<34}{:>7}{:>9}{:>10}{:>9}{:>7}{:>7}{:>10}{:>8}{:>8}\n", "faults", "runs", "correct",
                  "harmless", "check", "(told)", "link", "receiver", "daemon", "FAILED");
  const auto row = [&](const std::string& name, const Tally& t) {
    const auto named = [&](Channel c) { return t.named[static_cast<std::size_t>(c)]; };
    text += fmt::format("{:<34}{:>7}{:>9}{:>10}{:>9}{:>7}{:>7}{:>10}{:>8}{:>8}\n", name, t.runs, t.correct,
                        t.harmless, named(Channel::packet_check), t.told, named(Channel::link),
                        named(Channel::receiver), named(Channel::daemon), t.failed);
  };
  for (const auto& [kinds, tally] : tallies_) row(kinds_in_words(kinds), tally);
  row("all", all_);
  text += fmt::format(
      "Links corrupted {} packets and led {} of them astray; packet checks refused {}. The Ethernet lost {} "
      "frames.\n",
      corrupted_, misrouted_, refused_, lost_frames_);
  return text;
}

}  // namespace shrimp
