// SPDX-License-Identifier: MIT
// What is told of a run and of its processes beside the machine's statistics, as stats.csv, `shrimp compare`
// and `shrimp describe` name it: run.simulated, process[RANK].cycles.
#pragma once
#include <string>
#include <vector>

namespace shrimp {

struct RunValue {
  std::string component;  // "run", or "process": of each process[RANK]
  std::string name;
  std::string unit;  // "text" of what is no number
  std::string text;
  std::string in_json;  // where stats.json has it; of a process, the member of its entry in "processes"
};

const std::vector<RunValue>& run_values();
/// `name` is one of them.
const RunValue& run_value(const std::string& component, const std::string& name);

}  // namespace shrimp
