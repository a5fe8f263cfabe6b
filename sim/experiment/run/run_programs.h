// SPDX-License-Identifier: MIT
// What a run needs of its programs: found or compiled, loaded, one request for each process.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/experiment/commands.h"
#include "sim/experiment/installation.h"
#include "sim/experiment/run/program_cache.h"
#include "sim/experiment/run/simulation.h"

namespace shrimp {

/// The programs of a run, each loaded once.
class RunPrograms final : public ProgramSource {
 public:
  /// `flags`: to compile source files with.
  RunPrograms(const Installation& installation, std::string flags);

  const Program& load(const std::string& name) override;
  /// The file that is loaded under this name. Throws UsageError if there is none.
  std::string file(const std::string& name) { return cache_.find(name, flags_); }

 private:
  ProgramCache cache_;
  const std::string flags_;
  std::map<std::string, std::unique_ptr<Program>> loaded_;
};

std::uint32_t processes_of(const RunOptions& options);

/// Where --until ends the run; never() if it was not given. Throws UsageError if it makes no sense.
Time end_of(const RunOptions& options);

/// In order of rank.
std::vector<ProcessRequest> requests_of(const RunOptions& options, RunPrograms& programs);

}  // namespace shrimp
