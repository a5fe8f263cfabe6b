// SPDX-License-Identifier: MIT
// The interrupt controller of the PC: from a board's line on the EISA bus to the processor's recognition.
//
// A pair of 8259-class controllers whose propagation and acknowledge cycles take a fixed time [A]. Interrupts
// of one cause that are raised meanwhile are one interrupt, as on the real line.
#pragma once
#include <array>

#include "models/bus/interrupt_line.h"
#include "models/common/calendar.h"
#include "models/common/parameters.h"
#include "models/common/statistics.h"

namespace shrimp {

struct InterruptControllerParameters {
  Time latency;
  template <class Visitor>
  void visit(Visitor&& v) {
    v("latency", latency, "from a board's interrupt line to its recognition by the processor",
      range(Time{0}, Time::from_us(100)));
  }
};

class InterruptController final : public InterruptLine {
 public:
  InterruptController(Calendar& calendar, const InterruptControllerParameters& parameters);

  /// The processor's side.
  void connect(InterruptLine& processor) { processor_ = &processor; }
  void raise(InterruptCause cause, Time now) override;
  void report(StatisticsSink& sink) const;

 private:
  void deliver(Time now);

  const InterruptControllerParameters parameters_;
  Calendar& calendar_;
  InterruptLine* processor_ = nullptr;
  std::array<Time, interrupt_causes> due_;
  Event deliver_;
  std::uint64_t delivered_ = 0;
};

}  // namespace shrimp
