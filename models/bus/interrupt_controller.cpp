// SPDX-License-Identifier: MIT
#include "models/bus/interrupt_controller.h"

namespace shrimp {

InterruptController::InterruptController(Calendar& calendar, const InterruptControllerParameters& parameters)
    : parameters_(parameters), calendar_(calendar), deliver_(calendar, this, &InterruptController::deliver) {
  due_.fill(Time::never());
}

void InterruptController::raise(InterruptCause cause, Time now) {
  Time& due = due_[static_cast<std::size_t>(cause)];
  if (!due.is_never()) return;
  due = now + parameters_.latency;
  deliver_.wake_at(due);
}

void InterruptController::deliver(Time now) {
  calendar_.check_core_limit();
  for (std::size_t cause = 0; cause < due_.size(); ++cause) {
    if (due_[cause] > now) continue;
    due_[cause] = Time::never();
    ++delivered_;
    if (processor_) processor_->raise(static_cast<InterruptCause>(cause), now);
  }
  for (const Time due : due_)
    if (!due.is_never()) deliver_.wake_at(due);
}

void InterruptController::report(StatisticsSink& sink) const {
  sink.count("delivered", delivered_, "interrupts", "Interrupts that the processor was told of.");
}

}  // namespace shrimp
