// SPDX-License-Identifier: MIT
// Traces a run: what blocks and processes do, and the way of each message, to files for viewers.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "models/common/units.h"
#include "sim/observe/message_log.h"
#include "sim/observe/trace/trace_writer.h"
#include "sim/observe/track_feed.h"

namespace shrimp {

struct TraceRequest {
  bool perfetto = false;
  bool vcd = false;
  TimeWindow window;
  std::vector<NodeNumber> nodes;  // none: all
  Bytes limit;                    // of each file

  bool wanted() const { return perfetto || vcd; }
};

class Tracer final : private MessageClient {
 public:
  /// Watches `machine` from now on; writes to trace.perfetto-trace and trace.vcd in `folder`. Throws
  /// UsageError if they cannot be made.
  Tracer(Machine& machine, const TraceRequest& request, const std::string& folder);
  ~Tracer();

  /// The run is over at `t`: completes the files.
  void finish(Time t);
  /// A sentence for each file that is not whole, and for a window that never came; empty if all is well.
  std::vector<std::string> remarks() const;
  /// A file could not be written.
  bool failed() const { return failed_; }

 private:
  void message_seen(const Message& message) override;
  void message_unseen(const Message& message) override { message_seen(message); }

  TimeWindow window_;
  std::vector<std::unique_ptr<TraceWriter>> writers_;
  TrackFeed feed_;
  std::unique_ptr<MessageLog> messages_;
  Time end_{};
  bool failed_ = false;
};

}  // namespace shrimp
