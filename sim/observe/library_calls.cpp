// SPDX-License-Identifier: MIT
#include "sim/observe/library_calls.h"

#include <algorithm>
#include <array>
#include <set>

#include "sim/process/functions.h"

namespace shrimp {

namespace {
constexpr std::size_t remembered = 4096;  // calls of a process; who asks asks about messages on their way
}

class LibraryCalls::OfProcess final : public StopWatcher {
 public:
  explicit OfProcess(SimulatedProcess& process)
      : process_(process),
        image_(process.process.image_address()),
        libraries_(library_code_of(process.process.program())) {
    const std::vector<Function> functions = functions_of(process.process.program());
    for (const Function& f : functions)
      if (f.names.front() == "shrimp_charge_slow") charge_slow_ = image_ + f.address;
    if (charge_slow_ == 0) return;
    for (const Function& f : functions)
      if (libraries_.has(f.address)) stops_.add(image_ + f.address, charge_slow_);
    process_.context.stops = this;
  }
  ~OfProcess() { process_.context.stops = nullptr; }
  OfProcess(const OfProcess&) = delete;
  OfProcess& operator=(const OfProcess&) = delete;

  NodeNumber node() const { return process_.node; }

  const LibraryCall* at(Time t) const {
    for (const auto& calls : calls_)
      for (auto call = calls.rbegin(); call != calls.rend(); ++call)
        if (call->spans(t)) return &*call;
    return nullptr;
  }

  void came(const FunctionEntry& entry, Time t) override {
    const bool in_handler = process_.notifications.in_handler();
    std::deque<LibraryCall>& calls = calls_[in_handler];
    std::uint64_t& returns_to = returns_to_[in_handler];
    if (entry.address == returns_to) {
      calls.back().returned = t;
      returns_to = 0;
      return;
    }
    const bool from_program = !libraries_.has(entry.returns_to - image_);
    if (returns_to != 0 || !libraries_.has(entry.address - image_) || !from_program) return;
    calls.push_back({t, Time::never()});
    if (calls.size() > remembered) calls.pop_front();
    returns_to = entry.returns_to;
    stops_.add(returns_to, charge_slow_);
  }

 private:
  SimulatedProcess& process_;
  const std::uint64_t image_;
  const CodeRange libraries_;
  std::uint64_t charge_slow_ = 0;
  EntryStops stops_;
  std::array<std::deque<LibraryCall>, 2> calls_;  // outside handlers, and inside
  std::array<std::uint64_t, 2> returns_to_{};     // of the last one; 0: it has returned
};

LibraryCalls::LibraryCalls(Machine& machine) {
  for (NodeNumber n = 0; n < machine.nodes(); ++n)
    for (const auto& p : machine.kernel(n).processes()) processes_.push_back(std::make_unique<OfProcess>(*p));
}

LibraryCalls::~LibraryCalls() = default;

const LibraryCall* LibraryCalls::at(NodeNumber node, Time t) const {
  for (const auto& p : processes_)
    if (p->node() == node)
      if (const LibraryCall* call = p->at(t)) return call;
  return nullptr;
}

}  // namespace shrimp
