// SPDX-License-Identifier: MIT
#include "sim/observe/send_calls.h"

#include <array>

namespace shrimp {

class SendCalls::OfProcess final : public CallWatcher {
 public:
  OfProcess(SimulatedProcess& process, const SendFunctions& functions)
      : process_(process), functions_(functions), image_(process.process.image_address()) {
    process_.context.calls = this;
  }
  ~OfProcess() { process_.context.calls = nullptr; }
  OfProcess(const OfProcess&) = delete;
  OfProcess& operator=(const OfProcess&) = delete;

  void entered(const FunctionEntry& entry, Time t) override {
    const auto layer = functions_.layer_of(entry.address - image_);
    if (!layer) return;
    Call& call = current();
    if (!is_within(call, *layer, entry)) call.begun = t;
    call.layer = *layer;
    call.returns_to = entry.returns_to;
  }

  Time called(std::uint64_t pc) const override {
    return functions_.have(pc - 1 - image_) ? current().begun : Time::never();
  }

 private:
  struct Call {
    Time begun = Time::never();
    SendFunctions::Layer layer = SendFunctions::Layer::vmmc;
    std::uint64_t returns_to = 0;
  };

  /// From a function of the other library, be it by a jump, which leaves the same place to return to.
  bool is_within(const Call& call, SendFunctions::Layer layer, const FunctionEntry& entry) const {
    return call.layer < layer &&
           (entry.returns_to == call.returns_to || functions_.have(entry.returns_to - image_));
  }
  Call& current() { return calls_[process_.notifications.in_handler()]; }
  const Call& current() const { return calls_[process_.notifications.in_handler()]; }

  SimulatedProcess& process_;
  const SendFunctions& functions_;
  const std::uint64_t image_;
  std::array<Call, 2> calls_;  // the last one outside handlers, and inside
};

SendCalls::SendCalls(Machine& machine) : machine_(machine) {
  for (NodeNumber n = 0; n < machine.nodes(); ++n) machine.kernel(n).watch_processes(this);
}

SendCalls::~SendCalls() {
  for (NodeNumber n = 0; n < machine_.nodes(); ++n) machine_.kernel(n).watch_processes(nullptr);
}

void SendCalls::made(SimulatedProcess& process) {
  std::unique_ptr<SendFunctions>& functions = functions_[&process.process.program()];
  if (!functions) functions = std::make_unique<SendFunctions>(process.process.program());
  if (functions->all().empty()) return;
  const std::uint64_t image = process.process.image_address();
  for (const SendFunctions::Function& f : functions->all())
    stops_.add(image + f.address, image + functions->charge_slow());
  processes_.push_back(std::make_unique<OfProcess>(process, *functions));
}

}  // namespace shrimp
