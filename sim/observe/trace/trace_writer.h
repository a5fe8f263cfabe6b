// SPDX-License-Identifier: MIT
// A format of traces.
#pragma once
#include <string>

#include "sim/observe/message_log.h"
#include "sim/observe/track_feed.h"

namespace shrimp {

class TraceWriter : public TrackClient {
 public:
  virtual ~TraceWriter() = default;

  /// Instead of begins(): the window never came, and the trace is empty.
  virtual void never_begins(const std::vector<TrackInfo>& tracks) = 0;
  /// A message is over, seen or not. Only formats that show messages take note.
  virtual void message(const Message&) {}
  /// Nothing comes any more: completes the file.
  virtual void finish() = 0;
  /// A sentence on what is missing; empty if nothing.
  virtual std::string trouble() const = 0;
  /// The file could not be written.
  virtual bool failed() const = 0;
};

}  // namespace shrimp
