// SPDX-License-Identifier: MIT
#include "sim/experiment/reproduce/laboratory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <memory>
#include <stdexcept>

#include "sim/experiment/phases.h"
#include "sim/experiment/rounded.h"
#include "sim/experiment/run/simulation.h"
#include "sim/experiment/text_stream.h"
#include "sim/machine/errors.h"

namespace shrimp {

namespace {

constexpr char separator = '\x1e';  // between what was printed and the counts, in a child's result

double number_after(const std::string& text, const std::string& key) {
  const std::size_t at = text.find(key + "=");
  if (at == std::string::npos)
    throw std::runtime_error(fmt::format("a workload printed no {}: '{}'", key, text));
  return std::strtod(text.c_str() + at + key.size() + 1, nullptr);
}

std::string command_of(const WorkloadRun& run) {
  std::string text;
  for (const std::string& e : run.environment) text += e + " ";
  text += run.workload;
  for (const std::string& a : run.arguments) text += " " + a;
  return run.server.empty() ? text : fmt::format("{} : {}", text, fmt::join(run.server, " "));
}

std::string trimmed(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

WorkloadResult read_result(const std::string& text) {
  WorkloadResult result;
  const std::size_t end = text.find(separator);
  result.printed = text.substr(0, end);
  if (end == std::string::npos) return result;
  const char* at = text.c_str() + end + 1;
  for (char* next;; at = next) {
    const std::uint64_t n = std::strtoull(at, &next, 10);
    if (next == at) break;
    result.instructions.push_back(n);
  }
  return result;
}

/// Compiled workloads by name.
class WorkloadPrograms final : public ProgramSource {
 public:
  explicit WorkloadPrograms(const std::string& folder) : folder_(folder) {}
  const Program& load(const std::string& name) override {
    std::unique_ptr<Program>& program = loaded_[name];
    if (program) return *program;
    try {
      program = std::make_unique<Program>(folder_ + "/" + name);
    } catch (const std::runtime_error& e) {
      throw UsageError(fmt::format("shrimp: {}", e.what()));
    }
    return *program;
  }

 private:
  const std::string& folder_;
  std::map<std::string, std::unique_ptr<Program>> loaded_;
};

}  // namespace

Laboratory::Laboratory(MachineParameters parameters, std::string folder)
    : parameters_(std::move(parameters)), folder_(std::move(folder)) {}

const WorkloadResult* Laboratory::ask(const WorkloadRun& run) {
  const auto found = results_.find(run);
  if (found != results_.end()) {
    if (found->second.failure.empty()) return &found->second;
    if (failure_.empty()) failure_ = found->second.failure;
    return nullptr;
  }
  if (std::none_of(wanted_.begin(), wanted_.end(),
                   [&](const WorkloadRun& w) { return !(w < run) && !(run < w); }))
    wanted_.push_back(run);
  lacks_ = true;
  return nullptr;
}

double Laboratory::mean(WorkloadRun run, const std::string& key) {
  double sum = 0;
  for (run.seed = 1; run.seed <= phases; ++run.seed) {
    const WorkloadResult* r = ask(run);
    sum += r ? number_after(r->printed, key) : std::numeric_limits<double>::quiet_NaN();
  }
  return rounded(sum / static_cast<double>(phases));
}

double Laboratory::instructions_but_polling(WorkloadRun run, std::size_t process) {
  run.profiled = true;
  return instructions(run, process);
}

double Laboratory::instructions(const WorkloadRun& run, std::size_t process) {
  const WorkloadResult* r = ask(run);
  return r ? static_cast<double>(r->instructions.at(process)) : std::numeric_limits<double>::quiet_NaN();
}

int Laboratory::make_run(std::size_t number, std::FILE* result) {
  const WorkloadRun& run = wanted_[number];
  // Without its folder, as in `run`: a program is the same wherever the build lies.
  std::vector<std::string> arguments{run.workload};
  arguments.insert(arguments.end(), run.arguments.begin(), run.arguments.end());
  WorkloadPrograms programs(folder_);
  const Program& program = programs.load(run.workload);
  MachineParameters parameters = parameters_;
  parameters.run.seed = static_cast<std::uint32_t>(run.seed);
  std::vector<ProcessRequest> pair(2, {&program, arguments, run.environment});
  if (!run.server.empty()) {
    pair[1].program = &programs.load(run.server.front());
    pair[1].arguments = run.server;
  }
  TextStream printed, complaints;
  Profiles profiles;
  Simulation simulation(parameters, {}, pair, &programs, printed.file(), complaints.file(),
                        run.profiled ? &profiles : nullptr);
  simulation.limit_measurement();
  const int status = simulation.run();
  if (status != exit_success) {
    std::fputs(complaints.text().c_str(), result);
    return status;
  }
  fmt::print(stderr, "{}", complaints.text());
  fmt::print(result, "{}{}", printed.text(), separator);
  for (const SimulatedProcess* p : simulation.processes()) {
    const std::int64_t polling = run.profiled ? p->context.profile->polling_instructions() : 0;
    fmt::print(result, "{} ", p->process.hook().instructions - polling);
  }
  return status;
}

void Laboratory::ended(std::size_t number, const RunEnd& end) {
  const WorkloadRun& run = wanted_[number];
  if (end.status == exit_usage)  // it has said why
    throw UsageError(fmt::format("shrimp: '{}' could not be run", command_of(run)));
  const std::string name = fmt::format("the run of '{}' (seed {})", command_of(run), run.seed);
  if (end.status == exit_broken_invariant || end.signal != 0)
    throw std::runtime_error(fmt::format("{} failed", name));
  if (end.status == exit_success) {
    results_[run] = read_result(end.result);
    return;
  }
  const std::string failure = fmt::format("{} failed:\n{}", name, trimmed(end.result));
  if (needs_all_) throw RunFailed(failure);
  results_[run].failure = failure;
}

void Laboratory::make_all_runs(unsigned workers, ForkedRunsProgress* progress) {
  needs_all_ = true;
  make_runs(workers, progress);
}

void Laboratory::make_runs(unsigned workers, ForkedRunsProgress* progress) {
  make(wanted_.size(), workers, progress);
  wanted_.clear();
}

}  // namespace shrimp
