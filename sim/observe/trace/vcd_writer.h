// SPDX-License-Identifier: MIT
// A trace as a value change dump (IEEE 1364) for waveform viewers: GTKWave, Surfer. Times are picoseconds, so
// nothing is rounded. A scope for each component; brackets, which viewers take for bits, are left out of its
// name: node[0] is node0.
//
// Levels and numbers are integers. States are strings, an extension of GTKWave's that Surfer reads too: what
// shows in the wave is the state's name, and no table of numbers must be loaded. A blank in it becomes "_".
// The header comes first in the format, so processes that are made later have no place in it.
#pragma once
#include <string>
#include <vector>

#include "sim/observe/trace/trace_file.h"
#include "sim/observe/trace/trace_writer.h"

namespace shrimp {

class VcdWriter final : public TraceWriter {
 public:
  VcdWriter(const std::string& path, Bytes limit);

  void begins(const std::vector<TrackInfo>& tracks, Time t) override;
  void never_begins(const std::vector<TrackInfo>& tracks) override;
  void added(const std::vector<TrackInfo>& tracks, Time t) override;
  void changed(std::uint32_t track, const TrackInfo& info, Time t, std::uint64_t value) override;
  void ends(Time t) override;
  void finish() override;
  std::string trouble() const override { return file_.trouble(); }
  bool failed() const override { return !file_.good(); }

 private:
  struct Variable {
    std::string code;                 // " !\n", as a change of value ends
    std::vector<std::string> states;  // "swriting"; of a level or number: none
  };
  void write_header(const std::vector<TrackInfo>& tracks);
  void enter_scope(std::vector<std::string>& scope, const std::string& component);
  void put_time(Time t);
  void put(const Variable& variable, std::uint64_t value);
  void flush();
  bool closed() const { return file_.stopped() || !file_.good(); }

  TraceFile file_;
  std::string text_;  // not yet in the file
  std::vector<Variable> variables_;
  Time at_ = Time::never();       // the last time in the text
  Time in_file_ = Time::never();  // and in the file
};

}  // namespace shrimp
