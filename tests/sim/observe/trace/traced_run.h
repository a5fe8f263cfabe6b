// SPDX-License-Identifier: MIT
// `shrimp run` with traces, in a folder of its own: of a workload, or a program with its path. Two processes,
// if the options do not say otherwise.
#pragma once
#include <string>

struct TracedRun {
  /// `options`: of the traces and others. `program`: its name and arguments.
  TracedRun(const std::string& options, const std::string& program, const std::string& prepare = "");
  ~TracedRun();
  TracedRun(const TracedRun&) = delete;
  TracedRun& operator=(const TracedRun&) = delete;

  std::string file(const std::string& name) const { return folder + "/" + name; }
  std::string text(const std::string& name) const;
  /// stats.json without what belongs to the host.
  std::string statistics() const;
  std::uint64_t statistic(const std::string& name) const;

  std::string folder;
  int status = -1;
  std::string out, err;
};
