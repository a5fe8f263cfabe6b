// SPDX-License-Identifier: MIT
// When each process of a machine called the library's function by which it sends: there the life of a
// deliberate update begins.
//
// The processes stop at the entries of these functions (sim/process/entry_stop.h). A function of one library
// may call that of the other: the outermost counts. A reference, or a system call, that starts a transfer
// belongs to the last call if its instruction is one of the libraries'; who makes the references himself, or
// has no symbols, is in no call. A handler of notifications that interrupts a call has calls of its own.
#pragma once
#include <memory>
#include <unordered_map>
#include <vector>

#include "sim/machine/machine.h"
#include "sim/observe/send_functions.h"

namespace shrimp {

class SendCalls final : private ProcessWatcher {
 public:
  /// Of all processes, and of those that they start, until this or the machine ends. To be gone first.
  explicit SendCalls(Machine& machine);
  ~SendCalls();
  SendCalls(const SendCalls&) = delete;
  SendCalls& operator=(const SendCalls&) = delete;

 private:
  class OfProcess;
  void made(SimulatedProcess& process) override;

  Machine& machine_;
  std::unordered_map<const Program*, std::unique_ptr<SendFunctions>> functions_;  // never gone through
  std::vector<std::unique_ptr<OfProcess>> processes_;
  EntryStops stops_;
};

}  // namespace shrimp
