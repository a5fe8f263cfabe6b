// SPDX-License-Identifier: MIT
#include "models/nic/compare_exchange.h"

#include "vmmc_api/compare_exchange_status.h"

namespace shrimp {

std::uint32_t CompareExchange::status_of(PhysicalAddress source) const {
  std::uint32_t status = VMMC_COMMAND_IDLE;
  if (!table_.pairing(page_of(source)).enabled) status |= VMMC_COMMAND_ERROR;
  if (engine_.transferring()) status |= engine_.remaining_bytes() & VMMC_COMMAND_REMAINING;
  if (engine_.matches(source)) status |= VMMC_COMMAND_MATCH;
  return status;
}

std::uint32_t CompareExchange::read(PhysicalAddress command, bool locked) {
  const PhysicalAddress source = command - command_base;
  const std::uint32_t status = status_of(source);
  if (!locked) {
    const bool refused = state_ == CompareExchangeState::refused && source == source_;
    return refused ? status | VMMC_COMMAND_ERROR : status;
  }
  if (status != VMMC_COMMAND_IDLE) {
    ++((status & VMMC_COMMAND_ERROR) ? unpaired_ : busy_);
    transition(CompareExchangeEvent::cancel);
    return status;
  }
  source_ = source;
  pairing_ = table_.pairing(page_of(source));
  transition(CompareExchangeEvent::ask);
  return status;
}

void CompareExchange::write(PhysicalAddress command, std::uint32_t value, bool locked, Time now) {
  const PhysicalAddress source = command - command_base;
  if (!locked || state_ != CompareExchangeState::asked || source != source_) {
    ++ignored_;
    transition(CompareExchangeEvent::cancel);
    return;
  }
  const bool started = engine_.start({source, pairing_, offset_in_page(source), value}, now);
  ++(started ? starts_ : impossible_);
  transition(started ? CompareExchangeEvent::start : CompareExchangeEvent::impossible);
}

void CompareExchange::report(StatisticsSink& sink) const {
  sink.count("starts", starts_, "exchanges", "exchanges that started a transfer");
  sink.count("busy", busy_, "exchanges", "exchanges that found a transfer running");
  sink.count("unpaired", unpaired_, "exchanges", "exchanges on pages that are paired with none");
  sink.count("impossible", impossible_, "exchanges", "exchanges that named a transfer the board cannot make");
  sink.count("ignored_writes", ignored_, "writes",
             "writes that started nothing: of an exchange that did not find 0, or of a plain store");
}

}  // namespace shrimp
