// SPDX-License-Identifier: MIT
#include "sim/experiment/run/run_programs.h"

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>

#include "sim/machine/errors.h"
#include "sim/machine/quantity.h"

namespace shrimp {

RunPrograms::RunPrograms(const Installation& installation, std::string flags)
    : cache_(Compiler(installation.tools, installation.libraries), ProgramCache::default_folder()),
      flags_(std::move(flags)) {}

const Program& RunPrograms::load(const std::string& name) {
  std::unique_ptr<Program>& program = loaded_[name];
  if (program) return *program;
  const std::string path = file(name);
  try {
    program = std::make_unique<Program>(path);
  } catch (const std::runtime_error& e) {
    // A compiled source is known by its own name, not by that of its place in the cache.
    std::string text = e.what();
    if (const std::size_t at = text.find(path); at != std::string::npos) text.replace(at, path.size(), name);
    throw UsageError(fmt::format("shrimp: {}", text));
  }
  return *program;
}

std::uint32_t processes_of(const RunOptions& options) {
  std::uint32_t sum = 0;
  for (const ProgramRequest& p : options.programs) sum += p.copies;
  return sum;
}

Time end_of(const RunOptions& options) {
  if (options.until.empty()) return Time::never();
  const ParsedQuantity q = parse_quantity(options.until, Dimension::time);
  const std::string problem = !q.ok() ? q.problem : q.value <= 0 ? "nothing would be simulated" : "";
  if (!problem.empty())
    throw UsageError(fmt::format("shrimp run: --until {}: {}; a simulated time as 10ms was expected",
                                 options.until, problem));
  return QuantityTraits<Time>::from(q.value);
}

std::vector<ProcessRequest> requests_of(const RunOptions& options, RunPrograms& programs) {
  std::vector<ProcessRequest> requests;
  for (const ProgramRequest& p : options.programs) {
    ProcessRequest request;
    request.program = &programs.load(p.program);
    // Without its folder: a program's arguments are the same wherever it is started from.
    request.arguments = {std::filesystem::path(p.program).filename().string()};
    request.arguments.insert(request.arguments.end(), p.arguments.begin(), p.arguments.end());
    request.environment = options.environment;
    requests.insert(requests.end(), p.copies, request);
  }
  return requests;
}

}  // namespace shrimp
