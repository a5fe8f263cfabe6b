// SPDX-License-Identifier: MIT
// The judge of the fault campaign: a campaign that lets something pass proves nothing.
#include "sim/experiment/faults/fault_outcome.h"

#include "sim/experiment/run/simulation.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

FaultRecord ended_well() {
  return {};
}

FaultRecord program_failed(Complaint complaint) {
  FaultRecord r;
  r.status = exit_program_failed;
  r.complaints[static_cast<std::size_t>(complaint)] = 1;
  return r;
}

FaultRecord stuck() {
  FaultRecord r;
  r.status = exit_stuck;
  return r;
}

bool fails(const FaultRecord& r) {
  const FaultOutcome outcome = judge(r);
  CHECK(outcome.reason.empty() == (outcome.verdict != Verdict::failed));
  return outcome.verdict == Verdict::failed;
}

}  // namespace

TEST_CASE("a run in which nothing happened is correct") {
  CHECK(judge(ended_well()).verdict == Verdict::correct);
}

TEST_CASE("what was injected and did no harm is harmless, whoever noticed it") {
  FaultRecord r = ended_well();
  r.lost_frames = 3;
  CHECK(judge(r).verdict == Verdict::harmless);
  r = ended_well();
  r.slow_node = true;
  CHECK(judge(r).verdict == Verdict::harmless);
  r = ended_well();
  r.corrupted = r.refused = 1;
  CHECK(judge(r).verdict == Verdict::harmless);
  CHECK(judge(r).channel == Channel::packet_check);
}

TEST_CASE("a program that fails is named by what the machine found") {
  FaultRecord r = program_failed(Complaint::no_message);
  r.corrupted = r.refused = 2;
  CHECK(judge(r).channel == Channel::packet_check);
  r = program_failed(Complaint::no_message);
  r.link_blocked = true;
  CHECK(judge(r).channel == Channel::link);
  r = stuck();
  r.receiver_stuck = true;
  CHECK(judge(r).channel == Channel::receiver);
  r = program_failed(Complaint::no_answer);
  r.lost_frames = 20;
  r.given_up = 1;
  CHECK(judge(r).channel == Channel::daemon);
  CHECK(judge(r).verdict == Verdict::named);
}

TEST_CASE("trouble that nobody names is a failure") {
  CHECK(fails(program_failed(Complaint::no_message)));
  CHECK(fails(program_failed(Complaint::failed_call)));
  CHECK(fails(stuck()));
  FaultRecord slow = program_failed(Complaint::no_message);
  slow.slow_node = true;
  CHECK(fails(slow));
  FaultRecord lost = stuck();
  lost.lost_frames = 5;
  CHECK(fails(lost));
}

TEST_CASE("a wrong word whose packet no link corrupted is a failure, whatever else was found") {
  FaultRecord r = program_failed(Complaint::wrong_word);
  r.unexplained = 1;
  r.link_blocked = true;
  r.corrupted = r.refused = 7;
  CHECK(fails(r));
  r.unexplained = 0;
  CHECK(judge(r).channel == Channel::packet_check);
}

TEST_CASE("false alarms are failures") {
  FaultRecord r = program_failed(Complaint::told_of_loss);
  r.link_blocked = true;
  CHECK(fails(r));
  r = program_failed(Complaint::no_answer);
  r.lost_frames = 1;
  CHECK(fails(r));
  r = program_failed(Complaint::no_answer);
  r.given_up = 1;
  CHECK(fails(r));
}

TEST_CASE("a run that neither ends nor gets stuck is a failure, whatever the machine says") {
  FaultRecord r = stuck();
  r.link_blocked = true;
  CHECK(!fails(r));
  r.overran = true;
  CHECK(fails(r));
}

TEST_CASE("a program that ends in no known way, and a run that breaks a rule, are failures") {
  CHECK(complaint_of(0) == Complaint::none);
  CHECK(complaint_of(1) == Complaint::wrong_word);
  CHECK(complaint_of(5) == Complaint::told_of_loss);
  for (int status : {-1, 6, 128 + 11}) CHECK(complaint_of(status) == Complaint::other);
  FaultRecord r = program_failed(Complaint::other);
  r.corrupted = r.refused = 1;
  CHECK(fails(r));
  r = ended_well();
  r.status = exit_broken_invariant;
  CHECK(fails(r));
}
